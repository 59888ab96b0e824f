import type { Client } from '@rapport/client';
import type { Filter, Pipeline } from '@rapport/core';
import { isTimeZone, localDay } from '@rapport/core/filter/calendar';
import { parseRecordName, toInstant, type DateOnly } from '@rapport/core/model';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { ChartController, chartStyles } from '../charts/index.ts';
import { type Phase, problemOf, problemTemplate, RapportElement, readerZone, warnOnce } from '../element/index.ts';
import { salesWords } from '../messages/index.ts';
import {
  AllRecords,
  CrmPeriodChangedEvent,
  SalesRecords,
  calendarOf,
  figureStyles,
  periodOf,
  periodPicker,
  periodUnits,
  remembered,
  type PeriodUnit,
} from '../sales/index.ts';
import { controls, theme } from '../theme/index.ts';
import { durationsSection } from './durations.ts';
import { reportFigures } from './figures.ts';
import { funnelSection } from './funnel.ts';
import { keyFigures } from './key-figures.ts';
import { styles } from './pipeline-report.styles.ts';
import { slippageSection, velocitySection, winRateSection } from './rates.ts';
import type { ReportView } from './report-view.ts';

/**
 * @summary How a pipeline works: its funnel, win rate, velocity, time in stage with bottlenecks, sales cycle and slippage; every figure explains itself.
 * @tag crm-pipeline-report
 * @slot empty - In place of what says that there are no deals.
 * @slot loading - In place of the skeleton.
 * @slot error - In place of what says why nothing can be shown.
 * @fires {CrmPeriodChangedEvent} crm-period-changed - The reader chose another period.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It begins to load.
 * @fires {CrmReadyEvent} crm-ready - The report is shown, or that there are no deals.
 * @fires {CrmLoadErrorEvent} crm-load-error - It can't be shown: `kind` says why, `retry` tries again.
 * @csspart period - The choice of a period.
 * @csspart figures - The key figures.
 * @csspart section - A part with a heading.
 * @csspart table - A table.
 * @csspart problem - What says why nothing can be shown.
 * @cssprop [--crm-surface] - The background.
 * @cssprop [--crm-text] - The text.
 * @cssprop [--crm-text-muted] - Labels and details.
 * @cssprop [--crm-accent] - The bars, links and focus.
 * @cssprop [--crm-warning] - A bottleneck.
 * @cssprop [--crm-inset] - The distance from the edge.
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - The report is shown.
 * @cssstate empty - There are no deals.
 * @cssstate stale - It is what was loaded last: the backend can't be reached.
 * @cssstate problem - It can't be shown.
 */
export class CrmPipelineReport extends RapportElement {
  static override styles: CSSResultGroup = [theme, controls, chartStyles, figureStyles, styles];
  static override properties = {
    ...RapportElement.properties,
    pipeline: {},
    currency: {},
    period: {},
    day: {},
    fiscalStartMonth: { type: Number, attribute: 'fiscal-start-month' },
    fiscalYearNamedBy: { attribute: 'fiscal-year-named-by' },
    timeZone: { attribute: 'time-zone' },
  };

  /** Which pipeline to begin with: our id, or a foreign system's name for it; the first one where it is not said. */
  declare pipeline: string | undefined;
  /** What amounts are converted to, ISO 4217; the currency of most deals where it is not said. */
  declare currency: string | undefined;
  /** How long a period is, `month`, `quarter` or `year`; a year where it is not said. */
  declare period: PeriodUnit | undefined;
  /** A day of the period to begin with, `YYYY-MM-DD`; today where it is not said. */
  declare day: string | undefined;
  /** The month that the organisation's fiscal year starts in, 1 to 12; 1 where it is not said. */
  declare fiscalStartMonth: number | undefined;
  /** Whether a fiscal year is called by the calendar year it starts or ends in: `start`, or `end` where it is not said. */
  declare fiscalYearNamedBy: 'start' | 'end' | undefined;
  /** Where days begin, an IANA name; the reader's own zone where it is not said. */
  declare timeZone: string | undefined;

  readonly #sales: SalesRecords = new SalesRecords(this);
  readonly #changes = new AllRecords(this, 'stageChange', 30_000);
  readonly #closeDateChanges = new AllRecords(this, 'closeDateChange', 10_000);
  readonly #charts: ChartController = new ChartController(this);
  readonly #figures = remembered(reportFigures);
  readonly #about = remembered((currency: string, timeZone: string, minute: number) => ({
    currency,
    timeZone,
    now: toInstant(minute * 60_000),
  }));
  #offset = 0;

  constructor() {
    super();
    this.words.bring(salesWords);
  }

  protected override get phase(): Phase {
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    if (this.pipeline && !parseRecordName(this.pipeline)) return { kind: 'problem', problem: 'bad-name' };
    if (!isTimeZone(this.#zone)) return { kind: 'problem', problem: 'error' };
    if (!this.connection.client)
      return this.connection.missing ? { kind: 'problem', problem: 'no-client' } : { kind: 'loading' };
    const retry = (): void => {
      this.#sales.refresh();
      void this.#changes.refresh();
    };
    if (this.#sales.pipelines.status === 'ready' && !this.#pipeline)
      return this.pipeline ? { kind: 'problem', problem: 'not-found', retry } : { kind: 'ready', isEmpty: true };
    const hasDeals = this.#sales.deals.records.length > 0;
    switch (this.#status) {
      case 'loading':
        return this.connection.connection?.state === 'offline'
          ? { kind: 'problem', problem: 'offline', retry }
          : { kind: 'loading' };
      case 'error':
        return { kind: 'problem', problem: problemOf(this.#sales.error ?? this.#changes.error), retry };
      case 'stale':
        return hasDeals ? { kind: 'ready', isStale: true } : { kind: 'problem', problem: 'offline', retry };
      case 'ready':
        return { kind: 'ready', isEmpty: !hasDeals };
    }
  }

  get #status(): 'loading' | 'ready' | 'stale' | 'error' {
    const both = [this.#sales.status, this.#changes.status];
    return (['error', 'loading', 'stale'] as const).find((status) => both.includes(status)) ?? 'ready';
  }

  get #zone(): string {
    return this.timeZone ?? readerZone();
  }

  get #today(): DateOnly {
    return localDay(this.connection.client?.now() ?? 0, this.#zone);
  }

  get #pipeline(): Pipeline | undefined {
    const pipelines = this.#sales.pipelines.records;
    const name = parseRecordName(this.pipeline ?? '');
    if (!name) return pipelines.find(({ archived }) => !archived) ?? pipelines[0];
    return pipelines.find(({ id, externalIds }) =>
      'id' in name ? id === name.id : externalIds[name.system] === name.externalId,
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#check(changed);
    if (changed.has('day') || changed.has('period')) this.#offset = 0;
    const client = this.isConnected ? this.connection.client : undefined;
    const pipeline = this.#pipeline;
    const own: Filter | undefined = pipeline && { field: 'pipeline', op: 'eq', value: pipeline.id };
    this.#sales.follow(client, own);
    const stages = this.#sales.stages.records.filter((stage) => stage.pipeline === pipeline?.id);
    const key = pipeline && `${this.#sales.key} ${pipeline.id}`;
    const value = stages.map(({ id }) => id).sort();
    this.#changes.follow(value.length > 0 ? `${key} ${value.join()}` : undefined, client, {
      where: { field: 'to', op: 'in', value },
      orderBy: [{ field: 'changedAt', direction: 'desc' }],
    });
    this.#closeDateChanges.follow(key, client, {
      where: { field: 'deal.pipeline', op: 'eq', value: pipeline?.id ?? '' },
      orderBy: [{ field: 'changedAt', direction: 'desc' }],
    });
  }

  override render(): TemplateResult {
    const phase = this.phase;
    const client = this.connection.client;
    switch (phase.kind) {
      case 'loading':
        return html`<slot name="loading">${this.#skeleton()}</slot>`;
      case 'problem':
        return html`<slot name="error"
          >${problemTemplate(this.words, phase.problem, this.pipeline ?? '', phase.retry)}</slot
        >`;
      case 'ready': {
        const pipeline = this.#pipeline;
        if (phase.isEmpty || !pipeline || !client) return this.#empty(pipeline);
        return this.#page(client, pipeline, phase.isStale === true);
      }
    }
  }

  #page(client: Client, pipeline: Pipeline, isStale: boolean): TemplateResult {
    const { words } = this;
    const currency = this.#sales.currency(this.currency);
    const { figures, unconverted } = this.#sales.figures(currency, client.now(), this.#zone);
    const period = periodOf(this, 'year', this.#today, this.#offset);
    const view: ReportView = {
      words,
      charts: this.#charts,
      currency,
      period,
      figures: this.#figures(
        pipeline,
        figures,
        this.#sales.stages.records,
        this.#changes.records,
        this.#closeDateChanges.records,
        this.#kept(period),
        this.#about(currency, this.#zone, Math.floor(client.now() / 60_000)),
      ),
    };
    const isOffline = isStale || this.connection.connection?.state === 'offline';
    const isPartial = this.#sales.deals.isPartial || this.#changes.isPartial;
    return html`<div class="page">
      ${this.#head(pipeline, view)}
      ${isOffline ? html`<p class="note" role="status">${words.text('offlineNote')}</p>` : nothing}
      ${isPartial ? html`<p class="note"><span>${words.text('partialFigures', { count: this.#sales.deals.records.length })}</span></p>` : nothing}
      ${keyFigures(view)} ${funnelSection(view)} ${durationsSection(view)} ${winRateSection(view)}
      ${velocitySection(view)} ${this.#closeDateChanges.status === 'error' ? nothing : slippageSection(view)}
      <div class="notes small muted">
        <p>${words.text('ratesNote', { currency })}</p>
        ${unconverted.length > 0 ? html`<p>${words.text('unconvertedDeals', { count: unconverted.length, currency })}</p>` : nothing}
      </div>
    </div>`;
  }

  /** The same object for the same period, so that figures are made once. */
  readonly #kept = ((): ((period: ReportView['period']) => ReportView['period']) => {
    let last: ReportView['period'] | undefined;
    return (period) => {
      if (last?.start !== period.start || last.end !== period.end) last = period;
      return last;
    };
  })();

  #head(pipeline: Pipeline, { words, period }: Pick<ReportView, 'words' | 'period'>): TemplateResult {
    const pipelines = this.#sales.pipelines.records.filter(({ id, archived }) => !archived || id === pipeline.id);
    const chosen = (event: Event): void => {
      this.pipeline = (event.target as HTMLSelectElement).value;
    };
    return html`<header class="head">
      <h2>${words.text('pipelineReport')}</h2>
      <div class="controls">
        <select aria-label=${words.text('choosePipelineReport')} @change=${chosen}>
          ${pipelines.map(({ id, name }) => html`<option value=${id} ?selected=${id === pipeline.id}>${name}</option>`)}
        </select>
        ${periodPicker(period, calendarOf(this).startMonth !== 1, words, (unit, offset) => this.#choose(unit, offset))}
      </div>
    </header>`;
  }

  #choose(unit: PeriodUnit, offset: number): void {
    if (unit !== (this.period ?? 'year')) this.period = unit;
    const next = offset === 0 ? 0 : this.#offset + offset;
    void this.updateComplete.then(() => {
      this.#offset = next;
      this.requestUpdate();
      this.dispatchEvent(new CrmPeriodChangedEvent(periodOf(this, 'year', this.#today, next)));
    });
    this.requestUpdate();
  }

  #check(changed: PropertyValues<this>): void {
    if (changed.has('pipeline') && this.pipeline && !parseRecordName(this.pipeline))
      warnOnce(this, `pipeline is an id or system:id, like erp:direct; not ${JSON.stringify(this.pipeline)}.`);
    if (changed.has('period') && this.period && !periodUnits.includes(this.period))
      warnOnce(this, `period is ${periodUnits.join(', ')}; not ${JSON.stringify(this.period)}.`);
    if (changed.has('fiscalStartMonth') && this.fiscalStartMonth !== undefined) {
      if (calendarOf(this).startMonth !== this.fiscalStartMonth)
        warnOnce(this, `fiscal-start-month is from 1 to 12; not ${JSON.stringify(this.fiscalStartMonth)}.`);
    }
    if (changed.has('timeZone') && !isTimeZone(this.#zone))
      warnOnce(this, `time-zone is an IANA name, like Europe/Berlin; not ${JSON.stringify(this.timeZone)}.`);
  }

  #empty(pipeline: Pipeline | undefined): TemplateResult {
    return html`<div class="page">
      ${pipeline ? this.#head(pipeline, { words: this.words, period: periodOf(this, 'year', this.#today, this.#offset) }) : nothing}
      <slot name="empty"
        ><div class="problem">
          <p class="strong">${this.words.text('emptySales')}</p>
          <p class="muted">${this.words.text('emptySalesText')}</p>
        </div></slot
      >
    </div>`;
  }

  #skeleton(): TemplateResult {
    return html`<div class="page bones" role="status" aria-busy="true" aria-label=${this.words.text('loading')}>
      <div class="figures">${[0, 1, 2, 3].map(() => html`<span class="bone"></span>`)}</div>
      <span class="bone plot"></span>
      <div>${[0, 1, 2, 3].map(() => html`<span class="bone"></span>`)}</div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-pipeline-report': CrmPipelineReport;
  }
}
