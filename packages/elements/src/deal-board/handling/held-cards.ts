import type { Deal } from '@rapport/core';
import type { BoardColumn } from '../board-column.ts';
import { heldOrder } from './held-order.ts';

/** What the cards in a hand need of their board. */
interface HandsBoard {
  readonly columns: readonly BoardColumn[];
  touch(deals: Iterable<string>): void;
}

interface Held {
  readonly deals: readonly Deal[];
  readonly over: BoardColumn | undefined;
  /** The deals of the column under the hand, as they stood when it came. */
  readonly order: readonly Deal[];
}

/** The cards in the reader's hand, and the column that holds still below it. */
export class HeldCards {
  readonly #board: HandsBoard;
  #held: Held | undefined;

  constructor(board: HandsBoard) {
    this.#board = board;
  }

  has(deal: string): boolean {
    return this.#held?.deals.some(({ id }) => id === deal) === true;
  }

  /** A column's deals as they are to be shown. */
  orderOf(column: BoardColumn, deals: readonly Deal[], before: readonly Deal[]): readonly Deal[] {
    const held = this.#held;
    if (!held) return deals;
    return heldOrder(deals, before, { lifted: held.deals, order: held.over === column ? held.order : undefined });
  }

  /** Takes others into the hand, or to another column. Returns whether anything is drawn otherwise. */
  take(deals: readonly Deal[], over: BoardColumn | undefined): boolean {
    const before = this.#held;
    if (deals.length === 0 && !before) return false;
    const order = over && (before?.over === over ? before.order : over.deals);
    this.#held = deals.length === 0 ? undefined : { deals, over, order: order ?? [] };
    const isCarried = before?.deals === deals;
    if (isCarried && before.over === over) return false;
    const handled = isCarried ? [] : [...(before?.deals ?? []), ...deals];
    // Somebody else may have taken one to another column since it was lifted: it is shown there as soon as it is let go.
    const concerns = (column: BoardColumn): boolean =>
      column === over ||
      column === before?.over ||
      handled.some(({ id, stage }) => stage === column.stage.id || column.deal(id));
    for (const column of this.#board.columns) if (concerns(column)) column.refresh();
    this.#board.touch(handled.map(({ id }) => id));
    return true;
  }

  /** Forgets them without drawing anything. */
  forget(): void {
    this.#held = undefined;
  }
}
