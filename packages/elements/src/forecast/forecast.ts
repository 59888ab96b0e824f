import type { Client } from '@rapport/client';
import type { Filter, ForecastAdjustment, Money, Quota, User } from '@rapport/core';
import { isTimeZone, localDay } from '@rapport/core/filter/calendar';
import { toInstant, type DateOnly } from '@rapport/core/model';
import { convertOn, forecast, takeSnapshot, type FiscalPeriod, type ForecastTargets } from '@rapport/core/pipeline';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { ChartController, chartStyles } from '../charts/index.ts';
import {
  type Phase,
  problemOf,
  problemTemplate,
  RapportElement,
  readerZone,
  refusalText,
  warnOnce,
} from '../element/index.ts';
import { salesWords } from '../messages/index.ts';
import {
  AllRecords,
  CrmPeriodChangedEvent,
  DescriptionController,
  SalesRecords,
  calendarOf,
  decisionContext,
  figureStyles,
  periodOf,
  periodPicker,
  periodUnits,
  remembered,
  writeDecision,
  type PeriodUnit,
} from '../sales/index.ts';
import { controls, theme } from '../theme/index.ts';
import { AdjustmentEditor } from './adjustment-editor.ts';
import { byOwner } from './by-owner.ts';
import { byPeriod } from './by-period.ts';
import { CrmSnapshotTakeEvent, CrmSnapshotTakenEvent } from './forecast.events.ts';
import { styles } from './forecast.styles.ts';
import { rollUps, type ForecastView, type RollUp } from './forecast-view.ts';
import { keyFigures } from './key-figures.ts';
import { moved, type Comparison, type Snapshot } from './moved.ts';
import { outcomes, simulated } from './outcomes.ts';

const everything: Filter = { and: [] };
/** The period chosen and so many after it. */
const shownPeriods = 4;
/** The newest so many: each has every deal in it. */
const mostSnapshots = 12;

/**
 * @summary What is to be expected of a period: categories, owners and their quotas, what moved between two snapshots, and what it may come to.
 * @tag crm-forecast
 * @slot empty - In place of what says that there are no deals.
 * @slot loading - In place of the skeleton.
 * @slot error - In place of what says why nothing can be shown.
 * @fires {CrmPeriodChangedEvent} crm-period-changed - The reader chose another period.
 * @fires {CrmForecastAdjustEvent} crm-forecast-adjust - Before a figure is adjusted; cancelable.
 * @fires {CrmForecastAdjustedEvent} crm-forecast-adjusted - The backend has taken an adjustment.
 * @fires {CrmSnapshotTakeEvent} crm-snapshot-take - Before a snapshot is taken; cancelable.
 * @fires {CrmSnapshotTakenEvent} crm-snapshot-taken - The backend has a snapshot.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It begins to load.
 * @fires {CrmReadyEvent} crm-ready - The forecast is shown, or that there are no deals.
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
 * @cssprop [--crm-good] - What is won.
 * @cssprop [--crm-bad] - What is lost.
 * @cssprop [--crm-inset] - The distance from the edge.
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - The forecast is shown.
 * @cssstate empty - There are no deals.
 * @cssstate stale - It is what was loaded last: the backend can't be reached.
 * @cssstate problem - It can't be shown.
 */
export class CrmForecast extends RapportElement {
  static override styles: CSSResultGroup = [theme, controls, chartStyles, figureStyles, styles];
  static override properties = {
    ...RapportElement.properties,
    currency: {},
    period: {},
    day: {},
    fiscalStartMonth: { type: Number, attribute: 'fiscal-start-month' },
    fiscalYearNamedBy: { attribute: 'fiscal-year-named-by' },
    rollUp: { attribute: 'roll-up' },
    author: {},
    timeZone: { attribute: 'time-zone' },
    readOnly: { type: Boolean, attribute: 'readonly' },
    seed: { type: Number },
  };

  /** What amounts are converted to, ISO 4217; the currency of most deals where it is not said. */
  declare currency: string | undefined;
  /** How long a period is, `month`, `quarter` or `year`; a quarter where it is not said. */
  declare period: PeriodUnit | undefined;
  /** A day of the period to begin with, `YYYY-MM-DD`; today where it is not said. */
  declare day: string | undefined;
  /** The month that the organisation's fiscal year starts in, 1 to 12; 1 where it is not said. */
  declare fiscalStartMonth: number | undefined;
  /** Whether a fiscal year is called by the calendar year it starts or ends in: `start`, or `end` where it is not said. */
  declare fiscalYearNamedBy: 'start' | 'end' | undefined;
  /** Whether each category stands alone, `single`, or with all that is surer, `cumulative`; single where it is not said. */
  declare rollUp: RollUp | undefined;
  /** The id of the user who works here: adjusts the own figures, and those of people who report to them. Without it nothing can be adjusted. */
  declare author: string | undefined;
  /** Where days begin, an IANA name; the reader's own zone where it is not said. */
  declare timeZone: string | undefined;
  /** Whether nothing can be changed here, whatever the backend permits. */
  declare readOnly: boolean;
  /** What makes the simulation repeatable; 1 where it is not said. */
  declare seed: number | undefined;

  readonly #sales: SalesRecords = new SalesRecords(this);
  readonly #quotas = new AllRecords(this, 'quota', 2_000);
  readonly #adjustments = new AllRecords(this, 'forecastAdjustment', 5_000);
  readonly #snapshots = new AllRecords(this, 'forecastSnapshot', mostSnapshots);
  readonly #description: DescriptionController = new DescriptionController(this);
  readonly #charts: ChartController = new ChartController(this);
  readonly #editor: AdjustmentEditor = new AdjustmentEditor(this, this.words, {
    client: () => this.connection.client,
    levelFor: (owner) => this.#levelFor(owner),
    adjustments: () => this.#adjustments.records,
    author: () => this.author,
    announce: (text) => this.#announce(text),
  });
  readonly #simulate = simulated();
  readonly #forecasts = remembered(forecastsOf);
  readonly #present = remembered(takeSnapshot);
  #offset = 0;
  #comparison: Comparison | undefined;
  #announced = '';
  #fault: string | undefined;

  constructor() {
    super();
    this.readOnly = false;
    this.words.bring(salesWords);
  }

  protected override get phase(): Phase {
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    if (!isTimeZone(this.#zone)) return { kind: 'problem', problem: 'error' };
    if (!this.connection.client)
      return this.connection.missing ? { kind: 'problem', problem: 'no-client' } : { kind: 'loading' };
    const retry = (): void => this.#sales.refresh();
    const hasDeals = this.#sales.deals.records.length > 0;
    switch (this.#sales.status) {
      case 'loading':
        return this.connection.connection?.state === 'offline'
          ? { kind: 'problem', problem: 'offline', retry }
          : { kind: 'loading' };
      case 'error':
        return { kind: 'problem', problem: problemOf(this.#sales.error), retry };
      case 'stale':
        return hasDeals ? { kind: 'ready', isStale: true } : { kind: 'problem', problem: 'offline', retry };
      case 'ready':
        return { kind: 'ready', isEmpty: !hasDeals };
    }
  }

  get #zone(): string {
    return this.timeZone ?? readerZone();
  }

  get #today(): DateOnly {
    return localDay(this.connection.client?.now() ?? 0, this.#zone);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#check(changed);
    if (changed.has('day') || changed.has('period')) this.#offset = 0;
    const client = this.isConnected ? this.connection.client : undefined;
    this.#sales.follow(client, everything);
    const { key } = this.#sales;
    this.#quotas.follow(key, client, { orderBy: [{ field: 'periodStart', direction: 'desc' }] });
    this.#adjustments.follow(key, client, { orderBy: [{ field: 'adjustedAt', direction: 'desc' }] });
    this.#snapshots.follow(key, client, { orderBy: [{ field: 'takenAt', direction: 'desc' }] });
    this.#description.follow(client);
  }

  override render(): TemplateResult {
    const phase = this.phase;
    const client = this.connection.client;
    switch (phase.kind) {
      case 'loading':
        return html`<slot name="loading">${this.#skeleton()}</slot>`;
      case 'problem':
        return html`<slot name="error">${problemTemplate(this.words, phase.problem, '', phase.retry)}</slot>`;
      case 'ready':
        if (phase.isEmpty) return this.#empty();
        return client ? this.#page(client, phase.isStale === true) : html``;
    }
  }

  #page(client: Client, isStale: boolean): TemplateResult {
    const { words } = this;
    const currency = this.#sales.currency(this.currency);
    const now = client.now();
    const { figures, unconverted } = this.#sales.figures(currency, now, this.#zone);
    const periods = Array.from({ length: shownPeriods }, (_, index) =>
      periodOf(this, 'quarter', this.#today, this.#offset + index),
    );
    const { startMonth } = calendarOf(this);
    const users = new Map<string, User>(this.#sales.users.records.map((user) => [user.id, user]));
    const view: ForecastView = {
      words,
      charts: this.#charts,
      currency,
      rollUp: this.rollUp === 'cumulative' ? 'cumulative' : 'single',
      period: periods[0]!,
      isFiscal: startMonth !== 1,
      forecasts: this.#forecasts(
        figures,
        JSON.stringify(periods),
        this.#sales.base(currency),
        this.#today,
        this.#quotas.records,
        this.#adjustments.records,
      ),
      figures,
      users,
    };
    const { undated } = view.forecasts[0]!;
    const isOffline = isStale || this.connection.connection?.state === 'offline';
    return html`<div class="page">
      <header class="head">
        <h2>${words.text('salesForecast')}</h2>
        <div class="controls">
          ${periodPicker(view.period, view.isFiscal, words, (unit, offset) => this.#choose(unit, offset))}
          ${this.#rollUpChoice(view.rollUp)}
        </div>
      </header>
      ${isOffline ? html`<p class="note" role="status">${words.text('offlineNote')}</p>` : nothing}
      ${this.#sales.deals.isPartial ? html`<p class="note"><span>${words.text('partialFigures', { count: this.#sales.deals.records.length })}</span></p>` : nothing}
      ${keyFigures(view)} ${byPeriod(view)} ${byOwner(view, this.#editor)} ${this.#moved(view, client)}
      ${outcomes(view, this.#simulate(view, this.#seed), this.#seed)}
      <div class="notes small muted">
        <p>${words.text('ratesNote', { currency })}</p>
        ${unconverted.length > 0 ? html`<p>${words.text('unconvertedDeals', { count: unconverted.length, currency })}</p>` : nothing}
        ${undated > 0 ? html`<p>${words.text('undatedDeals', { count: undated })}</p>` : nothing}
      </div>
      <p class="unseen" role="status" aria-live="polite">${this.#announced}</p>
    </div>`;
  }

  get #seed(): number {
    return this.seed ?? 1;
  }

  #moved(view: ForecastView, client: Client): TemplateResult {
    const snapshots = this.#snapshots.records;
    const author = view.users.get(this.author ?? '');
    const { deals, stages } = this.#sales;
    // Of one minute, so that it is made once for all drawings in it.
    const context = this.#context(client, Math.floor(client.now() / 60_000), author);
    const taken = deals.isPartial
      ? undefined
      : this.#present(deals.records, stages.records, this.#sales.base(view.currency), context);
    const made = taken?.ok ? taken.patches[0] : undefined;
    const present = made?.op === 'create' ? (made.set as unknown as Snapshot) : undefined;
    const comparison = this.#comparison ?? {
      from: snapshots.findLast(({ takenAt }) => takenAt >= view.period.start)?.id ?? snapshots[0]?.id,
      to: present ? 'now' : (snapshots[0]?.id ?? 'now'),
    };
    return moved({
      ...view,
      snapshots,
      present,
      whyNoPresent: deals.isPartial ? 'snapshotPartial' : taken?.ok ? undefined : 'snapshotRates',
      comparison,
      timeZone: this.#zone,
      mayTake: !this.readOnly && this.#description.canCreate('forecastSnapshot'),
      fault: this.#fault,
      compare: (chosen) => {
        this.#comparison = chosen;
        this.requestUpdate();
      },
      take: () => void this.#take(view, client, author),
    });
  }

  readonly #context = remembered((client: Client, minute: number, author: User | undefined) => ({
    ...decisionContext(client, this.#zone, author),
    now: toInstant(minute * 60_000),
  }));

  async #take(view: ForecastView, client: Client, author: User | undefined): Promise<void> {
    if (!this.dispatchEvent(new CrmSnapshotTakeEvent(view.currency))) return;
    this.#fault = undefined;
    const { deals, stages } = this.#sales;
    const context = decisionContext(client, this.#zone, author);
    const decided = takeSnapshot(deals.records, stages.records, this.#sales.base(view.currency), context);
    const refused = await writeDecision(client, 'forecast.snapshot', decided);
    if (refused) {
      const result = 'ok' in refused ? { id: '', status: 'refused' as const, refusal: refused } : refused;
      this.#fault = refusalText(this.words, result, this.words.text('takeSnapshot'), '');
      this.requestUpdate();
      return;
    }
    this.#announce(this.words.text('snapshotSaid'));
    this.dispatchEvent(new CrmSnapshotTakenEvent(view.currency));
  }

  #levelFor(owner: string | null): 'owner' | 'manager' | undefined {
    if (this.readOnly || owner === null || !this.author || !this.#description.canCreate('forecastAdjustment'))
      return undefined;
    if (owner === this.author) return 'owner';
    const user = this.#sales.users.records.find(({ id }) => id === owner);
    return user?.manager === this.author ? 'manager' : undefined;
  }

  #choose(unit: PeriodUnit, offset: number): void {
    this.#editor.close();
    if (unit !== (this.period ?? 'quarter')) this.period = unit;
    const next = offset === 0 ? 0 : this.#offset + offset;
    void this.updateComplete.then(() => {
      this.#offset = next;
      this.requestUpdate();
      const chosen = periodOf(this, 'quarter', this.#today, next);
      this.dispatchEvent(new CrmPeriodChangedEvent(chosen));
    });
    this.requestUpdate();
  }

  #announce(text: string): void {
    this.#announced = text;
    this.requestUpdate();
  }

  #check(changed: PropertyValues<this>): void {
    if (changed.has('period') && this.period && !periodUnits.includes(this.period))
      warnOnce(this, `period is ${periodUnits.join(', ')}; not ${JSON.stringify(this.period)}.`);
    if (changed.has('rollUp') && this.rollUp && !rollUps.includes(this.rollUp))
      warnOnce(this, `roll-up is ${rollUps.join(' or ')}; not ${JSON.stringify(this.rollUp)}.`);
    if (changed.has('fiscalStartMonth') && this.fiscalStartMonth !== undefined) {
      if (calendarOf(this).startMonth !== this.fiscalStartMonth)
        warnOnce(this, `fiscal-start-month is from 1 to 12; not ${JSON.stringify(this.fiscalStartMonth)}.`);
    }
    if (changed.has('timeZone') && !isTimeZone(this.#zone))
      warnOnce(this, `time-zone is an IANA name, like Europe/Berlin; not ${JSON.stringify(this.timeZone)}.`);
  }

  #rollUpChoice(chosen: RollUp): TemplateResult {
    const { words } = this;
    return html`<fieldset class="roll-up">
      <legend class="unseen">${words.text('rollUp')}</legend>
      ${rollUps.map(
        (each) =>
          html`<label
            ><input
              type="radio"
              name="roll-up"
              .value=${each}
              .checked=${each === chosen}
              @change=${() => {
                this.rollUp = each;
              }}
            />${words.text(`${each}Column`)}</label
          >`,
      )}
    </fieldset>`;
  }

  #empty(): TemplateResult {
    return html`<slot name="empty"
      ><div class="problem">
        <p class="strong">${this.words.text('emptySales')}</p>
        <p class="muted">${this.words.text('emptySalesText')}</p>
      </div></slot
    >`;
  }

  #skeleton(): TemplateResult {
    return html`<div class="page bones" role="status" aria-busy="true" aria-label=${this.words.text('loading')}>
      <div class="figures">${[0, 1, 2, 3, 4, 5].map(() => html`<span class="bone"></span>`)}</div>
      <span class="bone plot"></span>
      <div>${[0, 1, 2, 3].map(() => html`<span class="bone"></span>`)}</div>
    </div>`;
  }
}

/** The forecasts of periods, with quotas and adjustments in the base currency: what no rate leads there is left out. */
function forecastsOf(
  figures: ForecastView['figures'],
  periods: string,
  { currency, rates }: ReturnType<SalesRecords['base']>,
  today: DateOnly,
  quotas: readonly Quota[],
  adjustments: readonly ForecastAdjustment[],
): ForecastView['forecasts'] {
  const inBase = <Each extends { readonly amount: Money }>(each: Each): readonly Each[] => {
    const converted = convertOn(each.amount, currency, today, rates);
    return converted.ok ? [{ ...each, amount: converted.amount }] : [];
  };
  const targets: ForecastTargets = { quotas: quotas.flatMap(inBase), adjustments: adjustments.flatMap(inBase) };
  return (JSON.parse(periods) as readonly FiscalPeriod[]).map((period) => ({
    ...forecast(figures, period, currency, targets),
    period,
  }));
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-forecast': CrmForecast;
  }
}
