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

/** The last row of a column that is not all loaded. */
export interface TailRow {
  readonly tail: 'more' | 'loading' | 'failed';
}

export type BoardRow = Deal | TailRow;

export function isTail(row: BoardRow): row is TailRow {
  return 'tail' in row;
}

export function keyOf(row: BoardRow): string {
  return isTail(row) ? 'tail' : row.id;
}
