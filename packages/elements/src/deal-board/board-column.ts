import type { Client, LiveQuery, LiveRequest, LiveSnapshot } from '@rapport/client';
import type { Deal, Stage } from '@rapport/core';
import type { ReactiveControllerHost } from 'lit';
import { VirtualRows } from '../virtual/index.ts';
import { CardRows, keyOf, type BoardRow, type CardState } from './card-row.ts';
import { heldOrder, type Hold } from './held-order.ts';

/** What a column asks of its board. */
export interface ColumnHost {
  readonly host: ReactiveControllerHost;
  template(row: BoardRow, column: BoardColumn): unknown;
  stateOf(deal: Deal, isPending: boolean): CardState;
  /** What is in the hand; undefined where nothing is. */
  holdOf(column: BoardColumn): Hold | undefined;
  /** Deals came, went or changed, and are drawn. */
  changed(column: BoardColumn): void;
  /** Deals came, went or changed: calls `refresh` with the next frame, together with the other columns'. */
  later(column: BoardColumn): void;
}

/** One stage's column: a live query of its deals, and the rows that show them. A collapsed one asks for nothing. */
export class BoardColumn {
  stage: Stage;
  readonly rows: VirtualRows<BoardRow>;
  readonly #board: ColumnHost;
  readonly #cards = new CardRows();
  #key = '';
  #query: LiveQuery<Deal> | undefined;
  #stop: (() => void) | undefined;
  #shown: readonly Deal[] = [];
  #drawn: LiveSnapshot<Deal> | undefined;

  constructor(stage: Stage, board: ColumnHost) {
    this.stage = stage;
    this.#board = board;
    this.rows = new VirtualRows<BoardRow>(board.host, {
      key: keyOf,
      estimate: 88,
      plainUpTo: 0,
      showsPlace: false,
      template: (row) => board.template(row, this),
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

  /** Draws these cards anew, where they are shown: something beside the deal has changed. */
  touch(deals: Iterable<string>): void {
    const own = [...deals].filter((id) => this.#cards.has(id));
    if (own.length === 0) return;
    this.#cards.touch(own);
    this.refresh();
  }

  touchAll(): void {
    this.touch(this.#shown.map(({ id }) => id));
  }

  /** Draws the end anew: how many more there are is told by the totals. */
  touchTail(): void {
    const last = this.rows.rows.at(-1);
    if (last && 'tail' in last) this.rows.rows = [...this.rows.rows.slice(0, -1), { ...last }];
  }

  /** Brings the rows in line where the query says something else than what is drawn. */
  catchUp(): void {
    if (this.snapshot !== this.#drawn) this.refresh();
  }

  /** Brings the rows in line with what is known. Only those that changed are drawn. */
  refresh(): void {
    const { snapshot } = this;
    this.#drawn = snapshot;
    // Until another question is answered, the cards of the one before stay: nothing blinks.
    if (snapshot?.status === 'loading' && this.#shown.length > 0) return;
    if (!snapshot) {
      this.#shown = [];
      this.rows.rows = [];
      return;
    }
    const hold = this.#board.holdOf(this);
    this.#shown = hold ? heldOrder(snapshot.records, this.#shown, hold) : snapshot.records;
    const rows: BoardRow[] = [
      ...this.#cards.of(this.#shown, (deal) => this.#board.stateOf(deal, snapshot.pending.has(deal.id))),
    ];
    if (snapshot.hasMore && rows.length > 0)
      rows.push(tails[snapshot.loadingMore ? 'loading' : snapshot.error ? 'failed' : 'more']);
    this.rows.rows = rows;
  }

  /** Changes of a frame are drawn together; the first answer at once. */
  #changed(): void {
    if (this.#shown.length > 0 && !document.hidden) {
      this.#board.later(this);
      return;
    }
    this.refresh();
    this.#board.changed(this);
  }
}

// The same objects each time: a row that is the same is not drawn again.
const tails = {
  more: { tail: 'more' },
  loading: { tail: 'loading' },
  failed: { tail: 'failed' },
} as const satisfies Readonly<Record<string, BoardRow>>;
