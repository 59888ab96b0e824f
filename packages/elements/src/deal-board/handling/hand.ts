import type { Deal } from '@rapport/core';
import type { BoardSurface, Zone } from '../board-surface.ts';
import type { Slot, Slots } from './slots.ts';

/**
 * What is shown of cards in the hand: a picture of the first one, and a line where they would be dropped. Both lie above the page and are moved by
 * transform alone. Where a pointer holds them, the layer they lie in takes what it does: nothing below answers to it.
 */
export class Hand {
  readonly ids: readonly string[];
  /** The deals as they were when they were lifted. */
  readonly held: readonly Deal[];
  readonly slots: Slots;
  readonly #layer = document.createElement('div');
  readonly #line = document.createElement('div');
  readonly #moved = document.createElement('div');
  readonly #columns: HTMLElement | null;
  #marked: Element | undefined;
  #width = 0;

  constructor(board: BoardSurface, ids: readonly string[], slots: Slots, source: HTMLElement, by: 'pointer' | 'keys') {
    this.ids = ids;
    this.held = ids.flatMap((id) => board.deal(id) ?? []);
    this.slots = slots;
    this.#columns = board.element.renderRoot.querySelector<HTMLElement>('.columns');
    this.#layer.className = `hand ${by}`;
    this.#layer.setAttribute('aria-hidden', 'true');
    this.#layer.popover = 'manual';
    this.#line.className = 'slot';
    this.#line.hidden = true;
    this.#moved.className = 'moved';
    this.#moved.append(pictureOf(source, ids.length));
    this.#layer.append(this.#line, this.#moved);
    board.element.renderRoot.append(this.#layer);
    // Snapping would pull back what goes along with the hand.
    this.#columns?.style.setProperty('scroll-snap-type', 'none');
  }

  /** Shows it above the page; after all else that lifting changes, for the browser styles what it shows at once. */
  open(): void {
    this.#layer.showPopover?.();
  }

  moveTo(left: number, top: number): void {
    this.#moved.style.transform = `translate(${left}px, ${top}px)`;
  }

  /** The deals of a zone without those in the hand. */
  others(zone: Zone): readonly Deal[] {
    return this.slots.others(zone);
  }

  /** Draws the line at a slot, or takes it away. */
  show(slot: Slot | undefined): void {
    if (this.#marked !== slot?.zone.element) {
      this.#marked?.classList.remove('over');
      this.#marked = slot?.zone.element;
      this.#marked?.classList.add('over');
    }
    const line = slot && this.slots.lineAt(slot);
    this.#line.hidden = !line;
    if (!line) return;
    if (line.width !== this.#width) this.#line.style.inlineSize = `${line.width}px`;
    this.#width = line.width;
    this.#line.style.transform = `translate(${line.left}px, ${line.top}px)`;
  }

  /** Where the line is: the picture of a card that is moved by keys goes there. */
  get line(): DOMRect {
    return this.#line.getBoundingClientRect();
  }

  drop(): void {
    this.#marked?.classList.remove('over');
    this.#layer.remove();
    this.#columns?.style.removeProperty('scroll-snap-type');
  }
}

function pictureOf(source: HTMLElement, count: number): HTMLElement {
  const width = source.offsetWidth;
  const ghost = source.cloneNode(true) as HTMLElement;
  ghost.classList.remove('lifted');
  ghost.classList.add('ghost');
  for (const name of ['data-deal', 'tabindex', 'role', 'aria-label', 'aria-description', 'part'])
    ghost.removeAttribute(name);
  ghost.inert = true;
  ghost.style.inlineSize = `${width}px`;
  if (count > 1) {
    const many = document.createElement('span');
    many.className = 'many';
    many.textContent = String(count);
    ghost.append(many);
  }
  return ghost;
}
