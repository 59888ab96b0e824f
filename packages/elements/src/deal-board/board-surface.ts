import type { Client } from '@rapport/client';
import type { Deal, Stage } from '@rapport/core';
import type { DecisionContext } from '@rapport/core/pipeline';
import type { LitElement } from 'lit';
import type { RecordNames } from '../deal/index.ts';
import type { MessagesController } from '../messages/index.ts';
import type { BoardColumn } from './board-column.ts';

/** Where cards can be dropped: a column, or in lanes a cell of one. */
export interface Zone {
  readonly element: HTMLElement;
  readonly column: BoardColumn;
  /** Undefined without lanes; null for nobody's. */
  readonly owner: string | null | undefined;
  /** The deals in the order shown. */
  readonly deals: readonly Deal[];
}

/** What the parts that are loaded on demand see of their board. */
export interface BoardSurface {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly client: Client | undefined;
  readonly names: RecordNames;
  /** Of the pipeline shown. */
  readonly stages: readonly Stage[];
  /** Of every pipeline. */
  readonly allStages: readonly Stage[];
  readonly columns: readonly BoardColumn[];
  readonly zones: readonly Zone[];
  /** Another number whenever cards were drawn: what was measured before may be elsewhere. */
  readonly revision: number;
  readonly isReadOnly: boolean;
  /** What totals are in, as far as it is known. */
  readonly currency: string | undefined;
  readonly selection: ReadonlySet<string>;
  readonly context: DecisionContext;
  /** A deal as it is now, where it is on the board. */
  deal(id: string): Deal | undefined;
  card(id: string): HTMLElement | undefined;
  select(deals: Iterable<string>): void;
  /** Leads Tab to a card, and the focus. A card that is not in view is brought there. */
  focusCard(id: string): void;
  /** Takes cards into the hand; `over` is the column whose order holds still. Nothing lets go. */
  hold(deals: readonly Deal[], over?: BoardColumn): void;
  /** Brings every column in line at once. */
  refresh(): void;
  announce(text: string): void;
  /** Shows on a card why its move came to nothing; undefined takes it away. */
  fault(deal: string, text: string | undefined): void;
  /** Says what was done, for some seconds, with a way back. */
  toast(text: string, undo: (() => void) | undefined): void;
}
