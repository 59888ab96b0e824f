import type { Client } from '@rapport/client';
import type { Filter, Pipeline } from '@rapport/core';
import { parseRecordName, toInstant } from '@rapport/core/model';
import type { FiscalPeriod } from '@rapport/core/pipeline';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { chartStyles } from '../charts/index.ts';
import { warnOnce, type Phase } from '../element/index.ts';
import { AllRecords, FiguresElement, figureStyles, remembered, type SalesRecords } from '../sales/index.ts';
import { controls, theme, tables } from '../theme/index.ts';
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
export class CrmPipelineReport extends FiguresElement {
  static override styles: CSSResultGroup = [theme, controls, chartStyles, tables, figureStyles, styles];
  static override properties = { ...FiguresElement.properties, pipeline: {} };

  /** Which pipeline to begin with: our id, or a foreign system's name for it; the first one where it is not said. */
  declare pipeline: string | undefined;

  protected readonly usualPeriod = 'year';
  readonly #changes = new AllRecords(this, 'stageChange', 30_000);
  readonly #closeDateChanges = new AllRecords(this, 'closeDateChange', 10_000);
  readonly #figures = remembered(reportFigures);
  // The same objects for the same period and minute, so that figures are made once.
  readonly #period = remembered((period: string) => JSON.parse(period) as FiscalPeriod);
  readonly #about = remembered((currency: string, timeZone: string, minute: number) => ({
    currency,
    timeZone,
    now: toInstant(minute * 60_000),
  }));

  protected override get phase(): Phase {
    if (this.isConnected && this.pipeline && !parseRecordName(this.pipeline))
      return { kind: 'problem', problem: 'bad-name' };
    const phase = super.phase;
    if (phase.kind !== 'loading' || this.sales.pipelines.status !== 'ready' || this.#pipeline) return phase;
    return this.pipeline
      ? { kind: 'problem', problem: 'not-found', retry: () => this.refresh() }
      : { kind: 'ready', isEmpty: true };
  }

  protected override get status(): SalesRecords['status'] {
    const both = [this.sales.status, this.#changes.status];
    return (['error', 'loading', 'stale'] as const).find((status) => both.includes(status)) ?? 'ready';
  }

  protected override get error(): Error | undefined {
    return this.sales.error ?? this.#changes.error;
  }

  protected override get asked(): string {
    return this.pipeline ?? '';
  }

  protected override refresh(): void {
    super.refresh();
    void this.#changes.refresh();
  }

  get #pipeline(): Pipeline | undefined {
    const pipelines = this.sales.pipelines.records;
    const name = parseRecordName(this.pipeline ?? '');
    if (!name) return pipelines.find(({ archived }) => !archived) ?? pipelines[0];
    return pipelines.find(({ id, externalIds }) =>
      'id' in name ? id === name.id : externalIds[name.system] === name.externalId,
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('pipeline') && this.pipeline && !parseRecordName(this.pipeline))
      warnOnce(this, `pipeline is an id or system:id, like erp:direct; not ${JSON.stringify(this.pipeline)}.`);
    const client = this.isConnected ? this.connection.client : undefined;
    const pipeline = this.#pipeline;
    const own: Filter | undefined = pipeline && { field: 'pipeline', op: 'eq', value: pipeline.id };
    this.sales.follow(client, own);
    const stages = this.sales.stages.records.filter((stage) => stage.pipeline === pipeline?.id);
    const value = stages.map(({ id }) => id).sort();
    const newest = { orderBy: [{ field: 'changedAt', direction: 'desc' }] } as const;
    this.#changes.follow(client, value.length > 0 ? { where: { field: 'to', op: 'in', value }, ...newest } : undefined);
    this.#closeDateChanges.follow(
      client,
      pipeline && { where: { field: 'deal.pipeline', op: 'eq', value: pipeline.id }, ...newest },
    );
  }

  protected override page(client: Client, isOffline: boolean): TemplateResult {
    const pipeline = this.#pipeline;
    if (!pipeline) return this.empty();
    const currency = this.sales.currency(this.currency);
    const { figures, unconverted } = this.sales.figures(currency, client.now(), this.zone);
    const period = this.#period(JSON.stringify(this.periodAt()));
    const view: ReportView = {
      words: this.words,
      charts: this.charts,
      currency,
      period,
      figures: this.#figures(
        pipeline,
        figures,
        this.sales.stages.records,
        this.#changes.records,
        this.#closeDateChanges.records,
        period,
        this.#about(currency, this.zone, Math.floor(client.now() / 60_000)),
      ),
    };
    // Neither while it is on its way nor where it may not be seen.
    const { status } = this.#closeDateChanges;
    const hasHistory = status === 'ready' || status === 'stale';
    return html`<div class="page">
      ${this.#head(pipeline)} ${this.notes(isOffline, this.sales.deals.isPartial || this.#changes.isPartial)}
      ${keyFigures(view)} ${funnelSection(view)} ${durationsSection(view)} ${winRateSection(view)}
      ${velocitySection(view)} ${hasHistory ? slippageSection(view) : nothing}
      ${this.footnotes(currency, unconverted.length)}
    </div>`;
  }

  protected override empty(): TemplateResult {
    const pipeline = this.#pipeline;
    return pipeline ? html`<div class="page">${this.#head(pipeline)} ${super.empty()}</div>` : super.empty();
  }

  #head(pipeline: Pipeline): TemplateResult {
    const { words } = this;
    const pipelines = this.sales.pipelines.records.filter(({ id, archived }) => !archived || id === pipeline.id);
    const chosen = (event: Event): void => {
      this.pipeline = (event.target as HTMLSelectElement).value;
    };
    return html`<header class="head">
      <h2>${words.text('pipelineReport')}</h2>
      <div class="controls">
        <select aria-label=${words.text('choosePipelineReport')} @change=${chosen}>
          ${pipelines.map(({ id, name }) => html`<option value=${id} ?selected=${id === pipeline.id}>${name}</option>`)}
        </select>
        ${this.picker()}
      </div>
    </header>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-pipeline-report': CrmPipelineReport;
  }
}
