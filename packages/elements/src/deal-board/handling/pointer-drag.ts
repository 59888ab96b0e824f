import type { Deal } from '@rapport/core';
import type { BoardSurface } from '../board-surface.ts';
import { autoscroll } from './autoscroll.ts';
import { Hand } from './hand.ts';
import { Slots, type Slot } from './slots.ts';

/** How far a mouse goes before it is a drag, in CSS pixels, and a finger before it is a scroll. */
const threshold = 4;
const wobble = 10;
/** How long a finger stays before it lifts a card, in milliseconds. */
const longPress = 350;

interface Press {
  readonly id: string;
  readonly pointer: number;
  readonly isTouch: boolean;
  readonly x: number;
  readonly y: number;
  readonly card: HTMLElement;
  readonly stop: AbortController;
  timer?: ReturnType<typeof setTimeout>;
}

/** What a drag asks of those that handle cards. */
export interface DragActions {
  /** The cards that go along with one. */
  lifted(id: string): readonly string[];
  /** `held` as they were when they were lifted. */
  drop(held: readonly Deal[], slot: Slot): void;
  putBack(ids: readonly string[]): void;
}

/**
 * A card follows the pointer: a mouse or a pen from the fourth pixel, a finger after a long press. Once a frame at most, the picture is moved and the slot
 * under the pointer found; at the edges the column and the board scroll. Escape, a lost pointer or a second finger puts back.
 */
export class PointerDrag {
  readonly #board: BoardSurface;
  readonly #actions: DragActions;
  #press: Press | undefined;
  #hand: Hand | undefined;
  #slot: Slot | undefined;
  #at = { x: 0, y: 0 };
  #grip = { x: 0, y: 0 };
  #frame = 0;

  constructor(board: BoardSurface, actions: DragActions) {
    this.#board = board;
    this.#actions = actions;
  }

  get isActive(): boolean {
    return this.#hand !== undefined;
  }

  press(id: string, event: PointerEvent): void {
    if (this.#press) {
      this.cancel();
      return;
    }
    const card = this.#board.card(id);
    if (!card) return;
    const stop = new AbortController();
    const { signal } = stop;
    const isTouch = event.pointerType === 'touch';
    this.#press = { id, pointer: event.pointerId, isTouch, x: event.clientX, y: event.clientY, card, stop };
    this.#at = { x: event.clientX, y: event.clientY };
    addEventListener('pointermove', this.#moved, { signal });
    addEventListener('pointerup', this.#released, { signal });
    addEventListener('pointercancel', () => this.cancel(), { signal });
    addEventListener('scroll', () => this.#hand?.slots.measure(), { signal, capture: true, passive: true });
    addEventListener('wheel', this.#wheeled, { signal, passive: true });
    addEventListener('blur', () => this.cancel(), { signal });
    addEventListener('keydown', this.#keyed, { signal, capture: true });
    if (!isTouch) return;
    // A finger that has lifted a card does not scroll, and opens no menu of the browser's.
    addEventListener('touchmove', this.#held, { signal, passive: false });
    addEventListener('contextmenu', (menu) => menu.preventDefault(), { signal });
    this.#press.timer = setTimeout(() => this.#lift(), longPress);
  }

  cancel(): void {
    const ids = this.#hand?.ids;
    this.#end();
    if (ids) this.#actions.putBack(ids);
  }

  readonly #held = (event: TouchEvent): void => {
    if (this.#hand && event.cancelable) event.preventDefault();
  };

  readonly #moved = (event: PointerEvent): void => {
    const press = this.#press;
    if (!press || event.pointerId !== press.pointer) return;
    this.#at = { x: event.clientX, y: event.clientY };
    if (!this.#hand) {
      const distance = Math.hypot(event.clientX - press.x, event.clientY - press.y);
      if (press.isTouch) {
        if (distance > wobble) this.#end();
        return;
      }
      if (distance < threshold) return;
      this.#lift();
    }
    event.preventDefault();
    this.#frame ||= requestAnimationFrame(this.#follow);
  };

  /** The wheel scrolls what is below the layer that the card lies in. */
  readonly #wheeled = (event: WheelEvent): void => {
    const { across, down } = this.#hand?.slots.scrollersAt(this.#slot) ?? {};
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    across?.element.scrollBy({ left: event.deltaX * unit });
    down?.element.scrollBy({ top: event.deltaY * unit });
    this.#frame ||= requestAnimationFrame(this.#follow);
  };

  readonly #released = (event: PointerEvent): void => {
    if (event.pointerId !== this.#press?.pointer) return;
    const hand = this.#hand;
    if (!hand) {
      this.#end();
      return;
    }
    hand.slots.keepUp();
    this.#slot = hand.slots.at(event.clientX, event.clientY);
    const { ids, held } = hand;
    const slot = this.#slot;
    // The click that ends a drag opens nothing.
    const swallow = new AbortController();
    addEventListener('click', (click) => click.stopPropagation(), { capture: true, signal: swallow.signal });
    setTimeout(() => swallow.abort(), 0);
    this.#end();
    if (slot) this.#actions.drop(held, slot);
    else this.#actions.putBack(ids);
  };

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#hand) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
  };

  #lift(): void {
    const press = this.#press;
    if (!press) return;
    const box = press.card.getBoundingClientRect();
    const ids = this.#actions.lifted(press.id);
    this.#grip = { x: press.x - box.left, y: press.y - box.top };
    const slots = new Slots(this.#board, ids);
    // Read before anything is written, or the browser lays out again.
    slots.at(this.#at.x, this.#at.y);
    this.#hand = new Hand(this.#board, ids, slots, press.card, 'pointer');
    getSelection()?.removeAllRanges();
    this.#follow();
    this.#hand.open();
  }

  readonly #follow = (): void => {
    this.#frame = 0;
    const hand = this.#hand;
    if (!hand) return;
    const { x, y } = this.#at;
    // What is read comes before what is written, or the browser lays out in between.
    hand.slots.keepUp();
    this.#slot = hand.slots.at(x, y);
    const { across, down } = hand.slots.scrollersAt(this.#slot);
    hand.moveTo(x - this.#grip.x, y - this.#grip.y);
    hand.show(this.#slot);
    this.#board.hold(hand.held, this.#slot?.zone.column);
    if (autoscroll(across, down, x, y)) {
      hand.slots.measure();
      this.#frame = requestAnimationFrame(this.#follow);
    }
  };

  #end(): void {
    const press = this.#press;
    clearTimeout(press?.timer);
    press?.stop.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#press = undefined;
    this.#hand?.drop();
    this.#hand = undefined;
    this.#board.hold([]);
  }
}
