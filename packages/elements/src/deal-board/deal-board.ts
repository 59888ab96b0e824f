import type { Filter, Pipeline, Stage } from '@rapport/core';
import { isTimeZone } from '@rapport/core/filter/calendar';
import { parseRecordName } from '@rapport/core/model';
import { compareStages, stagesOf, type StageDuration } from '@rapport/core/pipeline';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import {
  LiveController,
  type Phase,
  problemOf,
  problemTemplate,
  RapportElement,
  readerZone,
  warnOnce,
} from '../element/index.ts';
import { dealBoardWords } from '../messages/index.ts';
import { controls, theme } from '../theme/index.ts';
import type { BoardColumn } from './board-column.ts';
import { isNarrowed, type BoardFilter } from './board-request.ts';
import { Board } from './board.ts';
import { bones, columnHead, columnTemplate, type ColumnView } from './column-template.ts';
import { CrmDealOpenEvent } from './deal-board.events.ts';
import { styles } from './deal-board.styles.ts';
import { toolbar } from './toolbar.ts';

/**
 * @summary A pipeline's deals, stage by stage: to see, to filter, and to move by pointer, touch, keyboard or menu.
 * @tag crm-deal-board
 * @slot empty - In place of what says that there are no deals.
 * @slot loading - In place of the skeleton.
 * @slot error - In place of what says why nothing can be shown.
 * @fires {CrmDealMoveEvent} crm-deal-move - Before deals are moved, won, lost or reopened; cancelable.
 * @fires {CrmDealMovedEvent} crm-deal-moved - The backend has taken a deal's move.
 * @fires {CrmDealOpenEvent} crm-deal-open - A reader wants to see a deal whole.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It begins to load.
 * @fires {CrmReadyEvent} crm-ready - The board is shown, or that it is empty.
 * @fires {CrmLoadErrorEvent} crm-load-error - It can't be shown: `kind` says why, `retry` tries again.
 * @csspart toolbar - The pipeline, its sums and the filters.
 * @csspart chip - A filter.
 * @csspart columns - What holds the columns; it scrolls sideways.
 * @csspart column - A stage's column.
 * @csspart column-head - Its name and totals.
 * @csspart card - A deal.
 * @csspart selection - What says how many are selected, and moves them.
 * @csspart toast - What says what was done.
 * @csspart dialog - What asks for more before a move.
 * @csspart problem - What says why nothing can be shown.
 * @cssprop [--crm-deal-board-block-size=640px] - How high it is. An element that is given a height takes it.
 * @cssprop [--crm-deal-board-column-size=19em] - How wide a column is at least.
 * @cssprop [--crm-accent] - What is chosen or held, links, focus.
 * @cssprop [--crm-inset] - The distance from the edge.
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - It is shown.
 * @cssstate empty - There are no deals.
 * @cssstate stale - It is what was loaded last: the backend can't be reached.
 * @cssstate problem - It can't be shown.
 */
export class CrmDealBoard extends RapportElement {
  static override styles: CSSResultGroup = [theme, controls, styles];
  static override properties = {
    ...RapportElement.properties,
    pipeline: {},
    where: { attribute: false },
    groupBy: { attribute: 'group-by' },
    timeZone: { attribute: 'time-zone' },
    currency: {},
    user: {},
    readOnly: { type: Boolean, attribute: 'readonly' },
    pageSize: { type: Number, attribute: 'page-size' },
    collapsed: {},
    benchmarks: { attribute: false },
  };

  /** Our id, or a foreign system's name for it; the first pipeline where it is not said. */
  declare pipeline: string | undefined;
  /** Which of the pipeline's deals are shown. */
  declare where: Filter | undefined;
  /** `owner` puts each owner's deals in a lane. */
  declare groupBy: 'owner' | undefined;
  /** Whose days they are, an IANA name; the reader's own where it is not said. */
  declare timeZone: string | undefined;
  /** ISO 4217: what totals are in; the currency that most amounts are in, where it is not said. */
  declare currency: string | undefined;
  /** The id of the user who works here: whose deals are "mine", and who moved a deal. */
  declare user: string | undefined;
  /** Whether nothing can be moved here. */
  declare readOnly: boolean;
  /** How many deals a column loads at a time, 1 to 1,000; 50 where it is not said. */
  declare pageSize: number | undefined;
  /** Which closed columns begin collapsed, and ask for nothing: `won`, `lost`, both, or `none`; `lost` where it is not said. */
  declare collapsed: string | undefined;
  /** How long won deals stayed in each stage (`wonDurations`): longer stays are marked. */
  declare benchmarks: readonly StageDuration[] | undefined;

  readonly #pipelines = new LiveController<Pipeline>(this);
  readonly #stages = new LiveController<Stage>(this);
  readonly #board: Board = new Board(this, {
    words: this.words,
    isReadOnly: () => this.readOnly,
    timeZone: () => this.#zone,
    user: () => this.user,
    benchmark: (stage) => this.benchmarks?.find((each) => each.stage === stage),
    isOffline: () => this.connection.connection?.state === 'offline',
    open: (deal) => void this.dispatchEvent(new CrmDealOpenEvent(deal)),
    head: (column) => columnHead(column.stage, `column-${column.stage.id}`, this.#view(column)),
  });
  #chosen: string | undefined;
  #text = '';
  #searching: ReturnType<typeof setTimeout> | undefined;
  #isMine = false;
  #rottingFrom: number | undefined;
  readonly #folded = new Map<string, boolean>();

  constructor() {
    super();
    this.words.bring(dealBoardWords);
    this.readOnly = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#searching);
    this.#board.leave();
  }

  protected override get phase(): Phase {
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    if (this.pipeline && !parseRecordName(this.pipeline)) return { kind: 'problem', problem: 'bad-name' };
    if (!isTimeZone(this.#zone)) return { kind: 'problem', problem: 'error' };
    const { client, connection, missing } = this.connection;
    if (!client) return missing ? { kind: 'problem', problem: 'no-client' } : { kind: 'loading' };
    if (this.#board.isHidden) return { kind: 'problem', problem: 'not-permitted' };
    const retry = (): void => {
      void this.#pipelines.refresh();
      void this.#stages.refresh();
    };
    for (const snapshot of [this.#stages.snapshot, this.#pipelines.snapshot]) {
      if (snapshot?.status === 'error') return { kind: 'problem', problem: problemOf(snapshot.error), retry };
      if (!snapshot || snapshot.status === 'loading')
        return connection?.state === 'offline' ? { kind: 'problem', problem: 'offline', retry } : { kind: 'loading' };
    }
    if (this.pipeline && !this.#shown) return { kind: 'problem', problem: 'not-found', retry };
    const isStale = connection?.state === 'offline';
    const denied = this.#board.error;
    if (denied?.code === 'invalid-input' && this.where)
      warnOnce(this, `where is no filter of deals: ${denied.message}`);
    if (denied) return { kind: 'problem', problem: problemOf(denied), retry: () => this.#board.retry() };
    return { kind: 'ready', isEmpty: this.#board.isEmpty, isStale };
  }

  get #zone(): string {
    return this.timeZone ?? readerZone();
  }

  get #all(): readonly Pipeline[] {
    return (this.#pipelines.snapshot?.records ?? []).filter(({ archived }) => archived !== true);
  }

  /** The pipeline that is shown. */
  get #shown(): Pipeline | undefined {
    const all = this.#all;
    const chosen = all.find(({ id }) => id === this.#chosen);
    if (chosen || !this.pipeline) return chosen ?? all[0];
    const name = parseRecordName(this.pipeline);
    return all.find((each) =>
      name && 'id' in name ? each.id === name.id : name && each.externalIds[name.system] === name.externalId,
    );
  }

  get #filter(): BoardFilter {
    return {
      where: this.where,
      text: this.#text,
      isMine: this.#isMine,
      isRotting: this.#rottingFrom !== undefined,
      now: this.#rottingFrom ?? 0,
      user: this.user,
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.isConnected || this.isHydrating) return;
    this.#check(changed);
    if (changed.has('pipeline')) this.#chosen = undefined;
    const client = isTimeZone(this.#zone) ? this.connection.client : undefined;
    this.#pipelines.follow(client, true, (from) =>
      from.live({ type: 'pipeline', orderBy: [{ field: 'position', direction: 'asc' }], limit: 200 }),
    );
    this.#stages.follow(client, true, (from) =>
      from.live({ type: 'stage', orderBy: [{ field: 'position', direction: 'asc' }], limit: 1_000 }),
    );
    const pipeline = this.#shown;
    const stages = pipeline ? stagesOf(pipeline.id, this.#stages.snapshot?.records ?? []) : [];
    this.#board.follow(client, {
      stages: [...stages].sort(compareStages),
      allStages: this.#stages.snapshot?.records ?? [],
      filter: this.#filter,
      limit: Math.min(1_000, Math.max(1, Math.trunc(this.pageSize ?? 50) || 50)),
      currency: this.currency,
      isCollapsed: (stage) => this.#isCollapsed(stage),
      hasLanes: this.groupBy === 'owner',
    });
    if (changed.has('readOnly') || changed.has('benchmarks') || changed.has('timeZone')) this.#board.touch();
  }

  override render(): TemplateResult {
    const { words } = this;
    const phase = this.phase;
    if (phase.kind === 'problem') {
      return html`<slot name="error">${problemTemplate(words, phase.problem, this.pipeline ?? '', phase.retry)}</slot>`;
    }
    const pipeline = this.#shown;
    const isReady = phase.kind === 'ready';
    return html`<div class="frame">
      ${toolbar(
        {
          words,
          pipelines: this.#all,
          pipeline,
          totals: this.#board.totals.open,
          text: this.#text,
          isMine: this.#isMine,
          isRotting: this.#rottingFrom !== undefined,
          hasLanes: this.groupBy === 'owner',
        },
        this.#actions,
      )}
      ${isReady && phase.isStale ? html`<p class="note" role="status">${words.text('offlineNote')}</p>` : nothing}
      ${
        isReady
          ? this.#columns(phase.isEmpty === true)
          : html`<slot name="loading"
              ><div class="columns">
                ${[0, 1, 2, 3].map(() => html`<div class="column">${bones(words)}</div>`)}
              </div></slot
            >`
      }
      ${this.#board.foot()}
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#board.updated();
  }

  #columns(isEmpty: boolean): TemplateResult {
    const { columns, totals, gestures } = this.#board;
    if (columns.length === 0) return this.#empty('noPipeline', 'noPipelineText');
    const body = this.#board.lanes() ?? columns.map((column) => columnTemplate(column, this.#view(column)));
    return html`${isEmpty ? this.#nothing() : nothing}
      ${totals.hasFailed ? html`<p class="note small">${this.words.text('totalsMissing')}</p>` : nothing}
      <div
        class=${this.#board.hasLanes ? 'columns laned' : 'columns'}
        part="columns"
        role="group"
        aria-label=${this.words.text('dealBoard')}
        tabindex="-1"
        @click=${gestures.clicked}
        @pointerdown=${gestures.pressed}
        @pointerover=${gestures.pointed}
        @keydown=${gestures.keyed}
        @focusin=${gestures.focused}
        @focusout=${gestures.blurred}
      >
        ${body}
      </div>
      <span class="unseen" id="card-keys">${this.words.text('cardKeys')}</span>`;
  }

  #view({ stage }: BoardColumn): ColumnView {
    return {
      words: this.words,
      total: this.#board.totals.of(stage.id),
      isCollapsed: this.#isCollapsed(stage),
      toggle: stage.stageType === 'open' ? undefined : (): void => this.#fold(stage),
    };
  }

  #nothing(): TemplateResult {
    if (!isNarrowed(this.#filter)) return this.#empty('emptyBoard', 'emptyBoardText');
    return html`<div class="problem">
      <p class="strong">${this.words.text('noDealMatch')}</p>
      <p class="muted">${this.words.text('noDealMatchText')}</p>
      <button class="button" type="button" @click=${this.#clear}>${this.words.text('clearDealFilter')}</button>
    </div>`;
  }

  #empty(title: 'noPipeline' | 'emptyBoard', text: 'noPipelineText' | 'emptyBoardText'): TemplateResult {
    return html`<slot name="empty"
      ><div class="problem">
        <p class="strong">${this.words.text(title)}</p>
        <p class="muted">${this.words.text(text)}</p>
      </div></slot
    >`;
  }

  readonly #clear = (): void => {
    this.#text = '';
    this.#isMine = false;
    this.#rottingFrom = undefined;
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input[type=search]')?.focus());
  };

  readonly #actions = {
    choosePipeline: (id: string): void => {
      this.#chosen = id;
      this.#board.startOver();
      this.requestUpdate();
    },
    search: (text: string): void => {
      clearTimeout(this.#searching);
      this.#searching = setTimeout(() => {
        this.#text = text;
        this.requestUpdate();
      }, 200);
    },
    toggleMine: (): void => {
      this.#isMine = !this.#isMine;
      this.requestUpdate();
    },
    toggleRotting: (): void => {
      this.#rottingFrom = this.#rottingFrom === undefined ? this.connection.client?.now() : undefined;
      this.requestUpdate();
    },
    toggleLanes: (): void => {
      this.groupBy = this.groupBy === 'owner' ? undefined : 'owner';
    },
  };

  #isCollapsed(stage: Stage): boolean {
    if (stage.stageType === 'open') return false;
    return this.#folded.get(stage.id) ?? (this.collapsed ?? 'lost').split(/\s+/).includes(stage.stageType);
  }

  #fold(stage: Stage): void {
    const isCollapsed = !this.#isCollapsed(stage);
    this.#folded.set(stage.id, isCollapsed);
    this.requestUpdate();
    void this.updateComplete.then(() =>
      this.renderRoot
        .querySelector<HTMLElement>(`:is([data-column="${stage.id}"], [data-stage="${stage.id}"]) .fold`)
        ?.focus(),
    );
  }

  #check(changed: PropertyValues<this>): void {
    if (changed.has('pipeline') && this.pipeline && !parseRecordName(this.pipeline))
      warnOnce(this, `pipeline is an id or system:id, like erp:direct; not ${JSON.stringify(this.pipeline)}.`);
    if (changed.has('timeZone') && !isTimeZone(this.#zone))
      warnOnce(this, `time-zone is an IANA name, like Europe/Berlin; not ${JSON.stringify(this.timeZone)}.`);
    if (changed.has('groupBy') && this.groupBy && this.groupBy !== 'owner')
      warnOnce(this, `group-by is owner, or left out; not ${JSON.stringify(this.groupBy)}.`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-board': CrmDealBoard;
  }
}
