import type { Client } from '@rapport/client';
import type { Deal, Filter, RapportError, Stage } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { DecisionContext, StageDuration } from '@rapport/core/pipeline';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { HealthLookup, RecordNames } from '../deal/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { BoardColumn, type ColumnHost } from './board-column.ts';
import { BoardFocus } from './board-focus.ts';
import { boardWhere, columnRequest, type BoardFilter } from './board-request.ts';
import type { Zone } from './board-surface.ts';
import { BoardTotals } from './board-totals.ts';
import { card, tail, type CardContext } from './card.ts';
import { bones } from './column-template.ts';
import type { BoardRow, CardState } from './card-row.ts';
import type { Handling } from './handling/index.ts';
import type { Lanes } from './lanes/index.ts';
import type { LaneHost } from './lanes/lane-host.ts';
import type { Hold } from './held-order.ts';

/** What the board takes from its element. */
export interface BoardOptions {
  readonly words: MessagesController;
  isReadOnly(): boolean;
  isOffline(): boolean;
  timeZone(): string;
  user(): string | undefined;
  benchmark(stage: string): StageDuration | undefined;
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
export class Board implements LaneHost, ColumnHost {
  readonly element: LitElement & { open(deal: Deal): void };
  readonly words: MessagesController;
  readonly names: RecordNames = new RecordNames(() => this.touchShown());
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
  readonly #health = new HealthLookup((deals) => this.columns.forEach((column) => column.touch(deals)));
  readonly #focus: BoardFocus = new BoardFocus(this);
  readonly #cards: CardContext;
  #held:
    | { readonly deals: readonly Deal[]; readonly over: BoardColumn | undefined; readonly order: readonly Deal[] }
    | undefined;
  #handling: Handling | undefined;
  #fetching: Promise<Handling | undefined> | undefined;
  /** What handles cards could not be fetched. */
  #isUnreachable = false;
  #mayMove = true;
  #lanes: Lanes | undefined;
  #pulse: (() => void) | undefined;
  #beat: ReturnType<typeof setTimeout> | undefined;
  revision = 0;
  #shape = '';
  #spoken = '';
  #wasOffline = false;

  constructor(element: LitElement & { open(deal: Deal): void }, options: BoardOptions) {
    this.element = element;
    this.words = options.words;
    this.#options = options;
    const board = this;
    this.#cards = {
      words: options.words,
      names: this.names,
      get timeZone() {
        return options.timeZone();
      },
      get isReadOnly() {
        return board.isReadOnly;
      },
      get isOffline() {
        return options.isOffline();
      },
      health: (deal) => {
        const stage = this.stages.find(({ id }) => id === deal.stage);
        return this.#health.health(deal, stage, options.timeZone(), stage && options.benchmark(stage.id));
      },
    };
  }

  get host(): LitElement {
    return this.element;
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
    this.names.follow(client);
    this.#health.follow(client);
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
    for (const column of this.columns) column.leave();
    this.#stopPulse();
    this.totals.follow(undefined);
    this.#handling?.cancel();
    this.#handling?.notices.reset();
    this.#held = undefined;
  }

  startOver(): void {
    this.#handling?.cancel();
    this.selection = new Set();
    this.#handling?.notices.reset();
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
    if (this.#isUnreachable) return html`<p class="note bad" role="alert">${this.words.text('handlingFault')}</p>`;
    return this.#handling?.template() ?? nothing;
  }

  // What a column asks.

  template(row: BoardRow, column: BoardColumn): unknown {
    return 'deal' in row
      ? card(row, this.#cards)
      : tail(row, column, this.totals.of(column.stage.id)?.count, this.words);
  }

  stateOf(deal: Deal, isPending: boolean): CardState {
    return {
      isPending,
      isCurrent: deal.id === this.#focus.current,
      isSelected: this.selection.has(deal.id),
      isLifted: this.#held?.deals.some(({ id }) => id === deal.id) === true,
      fault: this.#handling?.notices.faultOf(deal.id),
    };
  }

  holdOf(column: BoardColumn): Hold | undefined {
    const held = this.#held;
    return held && { lifted: held.deals, order: held.over === column ? held.order : undefined };
  }

  changed(column: BoardColumn): void {
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
    if (column.isPartial) this.#startPulse();
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

  setCurrent(id: string): void {
    this.#focus.setCurrent(id);
  }

  hold(deals: readonly Deal[], over?: BoardColumn): void {
    const before = this.#held;
    if (deals.length === 0 && !before) return;
    const order = over && (before?.over === over ? before.order : over.deals);
    this.#held = deals.length === 0 ? undefined : { deals, over, order: order ?? [] };
    const isSame = before && before.over === over && before.deals === deals;
    if (isSame) return;
    const concerned = new Set([...(before?.deals ?? []), ...deals].map(({ stage }) => stage));
    for (const column of this.columns)
      if (concerned.has(column.stage.id) || column === over || column === before?.over) column.refresh();
    this.#lanes?.changed();
  }

  refresh(): void {
    this.revision++;
    for (const column of this.columns) column.refresh();
    this.#focus.settle();
    if (this.#lanes) this.element.requestUpdate();
  }

  announce(text: string): void {
    this.#handling?.notices.announce(text);
  }

  fault(deal: string, text: string | undefined): void {
    if (!this.#handling || this.#handling.notices.faultOf(deal) === text) return;
    this.#handling.notices.fault(deal, text);
    this.touch([deal]);
  }

  toast(text: string, undo: (() => void) | undefined): void {
    this.#handling?.notices.toast(text, undo);
  }

  touch(deals: Iterable<string>): void {
    const all = [...deals];
    for (const column of this.columns) column.touch(all);
    if (this.#lanes) this.element.requestUpdate();
  }

  touchAll(): void {
    for (const column of this.columns) column.touchAll();
  }

  touchShown(): void {
    this.touch(
      [...this.element.renderRoot.querySelectorAll<HTMLElement>('.card[data-deal]')].map(
        (each) => each.dataset['deal']!,
      ),
    );
  }

  // What readers do.

  readonly clicked = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('.card')?.dataset['deal'];
    if (id === undefined) return;
    if (target.closest('.dismiss')) {
      this.fault(id, undefined);
      this.focusCard(id);
      return;
    }
    this.setCurrent(id);
    if (target.closest('.more')) void this.#handle((handling) => handling.openMenu(id));
    else if (event.ctrlKey || event.metaKey || event.shiftKey)
      void this.#handle((handling) => handling.choose(id, event.shiftKey ? 'to' : 'toggle'));
    else if (!this.#handling?.isBusy) this.open(id);
  };

  readonly pressed = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    if (this.isReadOnly || event.button !== 0 || target.closest('button')) return;
    const id = target.closest<HTMLElement>('.card')?.dataset['deal'];
    if (id === undefined) return;
    // The pointer may be gone by the time that what follows it has been fetched.
    const gone = new AbortController();
    if (!this.#handling)
      for (const type of ['pointerup', 'pointercancel'] as const)
        addEventListener(type, () => gone.abort(), { signal: gone.signal });
    void this.#handle((handling) => {
      if (gone.signal.aborted) return;
      gone.abort();
      handling.press(id, event);
    });
  };

  readonly pointed = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    void this.#handle((handling) => handling.explain(target));
  };

  readonly focused = (event: FocusEvent): void => {
    const target = event.target as HTMLElement;
    this.#focus.entered(target);
    const shown = target.matches(':focus-visible') ? target : undefined;
    void this.#handle((handling) => handling.explain(shown));
  };

  readonly blurred = (event: FocusEvent): void => {
    this.#focus.left(event);
    this.#handling?.blurred(event);
  };

  readonly keyed = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || target.matches('input, select, textarea')) return;
    const id = target.closest<HTMLElement>('.card')?.dataset['deal'];
    if (event.key === 'Enter' && id !== undefined && target.matches('.card') && !this.#handling?.isBusy) {
      event.preventDefault();
      this.open(id);
      return;
    }
    if (this.#handling) {
      this.#handling.key(event, id, target);
      return;
    }
    // By the time it is fetched, the browser would have done with the key what it does.
    if (id !== undefined && /^(Arrow|Home|End| )/.test(event.key)) event.preventDefault();
    void this.#handle((handling) => handling.key(event, id, target));
  };

  /** What has to do with cards in the reader's hand, fetched when a hand comes near. */
  async #handle(act: (handling: Handling) => void): Promise<void> {
    if (this.#handling) {
      act(this.#handling);
      return;
    }
    this.#isUnreachable = false;
    this.#fetching ??= import('./handling/index.ts').then(
      ({ createHandling }) => (this.#handling ??= createHandling(this)),
      () => {
        this.#fetching = undefined;
        return undefined;
      },
    );
    const handling = await this.#fetching;
    if (handling) act(handling);
    else this.#notFetched();
  }

  readonly #notFetched = (): void => {
    this.#isUnreachable = true;
    this.element.requestUpdate();
  };

  open(id: string): void {
    const deal = this.deal(id);
    if (deal) this.element.open(deal);
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
    }, this.#notFetched);
  }

  #learn(): void {
    const { client } = this;
    this.#mayMove = true;
    client?.describe().then(
      ({ types }) => {
        if (client !== this.client || types['deal']?.update !== false) return;
        this.#mayMove = false;
        this.touchAll();
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
    if (anew) this.#stopPulse();
  }

  #totalled(): void {
    for (const column of this.columns) column.touchTail();
    this.element.requestUpdate();
  }

  /**
   * Deals change that no column has loaded: the one that changed last tells of it, so that totals keep up. It is asked for once the board stands, and
   * only where something is not loaded.
   */
  #startPulse(): void {
    if (this.#beat !== undefined || this.#pulse || !this.client) return;
    const { client } = this;
    this.#beat = setTimeout(() => {
      this.#beat = undefined;
      const latest = client.live({ type: 'deal', orderBy: [{ field: 'updatedAt', direction: 'desc' }], limit: 1 });
      let isFirst = true;
      this.#pulse = latest.subscribe(() => {
        if (!isFirst) this.totals.recount();
        isFirst = false;
      });
    }, 3_000);
  }

  #stopPulse(): void {
    clearTimeout(this.#beat);
    this.#beat = undefined;
    this.#pulse?.();
    this.#pulse = undefined;
  }
}
