import type { BoardColumn } from './board-column.ts';
import type { BoardSurface } from './board-surface.ts';
import { leadTo } from './card.ts';

/** What the focus needs of its board. */
type Place = Pick<BoardSurface, 'element' | 'columns' | 'card' | 'deal'> & { touch(deals: Iterable<string>): void };

/**
 * Keeps the one card that Tab leads to, and the focus where the reader put it: a card that leaves its column takes the focus along, and one that leaves
 * the board gives it to a neighbour.
 */
export class BoardFocus {
  readonly #board: Place;
  #current: string | undefined;
  /** Where it was seen last. */
  #home: BoardColumn | undefined;
  #at = 0;
  /** The card that has the focus, or had it when its element was taken away. */
  #within: string | undefined;
  #column: string | undefined;
  #index = 0;
  /** A card that gets the focus as soon as it is drawn. */
  #awaited: string | undefined;

  constructor(board: Place) {
    this.#board = board;
  }

  get current(): string | undefined {
    return this.#current;
  }

  setCurrent(id: string | undefined): void {
    if (id === this.#current) return;
    const before = this.#current;
    this.#current = id;
    for (const each of [before, id]) {
      if (each === undefined) continue;
      const card = this.#board.card(each);
      if (card) leadTo(card, each === id);
      // It may be out of the page, and come back.
      else this.#board.touch([each]);
    }
  }

  /** Sees to it that there is a card that Tab leads to. */
  settle(): void {
    const { columns } = this.#board;
    const current = this.#current;
    // Mostly it is where it was.
    if (current !== undefined && this.#home?.deals[this.#at]?.id === current && columns.includes(this.#home)) return;
    const place = this.#placeOf(current);
    if (place) {
      this.#home = place.column;
      this.#at = place.index;
      return;
    }
    const beside = columns.find(({ deals }) => deals.length > 0)?.deals[0]?.id;
    this.setCurrent(beside);
  }

  to(id: string): void {
    this.setCurrent(id);
    this.#awaited = id;
    this.keep();
  }

  entered(target: HTMLElement): void {
    const id = target.closest<HTMLElement>('.card')?.dataset['deal'];
    this.#within = id;
    if (id === undefined) return;
    this.setCurrent(id);
    const place = this.#placeOf(id);
    this.#column = place?.column.stage.id;
    this.#index = place?.index ?? 0;
  }

  left(event: FocusEvent): void {
    // What is taken away gives the focus to nobody.
    const target = event.target as HTMLElement;
    if (event.relatedTarget || target.isConnected) this.#within = event.relatedTarget ? undefined : this.#within;
  }

  /** Puts the focus where it belongs, after whatever was drawn. */
  keep(): void {
    const { element, columns } = this.#board;
    const awaited = this.#awaited;
    if (awaited !== undefined) {
      const place = this.#placeOf(awaited);
      if (place) {
        const { column, index } = place;
        column.rows.scrollToRow(index, 'nearest');
        const card = this.#board.card(awaited);
        if (card) {
          this.#awaited = undefined;
          card.focus();
        }
      }
      return;
    }
    const id = this.#within;
    if (id === undefined) return;
    const root = element.renderRoot as ShadowRoot;
    const focused = root.activeElement as HTMLElement | null;
    const holder = focused?.closest<HTMLElement>('.card')?.dataset['deal'];
    if (holder === id) return;
    // The reader has gone elsewhere.
    const elsewhere = focused
      ? holder === undefined
      : element.ownerDocument.activeElement !== element.ownerDocument.body;
    if (elsewhere) {
      this.#within = undefined;
      return;
    }
    if (this.#board.deal(id)) {
      this.to(id);
      return;
    }
    const full = columns.filter(({ deals }) => deals.length > 0);
    const beside = full.find(({ stage }) => stage.id === this.#column) ?? full[0];
    const next = beside?.deals[Math.min(this.#index, beside.deals.length - 1)];
    this.#within = undefined;
    if (next) this.to(next.id);
    else root.querySelector<HTMLElement>('.columns')?.focus();
  }
  #placeOf(id: string | undefined): { readonly column: BoardColumn; readonly index: number } | undefined {
    for (const column of this.#board.columns) {
      const index = column.deals.findIndex((deal) => deal.id === id);
      if (index >= 0) return { column, index };
    }
    return undefined;
  }
}
