import type { Deal, Filter, Stage } from '@rapport/core';
import type { BoardColumn } from '../board-column.ts';
import type { BoardSurface } from '../board-surface.ts';

/** What lanes ask of their board. */
export interface LaneHost extends BoardSurface {
  /** Which deals are on the board. */
  readonly where: Filter;
  /** Draws a deal into a card. */
  drawCard(card: HTMLElement, deal: Deal, column: BoardColumn): void;
  /** A column's head. */
  head(column: BoardColumn): unknown;
  isCollapsed(stage: Stage): boolean;
}
