import type { Client } from '@rapport/client';
import type { Deal, Filter, RapportError, Stage } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { DecisionContext, StageDuration } from '@rapport/core/pipeline';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { RecordNames } from '../deal/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { BoardCards, type CardsHost } from './board-cards.ts';
import type { BoardColumn, ColumnHost } from './board-column.ts';
import { BoardColumns, type ColumnsQuestion } from './board-columns.ts';
import { BoardFocus } from './board-focus.ts';
import { boardWhere } from './board-request.ts';
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

export interface BoardQuestion extends ColumnsQuestion {
  readonly allStages: readonly Stage[];
  readonly currency: string | undefined;
  readonly hasLanes: boolean;
}

/** The columns of a pipeline, what stands at their heads, and what is chosen, held and said. What moves cards is loaded when somebody reaches for one. */
export class Board implements LaneHost, GestureBoard, ColumnHost, CardsHost {
  readonly element: LitElement;
  readonly words: MessagesController;
  readonly totals: BoardTotals = new BoardTotals(() => this.#totalled());
  client: Client | undefined;
  allStages: readonly Stage[] = [];
  selection: ReadonlySet<string> = new Set();
  where: Filter = { or: [] };
  hasLanes = false;
  isCollapsed: (stage: Stage) => boolean = () => false;
  readonly #options: BoardOptions;
  readonly #columns: BoardColumns = new BoardColumns(this);
  readonly #focus: BoardFocus = new BoardFocus(this);
  readonly gestures: Gestures = new Gestures(this, this.#focus);
  readonly #cards: BoardCards;
  #mayMove = true;
  /** Deals or pipelines may not be seen: that there are none would be said in error. */
  isHidden = false;
  #lanes: Lanes | undefined;
  readonly #pulse: Pulse = new Pulse(() => this.totals.recount());
  revision = 0;
  #shape = '';
  #spoken = '';
  #wasOffline = false;

  constructor(element: LitElement, options: BoardOptions) {
    this.element = element;
    this.words = options.words;
    this.#options = options;
    this.#cards = new BoardCards(this);
  }

  get columns(): readonly BoardColumn[] {
    return this.#columns.all;
  }

  get stages(): readonly Stage[] {
    return this.#columns.stages;
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
    return this.columns.length === 0 ? this.client !== undefined : this.#columns.areEmpty;
  }

  /** Why no column at all can be shown. */
  get error(): RapportError | undefined {
    return this.#columns.error;
  }

  /** Takes up what is to be shown; to be called as often as it is drawn. */
  follow(client: Client | undefined, question: BoardQuestion): void {
    const { stages, filter } = question;
    const isOther = client !== this.client;
    this.client = client;
    if (isOther) {
      this.#pulse.stop();
      this.#learn();
    }
    this.#cards.follow(client);
    this.hasLanes = question.hasLanes;
    this.allStages = question.allStages;
    this.isCollapsed = question.isCollapsed;
    this.where = boardWhere(stages, filter);
    this.#columns.arrange(stages, isOther);
    this.#columns.follow(client, question);
    const isShown = client && stages.length > 0;
    this.totals.follow(
      isShown
        ? {
            client,
            stages: this.stages,
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
    if (spoken !== this.#spoken || isOffline !== this.#wasOffline) this.touch();
    this.#spoken = spoken;
    this.#wasOffline = isOffline;
  }

  leave(): void {
    this.#columns.leave();
    this.#pulse.stop();
    this.#cards.leave();
    this.totals.follow(undefined);
    this.gestures.handling?.reset();
  }

  startOver(): void {
    this.gestures.handling?.reset();
    this.selection = new Set();
  }

  retry(): void {
    for (const column of this.columns) column.retry();
  }

  updated(): void {
    this.#columns.attach();
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
      isLifted: this.gestures.handling?.held.has(deal.id) === true,
      fault: this.gestures.handling?.notices.faultOf(deal.id),
    };
  }

  orderOf(column: BoardColumn, deals: readonly Deal[], before: readonly Deal[]): readonly Deal[] {
    return this.gestures.handling?.held.orderOf(column, deals, before) ?? deals;
  }

  changed(columns: Iterable<BoardColumn>): void {
    this.revision++;
    this.#focus.settle();
    this.totals.recount();
    this.#lanes?.changed();
    const { shape } = this.#columns;
    if (shape !== this.#shape || this.hasLanes) {
      this.#shape = shape;
      this.element.requestUpdate();
    } else this.#focus.keep();
    for (const { isPartial } of columns) if (isPartial && this.client) this.#pulse.start(this.client);
  }

  later(column: BoardColumn): void {
    this.#columns.later(column);
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

  // What the parts loaded on demand ask.

  get zones(): readonly Zone[] {
    if (this.hasLanes && this.#lanes) return this.#lanes.zones;
    return this.columns.flatMap((column) => {
      const element = this.element.renderRoot.querySelector<HTMLElement>(`[data-column="${column.stage.id}"]`);
      return element ? [{ element, column, owner: undefined, deals: column.deals }] : [];
    });
  }

  deal(id: string): Deal | undefined {
    return this.#columns.deal(id);
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
    if (this.gestures.handling?.held.take(deals, over) && this.hasLanes) this.element.requestUpdate();
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

  /** Draws these deals' cards anew; all, where they are not said. */
  touch(deals?: Iterable<string>): void {
    const all = deals && [...deals];
    for (const column of this.columns) column.touch(all);
    this.#lanes?.touch(all);
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
      ({ types }) => {
        if (client !== this.client) return;
        this.isHidden = !types['deal'] || !types['pipeline'];
        if (this.isHidden) this.element.requestUpdate();
        if (types['deal']?.update !== false) return;
        this.#mayMove = false;
        this.touch();
      },
      // Without a description the backend tells with the first move.
      () => undefined,
    );
  }

  #totalled(): void {
    // How many more there are stands at the ends.
    this.touch(['tail']);
    this.element.requestUpdate();
  }
}
