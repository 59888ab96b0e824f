import type { Filter, Stage } from '@rapport/core';
import type { BoardColumn } from '../board-column.ts';
import type { BoardSurface } from '../board-surface.ts';
import type { BoardRow } from '../card-row.ts';

/** What lanes ask of their board. */
export interface LaneHost extends BoardSurface {
  /** Which deals are on the board. */
  readonly where: Filter;
  template(row: BoardRow, column: BoardColumn): unknown;
  /** A column's head. */
  head(column: BoardColumn): unknown;
  isCollapsed(stage: Stage): boolean;
}
