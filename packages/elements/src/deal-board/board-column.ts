import type { Client, LiveQuery, LiveRequest, LiveSnapshot } from '@rapport/client';
import type { Deal, Stage } from '@rapport/core';
import type { ReactiveControllerHost } from 'lit';
import { VirtualRows } from '../virtual/index.ts';
import { blankCard } from './blank-card.ts';
import { blankTail } from './column-tail.ts';
import { isTail, keyOf, type BoardRow } from './card-state.ts';

/** What a column asks of its board. */
export interface ColumnHost {
  readonly host: ReactiveControllerHost;
  /** Draws a row into its element. */
  draw(element: HTMLElement, row: BoardRow, column: BoardColumn): void;
  /** When the names that stand on these cards are there, or the next frame is; undefined where they are at hand. */
  named(deals: readonly Deal[]): Promise<void> | undefined;
  /** A column's deals as they are to be shown, `before` as they were: cards in the hand keep their places. */
  orderOf(column: BoardColumn, deals: readonly Deal[], before: readonly Deal[]): readonly Deal[];
  /** What waited for names is drawn. */
  drawn(): void;
  /** Deals came, went or changed, and are drawn. */
  changed(columns: Iterable<BoardColumn>): void;
  /** Deals came, went or changed: calls `refresh` with the next frame, together with the other columns'. */
  later(column: BoardColumn): void;
}

/** One stage's column: a live query of its deals, and the rows that show them. A collapsed one asks for nothing. */
export class BoardColumn {
  stage: Stage;
  readonly rows: VirtualRows<BoardRow>;
  readonly #board: ColumnHost;
  #key = '';
  #query: LiveQuery<Deal> | undefined;
  #stop: (() => void) | undefined;
  #shown: readonly Deal[] = [];
  #drawn: LiveSnapshot<Deal> | undefined;
  /** What is to be drawn, at once or with the names. */
  #due: readonly BoardRow[] = [];

  constructor(stage: Stage, board: ColumnHost) {
    this.stage = stage;
    this.#board = board;
    this.rows = new VirtualRows<BoardRow>(board.host, {
      key: keyOf,
      estimate: 92,
      plainUpTo: 0,
      showsPlace: false,
      maker: (row) => (isTail(row) ? blankTail : blankCard),
      draw: (row, deal) => board.draw(row, deal, this),
      onRange: (_, last) => {
        const { length } = this.#shown;
        if (last >= length - Math.min(8, length / 4)) this.more();
      },
    });
  }

  get snapshot(): LiveSnapshot<Deal> | undefined {
    return this.#query?.getSnapshot();
  }

  /** The deals in the order in which they are shown. */
  get deals(): readonly Deal[] {
    return this.#shown;
  }

  deal(id: string): Deal | undefined {
    return this.snapshot?.records.find((deal) => deal.id === id);
  }

  /** Whether deals of the stage are not loaded. */
  get isPartial(): boolean {
    return this.snapshot?.hasMore ?? true;
  }

  /** Shows what another question is answered with; the same one changes nothing. */
  follow(client: Client, request: LiveRequest<'deal'> | undefined): void {
    const key = request ? JSON.stringify(request) : '';
    if (key === this.#key) return;
    this.leave();
    this.#key = key;
    this.#query = request && client.live(request);
    this.#stop = this.#query?.subscribe(() => this.#changed());
    this.refresh();
  }

  leave(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#query = undefined;
    this.#key = '';
  }

  more(): void {
    const { snapshot } = this;
    if (snapshot?.hasMore && !snapshot.loadingMore) void this.#query?.loadMore();
  }

  retry(): void {
    void this.#query?.refresh();
  }

  /** Draws these cards anew, where they are shown: something beside the deal has changed. All, where they are not said. */
  touch(deals?: Iterable<string>): void {
    if (deals) for (const id of deals) this.rows.touch(id);
    else this.rows.touchAll();
  }

  /** Whether a write of a deal is on its way. */
  isPending(deal: string): boolean {
    return this.#drawn?.pending.has(deal) === true;
  }

  /** Brings the rows in line where the query says something else than what is drawn. */
  catchUp(): void {
    if (this.snapshot !== this.#drawn) this.refresh();
  }

  /** Brings the rows in line with what is known. Only those that changed are drawn. */
  refresh(): void {
    const { snapshot } = this;
    const before = this.#drawn;
    this.#drawn = snapshot;
    // Until another question is answered, the cards of the one before stay: nothing blinks.
    if (snapshot?.status === 'loading' && this.#shown.length > 0) return;
    if (!snapshot) {
      this.#shown = this.#due = this.rows.rows = [];
      return;
    }
    this.#shown = this.#board.orderOf(this, snapshot.records, this.#shown);
    const end = tails[snapshot.loadingMore ? 'loading' : snapshot.error ? 'failed' : 'more'];
    this.#show(snapshot.hasMore && this.#shown.length > 0 ? [...this.#shown, end] : this.#shown);
    if (before && before.pending !== snapshot.pending)
      for (const id of [...before.pending, ...snapshot.pending])
        if (before.pending.has(id) !== snapshot.pending.has(id)) this.rows.touch(id);
  }

  /** The first cards are drawn together with the names that stand on them, where those come in time. */
  #show(rows: readonly BoardRow[]): void {
    this.#due = rows;
    const named = this.rows.rows.length > 0 ? undefined : this.#board.named(this.#shown.slice(0, 16));
    if (!named) {
      this.rows.rows = rows;
      return;
    }
    void named.then(() => {
      if (this.rows.rows === this.#due || this.#due !== rows) return;
      this.rows.rows = rows;
      this.#board.drawn();
    });
  }

  /** Changes of a frame are drawn together; the first answer at once. */
  #changed(): void {
    if (this.#shown.length > 0 && !document.hidden) {
      this.#board.later(this);
      return;
    }
    this.refresh();
    this.#board.changed([this]);
  }
}

// The same objects each time: a row that is the same is not drawn again.
const tails = {
  more: { tail: 'more' },
  loading: { tail: 'loading' },
  failed: { tail: 'failed' },
} as const satisfies Readonly<Record<string, BoardRow>>;
