import type { Deal } from '@rapport/core';
import type { BoardSurface, Zone } from '../board-surface.ts';
import { indexAt } from './drop-place.ts';

/** Where the hand is: a zone, and the index among its deals that are not in the hand. */
export interface Slot {
  readonly zone: Zone;
  readonly index: number;
}

interface Measured {
  readonly zone: Zone;
  readonly box: DOMRect;
  /** Cards that are drawn and not in the hand, top to bottom. */
  cards: { readonly id: string; readonly top: number; readonly middle: number; readonly bottom: number }[] | undefined;
}

/**
 * What is shown of cards in the hand: a picture of the first one, and a line where they would be dropped. Both lie above the page and are moved by
 * transform alone; where things are is measured when the hand comes over them, and again after something scrolled.
 */
export class Hand {
  readonly ids: readonly string[];
  /** The deals as they were when they were lifted. */
  readonly held: readonly Deal[];
  readonly #board: BoardSurface;
  readonly #layer = document.createElement('div');
  readonly #line = document.createElement('div');
  #ghost: HTMLElement | undefined;
  #zones: Measured[] = [];
  #marked: Element | undefined;
  #revision = 0;

  constructor(board: BoardSurface, ids: readonly string[], source: HTMLElement) {
    this.#board = board;
    this.ids = ids;
    this.held = ids.flatMap((id) => board.deal(id) ?? []);
    this.#layer.className = 'hand';
    this.#layer.setAttribute('aria-hidden', 'true');
    this.#layer.popover = 'manual';
    this.#line.className = 'slot';
    this.#line.hidden = true;
    this.#layer.append(this.#line, this.#picture(source));
    board.element.renderRoot.append(this.#layer);
    this.#layer.showPopover?.();
    this.measure();
  }

  /** Measures anew where things are no longer where they were. */
  keepUp(): void {
    if (this.#revision !== this.#board.revision) this.measure();
  }

  /** Finds out where things are. */
  measure(): void {
    this.#revision = this.#board.revision;
    this.#zones = this.#board.zones.map((zone) => ({
      zone,
      box: zone.element.getBoundingClientRect(),
      cards: undefined,
    }));
  }

  moveTo(left: number, top: number): void {
    if (this.#ghost) this.#ghost.style.translate = `${left}px ${top}px`;
  }

  /** The slot under a point. */
  slotAt(x: number, y: number): Slot | undefined {
    const inside = (each: Measured): boolean => x >= each.box.left && x <= each.box.right;
    const measured =
      this.#zones.find((each) => inside(each) && y >= each.box.top && y <= each.box.bottom) ?? this.#zones.find(inside);
    if (!measured) return undefined;
    const cards = this.#cardsOf(measured);
    const at =
      cards[
        indexAt(
          cards.map(({ middle }) => middle),
          y,
        )
      ];
    const others = this.others(measured.zone);
    const last = cards.at(-1);
    const index = at
      ? others.findIndex(({ id }) => id === at.id)
      : last
        ? others.findIndex(({ id }) => id === last.id) + 1
        : 0;
    return { zone: measured.zone, index: Math.max(0, index) };
  }

  /** The deals of a zone without those in the hand. */
  others(zone: Zone): Zone['deals'] {
    return zone.deals.filter(({ id }) => !this.ids.includes(id));
  }

  /** Draws the line at a slot, or takes it away. */
  show(slot: Slot | undefined): void {
    const measured = slot && this.#zones.find(({ zone }) => zone.element === slot.zone.element);
    if (this.#marked !== slot?.zone.element) {
      this.#marked?.classList.remove('over');
      this.#marked = slot?.zone.element;
      this.#marked?.classList.add('over');
    }
    const scroller = slot?.zone.element.querySelector('.cards');
    const hasOrder = slot?.zone.column.stage.stageType === 'open' && scroller;
    this.#line.hidden = !hasOrder;
    if (!slot || !measured || !hasOrder) return;
    const others = this.others(slot.zone);
    const cards = this.#cardsOf(measured);
    const next = cards.find(({ id }) => id === others[slot.index]?.id);
    const previous = cards.find(({ id }) => id === others[slot.index - 1]?.id);
    const box = scroller.getBoundingClientRect();
    const top =
      next && previous
        ? (next.top + previous.bottom) / 2
        : next
          ? next.top - 4
          : previous
            ? previous.bottom + 4
            : box.top + 4;
    const within = Math.min(Math.max(top, box.top + 1), box.bottom - 3);
    this.#line.style.inlineSize = `${measured.box.width - 16}px`;
    this.#line.style.transform = `translate(${measured.box.left + 8}px, ${within - 1}px)`;
  }

  /** Where the line is: the picture of a card that is moved by keys goes there. */
  get line(): DOMRect {
    return this.#line.getBoundingClientRect();
  }

  drop(): void {
    this.#marked?.classList.remove('over');
    this.#layer.remove();
  }

  #cardsOf(measured: Measured): NonNullable<Measured['cards']> {
    measured.cards ??= [...measured.zone.element.querySelectorAll<HTMLElement>('.card[data-deal]')]
      .filter((card) => !this.ids.includes(card.dataset['deal']!))
      .map((card) => {
        const { top, bottom } = card.getBoundingClientRect();
        return { id: card.dataset['deal']!, top, bottom, middle: (top + bottom) / 2 };
      })
      .sort((a, b) => a.top - b.top);
    return measured.cards;
  }

  #picture(source: HTMLElement): HTMLElement {
    const ghost = source.cloneNode(true) as HTMLElement;
    ghost.classList.remove('lifted');
    ghost.classList.add('ghost');
    for (const name of ['data-deal', 'tabindex', 'role', 'aria-label', 'aria-description', 'part'])
      ghost.removeAttribute(name);
    ghost.inert = true;
    ghost.style.inlineSize = `${source.offsetWidth}px`;
    if (this.ids.length > 1) {
      const count = document.createElement('span');
      count.className = 'many';
      count.textContent = String(this.ids.length);
      ghost.append(count);
    }
    this.#ghost = ghost;
    return ghost;
  }
}
