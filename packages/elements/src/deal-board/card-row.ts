import type { Deal } from '@rapport/core';

/** What a card shows beside its deal. */
export interface CardState {
  /** A write is on its way. */
  readonly isPending: boolean;
  /** The one card of the board that Tab leads to. */
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  /** Held by the reader: it is elsewhere for now. */
  readonly isLifted: boolean;
  /** Why its last move came to nothing. */
  readonly fault: string | undefined;
}

export interface CardRow extends CardState {
  readonly deal: Deal;
}

/** The last row of a column that is not all loaded. */
export interface TailRow {
  readonly tail: 'more' | 'loading' | 'failed';
}

export type BoardRow = CardRow | TailRow;

export function keyOf(row: BoardRow): string {
  return 'deal' in row ? row.deal.id : 'tail';
}

/** Makes rows that stay the same objects for as long as they show the same. */
export class CardRows {
  #known = new Map<string, CardRow>();
  #stale = new Set<string>();

  /** What is looked up for these deals has changed: their rows are new ones the next time. */
  touch(deals: Iterable<string>): void {
    for (const id of deals) this.#stale.add(id);
  }

  /** Whether there is a row of a deal. */
  has(deal: string): boolean {
    return this.#known.has(deal);
  }

  of(deals: readonly Deal[], stateOf: (deal: Deal) => CardState): readonly CardRow[] {
    const known = new Map<string, CardRow>();
    const rows = deals.map((deal) => {
      const before = this.#known.get(deal.id);
      const state = stateOf(deal);
      const row = before && !this.#stale.has(deal.id) && isSame(before, deal, state) ? before : { deal, ...state };
      known.set(deal.id, row);
      return row;
    });
    this.#known = known;
    this.#stale.clear();
    return rows;
  }
}

function isSame(row: CardRow, deal: Deal, state: CardState): boolean {
  return (
    row.deal === deal &&
    row.isPending === state.isPending &&
    row.isCurrent === state.isCurrent &&
    row.isSelected === state.isSelected &&
    row.isLifted === state.isLifted &&
    row.fault === state.fault
  );
}
