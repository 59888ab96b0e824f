import type { Client, LiveSnapshot } from '@rapport/client';
import type { Deal, RapportError, Stage } from '@rapport/core';
import type { LitElement } from 'lit';
import { BoardColumn, type ColumnHost } from './board-column.ts';
import { columnRequest, type BoardFilter } from './board-request.ts';

/** What the columns are asked to show. */
export interface ColumnsQuestion {
  readonly stages: readonly Stage[];
  readonly filter: BoardFilter;
  /** How many deals a column loads at a time. */
  readonly limit: number;
  isCollapsed(stage: Stage): boolean;
}

/** The columns of a board, one a stage, in their order. */
export class BoardColumns {
  all: readonly BoardColumn[] = [];
  /** The same list for as long as the stages are the same. */
  stages: readonly Stage[] = [];
  readonly #host: ColumnHost & { readonly host: LitElement };
  /** Those that are drawn with the next frame. */
  readonly #due = new Set<BoardColumn>();
  #frame = 0;

  constructor(host: ColumnHost & { readonly host: LitElement }) {
    this.#host = host;
  }

  /** Whether every column that asks has answered that there is nothing. */
  get areEmpty(): boolean {
    const asked = this.#asked;
    return asked.length > 0 && asked.every(({ status, records }) => status === 'ready' && records.length === 0);
  }

  /** Why no column at all can be shown. */
  get error(): RapportError | undefined {
    const asked = this.#asked;
    return asked.every(({ status }) => status === 'error') ? asked[0]?.error : undefined;
  }

  get #asked(): readonly LiveSnapshot<Deal>[] {
    return this.all.flatMap((column) => column.snapshot ?? []);
  }

  /** Another text where the columns themselves are to be drawn anew, and not their cards alone. */
  get shape(): string {
    return this.all
      .map(({ snapshot, deals }) => `${snapshot?.status} ${deals.length > 0} ${snapshot?.error?.code}`)
      .join();
  }

  /** Those of other stages, or of the same ones as they are now; `anew`: of another client. */
  arrange(stages: readonly Stage[], anew: boolean): void {
    const isSame =
      !anew && stages.length === this.all.length && stages.every((stage, index) => stage === this.all[index]?.stage);
    if (isSame) return;
    const kept = new Map(anew ? [] : this.all.map((column) => [column.stage.id, column]));
    for (const column of this.all) {
      if (stages.some(({ id }) => id === column.stage.id) && !anew) continue;
      column.leave();
      this.#host.host.removeController(column.rows);
      column.rows.attach(undefined);
    }
    this.stages = stages;
    this.all = stages.map((stage) => {
      const column = kept.get(stage.id) ?? new BoardColumn(stage, this.#host);
      column.stage = stage;
      return column;
    });
  }

  /** Asks for what is to be shown. A collapsed column asks for nothing. */
  follow(client: Client | undefined, { filter, limit, isCollapsed }: ColumnsQuestion): void {
    for (const column of this.all) {
      if (client && !isCollapsed(column.stage)) column.follow(client, columnRequest(column.stage, filter, limit));
      else if (column.snapshot) {
        column.leave();
        column.refresh();
      }
    }
  }

  /** Gives the columns the elements that stand for them. */
  attach(): void {
    const { renderRoot } = this.#host.host;
    for (const { rows, stage } of this.all)
      rows.attach(renderRoot.querySelector(`[data-column="${stage.id}"] > .cards`));
  }

  /** Draws a column with the next frame, together with the others that came up until then. */
  later(column: BoardColumn): void {
    this.#due.add(column);
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const due = this.all.filter((each) => this.#due.has(each));
      this.#due.clear();
      for (const each of due) each.refresh();
      if (due.length > 0) this.#host.changed(due);
    });
  }

  leave(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const column of this.all) column.leave();
  }

  deal(id: string): Deal | undefined {
    for (const column of this.all) {
      const deal = column.deal(id);
      if (deal) return deal;
    }
    return undefined;
  }
}
