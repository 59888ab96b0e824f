import type { Deal } from '@rapport/core';
import type { BoardSurface, Zone } from '../board-surface.ts';
import { Hand } from './hand.ts';
import type { DragActions } from './pointer-drag.ts';
import { Slots, type Slot } from './slots.ts';

/**
 * A card held by keys: arrows choose the slot, Space or Enter drops, Escape or a press of the pointer puts back. Each step is said. The focus stays on the
 * card.
 */
export class KeyboardGrab {
  readonly #board: BoardSurface;
  readonly #actions: DragActions;
  #hand: Hand | undefined;
  #slot: Slot | undefined;
  #stop: AbortController | undefined;

  constructor(board: BoardSurface, actions: DragActions) {
    this.#board = board;
    this.#actions = actions;
  }

  get isActive(): boolean {
    return this.#hand !== undefined;
  }

  grab(id: string): void {
    const card = this.#board.card(id);
    const zone = this.#board.zones.find(({ deals }) => deals.some((deal) => deal.id === id));
    if (!card || !zone) return;
    const ids = this.#actions.lifted(id);
    const hand = new Hand(this.#board, ids, new Slots(this.#board, ids), card, 'keys');
    this.#hand = hand;
    this.#board.hold(hand.held, zone.column);
    hand.open();
    this.#stop = new AbortController();
    addEventListener('pointerdown', () => this.cancel(), { signal: this.#stop.signal, capture: true });
    const before = zone.deals.slice(
      0,
      zone.deals.findIndex((deal) => deal.id === id),
    );
    this.#slot = { zone, index: before.filter((deal) => !ids.includes(deal.id)).length };
    this.#show();
    const { words } = this.#board;
    const deal = hand.held.find((each) => each.id === id)?.name ?? '';
    const place = this.#place();
    this.#board.announce(
      ids.length > 1
        ? words.text('grabbedManySaid', { count: ids.length, place })
        : words.text('grabbedSaid', { deal, place }),
    );
  }

  key(event: KeyboardEvent): void {
    const step = this.#stepOf(event.key);
    switch (event.key) {
      case ' ':
      case 'Enter':
        this.#drop();
        break;
      case 'Escape':
        this.cancel();
        break;
      case 'Tab':
        // Whoever leaves the card lets go of it.
        this.cancel();
        return;
      default:
        if (!step) return;
        step();
        this.#show();
        this.#board.announce(this.#place());
    }
    event.preventDefault();
    event.stopPropagation();
  }

  cancel(): void {
    const hand = this.#end();
    if (hand) this.#actions.putBack(hand.ids);
  }

  #drop(): void {
    const slot = this.#slot;
    const hand = this.#end();
    if (hand && slot) this.#actions.drop(hand.held, slot);
  }

  #end(): Hand | undefined {
    const hand = this.#hand;
    this.#hand = undefined;
    this.#slot = undefined;
    this.#stop?.abort();
    hand?.drop();
    this.#board.hold([]);
    return hand;
  }

  #stepOf(key: string): (() => void) | undefined {
    const isLeft = this.#board.element.matches(':dir(rtl)') ? key === 'ArrowRight' : key === 'ArrowLeft';
    switch (key) {
      case 'ArrowUp':
        return () => this.#within((index) => index - 1);
      case 'ArrowDown':
        return () => this.#within((index) => index + 1);
      case 'Home':
        return () => this.#within(() => 0);
      case 'End':
        return () => this.#within(() => Number.POSITIVE_INFINITY);
      case 'ArrowLeft':
      case 'ArrowRight':
        return () => this.#across(isLeft ? -1 : 1);
      default:
        return undefined;
    }
  }

  #within(step: (index: number) => number): void {
    const slot = this.#slot;
    if (!slot) return;
    const count = this.#others(slot.zone).length;
    const wanted = step(slot.index);
    // Beyond a cell's end the next lane begins.
    if (wanted < 0 || (wanted > count && Number.isFinite(wanted))) {
      const lanes = this.#board.zones.filter(({ column }) => column === slot.zone.column);
      const next =
        lanes[lanes.findIndex(({ element }) => element === slot.zone.element) + Math.sign(wanted - slot.index)];
      if (next) this.#slot = { zone: next, index: wanted < 0 ? this.#others(next).length : 0 };
      return;
    }
    this.#slot = { zone: slot.zone, index: Math.min(wanted, count) };
  }

  #across(step: 1 | -1): void {
    const slot = this.#slot;
    if (!slot) return;
    const row = this.#board.zones.filter(({ owner }) => owner === slot.zone.owner);
    const next = row[row.findIndex(({ element }) => element === slot.zone.element) + step];
    if (next) this.#slot = { zone: next, index: Math.min(slot.index, this.#others(next).length) };
  }

  /** Brings the slot into view, draws it, and the picture beside it. */
  #show(): void {
    const hand = this.#hand;
    const slot = this.#slot;
    if (!hand || !slot) return;
    const { column, element } = slot.zone;
    this.#board.hold(hand.held, column);
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const near = this.#others(slot.zone)[Math.min(slot.index, this.#others(slot.zone).length - 1)];
    const index = near ? column.deals.findIndex(({ id }) => id === near.id) : -1;
    if (index >= 0) column.rows.scrollToRow(index, 'nearest');
    hand.slots.measure();
    hand.show(slot);
    const line = hand.line;
    const box = element.getBoundingClientRect();
    hand.moveTo((line.width > 0 ? line.left : box.left) + 12, (line.width > 0 ? line.top : box.top + 40) + 6);
  }

  #others(zone: Zone): readonly Deal[] {
    // The zone's deals as they are now: others may have come since.
    const now = this.#board.zones.find(({ element }) => element === zone.element) ?? zone;
    return this.#hand?.others(now) ?? now.deals;
  }

  #place(): string {
    const slot = this.#slot;
    if (!slot) return '';
    const { words, names } = this.#board;
    const { zone } = slot;
    const stage = zone.column.stage.name;
    if (zone.column.stage.stageType !== 'open') return words.text('stageSaid', { stage });
    const values = { stage, place: slot.index + 1, count: this.#others(zone).length + 1 };
    if (zone.owner === undefined) return words.text('placeSaid', values);
    const person = names.name('user', zone.owner) ?? words.text('withoutOwner');
    return words.text('laneSaid', { ...values, person });
  }
}
