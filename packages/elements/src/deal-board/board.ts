import type { Client } from '@rapport/client';
import type { Deal, Filter, RapportError, Stage } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { DecisionContext, StageDuration } from '@rapport/core/pipeline';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { RecordNames } from '../deal/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { BoardCards, type CardsHost } from './board-cards.ts';
import { BoardColumn, type ColumnHost } from './board-column.ts';
import { BoardFocus } from './board-focus.ts';
import { boardWhere, columnRequest, type BoardFilter } from './board-request.ts';
import type { Zone } from './board-surface.ts';
import { BoardTotals } from './board-totals.ts';
import { bones } from './column-template.ts';
import type { BoardRow, CardState } from './card-state.ts';
import { Gestures, type GestureBoard } from './gestures.ts';
import type { Lanes } from './lanes/index.ts';
import type { LaneHost } from './lanes/lane-host.ts';
import { Pulse } from './pulse.ts';

/** What the board takes from its element. */
export interface BoardOptions {
  readonly words: MessagesController;
  isReadOnly(): boolean;
  isOffline(): boolean;
  timeZone(): string;
  user(): string | undefined;
  benchmark(stage: string): StageDuration | undefined;
  /** A reader wants to see a deal whole. */
  open(deal: Deal): void;
  /** A column's head, where the columns are lanes' cells. */
  head(column: BoardColumn): unknown;
}

export interface BoardQuestion {
  readonly stages: readonly Stage[];
  readonly allStages: readonly Stage[];
  readonly filter: BoardFilter;
  readonly limit: number;
  readonly currency: string | undefined;
  readonly hasLanes: boolean;
  isCollapsed(stage: Stage): boolean;
}

/** The columns of a pipeline, what stands at their heads, and what is chosen, held and said. What moves cards is loaded when somebody reaches for one. */
export class Board implements LaneHost, GestureBoard, ColumnHost, CardsHost {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly totals: BoardTotals = new BoardTotals(() => this.#totalled());
  client: Client | undefined;
  stages: readonly Stage[] = [];
  allStages: readonly Stage[] = [];
  columns: readonly BoardColumn[] = [];
  selection: ReadonlySet<string> = new Set();
  where: Filter = { or: [] };
  hasLanes = false;
  isCollapsed: (stage: Stage) => boolean = () => false;
  readonly #options: BoardOptions;
  readonly #focus: BoardFocus = new BoardFocus(this);
  readonly gestures: Gestures = new Gestures(this, this.#focus);
  readonly #cards: BoardCards;
  #held:
    | { readonly deals: readonly Deal[]; readonly over: BoardColumn | undefined; readonly order: readonly Deal[] }
    | undefined;
  #mayMove = true;
  /** Deals or pipelines are not for the reader to see: that there are none would not be true. */
  isHidden = false;
  #lanes: Lanes | undefined;
  readonly #pulse: Pulse = new Pulse(() => this.totals.recount());
  revision = 0;
  #shape = '';
  #spoken = '';
  #wasOffline = false;
  /** Columns that are drawn with the next frame. */
  readonly #due = new Set<BoardColumn>();
  #frame = 0;

  constructor(element: LitElement, options: BoardOptions) {
    this.element = element;
    this.words = options.words;
    this.#options = options;
    this.#cards = new BoardCards(this);
  }

  get host(): LitElement {
    return this.element;
  }

  get names(): RecordNames {
    return this.#cards.names;
  }

  /** Whether nothing can be moved: the page says so, or the backend would decline it. */
  get isReadOnly(): boolean {
    return this.#options.isReadOnly() || !this.#mayMove;
  }

  get context(): DecisionContext {
    const user = this.#options.user();
    const client = this.client!;
    return {
      now: toInstant(client.now()),
      newId: client.newId,
      actor: { role: 'agent', ...(user === undefined ? {} : { user }) },
      timeZone: this.#options.timeZone(),
    };
  }

  get currency(): string | undefined {
    return this.totals.open?.amount.currency;
  }

  /** Whether every column that asks has answered that there is nothing. */
  get isEmpty(): boolean {
    if (this.columns.length === 0) return this.client !== undefined;
    const asked = this.columns.flatMap((column) => column.snapshot ?? []);
    return asked.length > 0 && asked.every(({ status, records }) => status === 'ready' && records.length === 0);
  }

  /** Why no column at all can be shown. */
  get error(): RapportError | undefined {
    const asked = this.columns.flatMap((column) => column.snapshot ?? []);
    return asked.length > 0 && asked.every(({ status }) => status === 'error') ? asked[0]?.error : undefined;
  }

  /** Takes up what is to be shown; to be called as often as it is drawn. */
  follow(client: Client | undefined, question: BoardQuestion): void {
    const { stages, filter } = question;
    const isOther = client !== this.client;
    this.client = client;
    if (isOther) this.#learn();
    this.#cards.follow(client);
    this.hasLanes = question.hasLanes;
    this.allStages = question.allStages;
    this.isCollapsed = question.isCollapsed;
    this.where = boardWhere(stages, filter);
    this.#arrange(stages, isOther);
    for (const column of this.columns) {
      if (client && !question.isCollapsed(column.stage))
        column.follow(client, columnRequest(column.stage, filter, question.limit));
      else if (column.snapshot) {
        column.leave();
        column.refresh();
      }
    }
    const isShown = client && stages.length > 0;
    this.totals.follow(
      isShown
        ? {
            client,
            stages,
            where: this.where,
            timeZone: this.#options.timeZone(),
            currency: question.currency,
          }
        : undefined,
    );
    if (question.hasLanes) this.#loadLanes();
    const isOffline = this.#options.isOffline();
    // Words come later than the language, and cards are not drawn with their board.
    const spoken = this.words.locale + this.words.text('moveDealMenu') + this.words.text('noNextStepMark');
    if (spoken !== this.#spoken || isOffline !== this.#wasOffline) this.touchAll();
    this.#spoken = spoken;
    this.#wasOffline = isOffline;
  }

  leave(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const column of this.columns) column.leave();
    this.#pulse.stop();
    this.#cards.leave();
    this.totals.follow(undefined);
    this.gestures.handling?.cancel();
    this.gestures.handling?.notices.reset();
    this.#held = undefined;
  }

  startOver(): void {
    this.gestures.handling?.cancel();
    this.selection = new Set();
    this.gestures.handling?.notices.reset();
  }

  retry(): void {
    for (const column of this.columns) column.retry();
  }

  updated(): void {
    const { renderRoot } = this.element;
    for (const { rows, stage } of this.columns)
      rows.attach(renderRoot.querySelector(`[data-column="${stage.id}"] > .cards`) ?? undefined);
    this.#focus.keep();
  }

  head(column: BoardColumn): unknown {
    return this.#options.head(column);
  }

  lanes(): TemplateResult | undefined {
    if (!this.hasLanes) return undefined;
    return this.#lanes?.template() ?? html`<div class="column">${bones(this.words)}</div>`;
  }

  /** What stands below the columns: what is chosen, what was done, and what asks for more. */
  foot(): unknown {
    if (this.gestures.hasFailed) return html`<p class="note bad" role="alert">${this.words.text('handlingFault')}</p>`;
    return this.gestures.handling?.template() ?? nothing;
  }

  // What a column asks.

  draw(element: HTMLElement, row: BoardRow, column: BoardColumn): void {
    this.#cards.draw(element, row, column);
  }

  drawCard(card: HTMLElement, deal: Deal, column: BoardColumn): void {
    this.#cards.drawCard(card, deal, column);
  }

  named(deals: readonly Deal[]): Promise<void> | undefined {
    return this.#cards.named(deals);
  }

  drawn(): void {
    this.#focus.keep();
  }

  stateOf(deal: Deal, isPending: boolean): CardState {
    return {
      isPending,
      isCurrent: deal.id === this.#focus.current,
      isSelected: this.selection.has(deal.id),
      isLifted: this.#held?.deals.some(({ id }) => id === deal.id) === true,
      fault: this.gestures.handling?.notices.faultOf(deal.id),
    };
  }

  orderOf(column: BoardColumn, deals: readonly Deal[], before: readonly Deal[]): readonly Deal[] {
    const held = this.#held;
    if (!held) return deals;
    const hold = { lifted: held.deals, order: held.over === column ? held.order : undefined };
    return this.gestures.handling?.heldOrder(deals, before, hold) ?? deals;
  }

  changed(columns: Iterable<BoardColumn>): void {
    this.revision++;
    this.#focus.settle();
    this.totals.recount();
    this.#lanes?.changed();
    const shape = this.columns
      .map(({ snapshot, deals }) => `${snapshot?.status} ${deals.length > 0} ${snapshot?.error?.code}`)
      .join();
    if (shape !== this.#shape || this.hasLanes) {
      this.#shape = shape;
      this.element.requestUpdate();
    } else this.#focus.keep();
    for (const { isPartial } of columns) if (isPartial && this.client) this.#pulse.start(this.client);
  }

  later(column: BoardColumn): void {
    this.#due.add(column);
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const due = [...this.#due].filter((each) => this.columns.includes(each));
      this.#due.clear();
      for (const each of due) each.refresh();
      if (due.length > 0) this.changed(due);
    });
  }

  // What cards ask.

  countOf(stage: string): number | undefined {
    return this.totals.of(stage)?.count;
  }

  isOffline(): boolean {
    return this.#options.isOffline();
  }

  timeZone(): string {
    return this.#options.timeZone();
  }

  benchmark(stage: string): StageDuration | undefined {
    return this.#options.benchmark(stage);
  }

  lookedUp(deals?: ReadonlySet<string>): void {
    if (deals) this.touch(deals);
    else this.touchAll();
  }

  // What the parts loaded on demand ask.

  get zones(): readonly Zone[] {
    if (this.hasLanes && this.#lanes) return this.#lanes.zones;
    return this.columns.flatMap((column) => {
      const element = this.element.renderRoot.querySelector<HTMLElement>(`[data-column="${column.stage.id}"]`);
      return element ? [{ element, column, owner: undefined, deals: column.deals }] : [];
    });
  }

  deal(id: string): Deal | undefined {
    for (const column of this.columns) {
      const deal = column.deal(id);
      if (deal) return deal;
    }
    return undefined;
  }

  card(id: string): HTMLElement | undefined {
    return this.element.renderRoot.querySelector<HTMLElement>(`.card[data-deal="${id}"]`) ?? undefined;
  }

  select(deals: Iterable<string>): void {
    const chosen = new Set(deals);
    const differing = [...chosen, ...this.selection].filter((id) => chosen.has(id) !== this.selection.has(id));
    this.selection = chosen;
    this.touch(differing);
    this.element.requestUpdate();
  }

  focusCard(id: string): void {
    this.#focus.to(id);
  }

  hold(deals: readonly Deal[], over?: BoardColumn): void {
    const before = this.#held;
    if (deals.length === 0 && !before) return;
    const order = over && (before?.over === over ? before.order : over.deals);
    this.#held = deals.length === 0 ? undefined : { deals, over, order: order ?? [] };
    const isSame = before && before.over === over && before.deals === deals;
    if (isSame) return;
    const handled = [...(before?.deals ?? []), ...deals];
    const concerned = new Set(handled.map(({ stage }) => stage));
    for (const column of this.columns)
      if (concerned.has(column.stage.id) || column === over || column === before?.over) column.refresh();
    if (before?.deals !== deals) this.touch(handled.map(({ id }) => id));
    if (this.hasLanes) this.element.requestUpdate();
  }

  refresh(): void {
    this.revision++;
    for (const column of this.columns) column.catchUp();
    this.#focus.settle();
    if (this.#lanes) this.element.requestUpdate();
  }

  announce(text: string): void {
    this.gestures.handling?.notices.announce(text);
  }

  fault(deal: string, text: string | undefined): void {
    const notices = this.gestures.handling?.notices;
    if (!notices || notices.faultOf(deal) === text) return;
    notices.fault(deal, text);
    this.touch([deal]);
  }

  toast(text: string, undo: (() => void) | undefined): void {
    this.gestures.handling?.notices.toast(text, undo);
  }

  touch(deals: Iterable<string>): void {
    const all = [...deals];
    for (const column of this.columns) column.touch(all);
    this.#lanes?.touch(all);
  }

  touchAll(): void {
    for (const column of this.columns) column.touchAll();
    this.#lanes?.touch();
  }

  open(id: string): void {
    const deal = this.deal(id);
    if (deal) this.#options.open(deal);
  }

  #loadLanes(): void {
    if (this.#lanes) {
      this.#lanes.follow();
      return;
    }
    void import('./lanes/index.ts').then(({ createLanes }) => {
      this.#lanes ??= createLanes(this);
      this.#lanes.follow();
      this.element.requestUpdate();
    }, this.gestures.failed);
  }

  #learn(): void {
    const { client } = this;
    this.#mayMove = true;
    this.isHidden = false;
    client?.describe().then(
      ({ types: { deal, pipeline } }) => {
        if (client !== this.client || (deal?.update && pipeline)) return;
        this.#mayMove = false;
        this.isHidden = !deal || !pipeline;
        this.touchAll();
        this.element.requestUpdate();
      },
      // Without a description the backend tells with the first move.
      () => undefined,
    );
  }

  /** The columns of other stages, or of the same ones as they are now. */
  #arrange(stages: readonly Stage[], anew: boolean): void {
    const isSame =
      !anew &&
      stages.length === this.columns.length &&
      stages.every((stage, index) => stage === this.columns[index]?.stage);
    if (isSame) return;
    const kept = new Map(anew ? [] : this.columns.map((column) => [column.stage.id, column]));
    for (const column of this.columns) {
      if (stages.some(({ id }) => id === column.stage.id) && !anew) continue;
      column.leave();
      this.element.removeController(column.rows);
      column.rows.attach(undefined);
    }
    this.stages = stages;
    this.columns = stages.map((stage) => {
      const column = kept.get(stage.id) ?? new BoardColumn(stage, this);
      column.stage = stage;
      return column;
    });
    if (anew) this.#pulse.stop();
  }

  #totalled(): void {
    for (const column of this.columns) column.touchTail();
    this.element.requestUpdate();
  }
}
