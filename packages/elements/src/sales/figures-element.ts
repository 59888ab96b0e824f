import type { Client } from '@rapport/client';
import { isTimeZone, localDay } from '@rapport/core/filter/calendar';
import type { DateOnly } from '@rapport/core/model';
import type { FiscalPeriod } from '@rapport/core/pipeline';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ChartController } from '../charts/index.ts';
import {
  DescriptionController,
  type Phase,
  problemOf,
  problemTemplate,
  RapportElement,
  readerZone,
  warnOnce,
} from '../element/index.ts';
import { editingWords, salesWords } from '../messages/index.ts';
import {
  CrmPeriodChangedEvent,
  calendarOf,
  periodOf,
  periodPicker,
  periodUnits,
  type PeriodUnit,
} from './period-picker.ts';
import { SalesRecords } from './sales-records.ts';

/** What the elements have in common that show figures of sales: their deals, a period, a currency, charts, and every state but the figures themselves. */
export abstract class FiguresElement extends RapportElement {
  static override properties = {
    ...RapportElement.properties,
    currency: {},
    period: {},
    day: {},
    fiscalStartMonth: { type: Number, attribute: 'fiscal-start-month' },
    fiscalYearNamedBy: { attribute: 'fiscal-year-named-by' },
    timeZone: { attribute: 'time-zone' },
  };

  /** What amounts are converted to, ISO 4217; the currency of most deals where it is not said. */
  declare currency: string | undefined;
  /** How long a period is: `month`, `quarter` or `year`. */
  declare period: PeriodUnit | undefined;
  /** A day of the period to begin with, `YYYY-MM-DD`; today where it is not said. */
  declare day: string | undefined;
  /** The month that the organisation's fiscal year starts in, 1 to 12; 1 where it is not said. */
  declare fiscalStartMonth: number | undefined;
  /** Whether a fiscal year is called by the calendar year it starts or ends in: `start`, or `end` where it is not said. */
  declare fiscalYearNamedBy: 'start' | 'end' | undefined;
  /** Where days begin, an IANA name; the reader's own zone where it is not said. */
  declare timeZone: string | undefined;

  protected readonly sales: SalesRecords = new SalesRecords(this);
  protected readonly charts: ChartController = new ChartController(this);
  protected readonly description: DescriptionController = new DescriptionController(this);
  #offset = 0;

  /** How long a period is where it is not said. */
  protected abstract readonly usualPeriod: PeriodUnit;
  /** The figures, once there are any. */
  protected abstract page(client: Client, isOffline: boolean): TemplateResult;

  constructor() {
    super();
    this.words.bring(salesWords);
    this.words.bring(editingWords);
  }

  protected get status(): SalesRecords['status'] {
    return this.sales.status;
  }

  protected get error(): Error | undefined {
    return this.sales.error;
  }

  /** What was asked for by name. */
  protected get asked(): string {
    return '';
  }

  protected refresh(): void {
    this.sales.refresh();
  }

  protected override get phase(): Phase {
    if (!this.isConnected || this.isHydrating) return { kind: 'loading' };
    if (!isTimeZone(this.zone)) return { kind: 'problem', problem: 'error' };
    if (!this.connection.client)
      return this.connection.missing ? { kind: 'problem', problem: 'no-client' } : { kind: 'loading' };
    if (this.description.hides('deal') || this.description.hides('pipeline'))
      return { kind: 'problem', problem: 'not-permitted' };
    const retry = (): void => this.refresh();
    const hasDeals = this.sales.deals.records.length > 0;
    switch (this.status) {
      case 'loading':
        return this.connection.connection?.state === 'offline'
          ? { kind: 'problem', problem: 'offline', retry }
          : { kind: 'loading' };
      case 'error':
        return { kind: 'problem', problem: problemOf(this.error), retry };
      case 'stale':
        return hasDeals ? { kind: 'ready', isStale: true } : { kind: 'problem', problem: 'offline', retry };
      case 'ready':
        return { kind: 'ready', isEmpty: !hasDeals };
    }
  }

  protected get zone(): string {
    return this.timeZone ?? readerZone();
  }

  protected get today(): DateOnly {
    return localDay(this.connection.client?.now() ?? 0, this.zone);
  }

  /** The period chosen, or so many after it. */
  protected periodAt(offset = 0): FiscalPeriod {
    return periodOf(this, this.usualPeriod, this.today, this.#offset + offset);
  }

  /** Whether fiscal years are other than calendar years, and are called so. */
  protected get isFiscal(): boolean {
    return calendarOf(this).startMonth !== 1;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('period') && this.period && !periodUnits.includes(this.period))
      warnOnce(this, `period is ${periodUnits.join(', ')}; not ${JSON.stringify(this.period)}.`);
    const { fiscalStartMonth: month } = this;
    if (changed.has('fiscalStartMonth') && month !== undefined && calendarOf(this).startMonth !== month)
      warnOnce(this, `fiscal-start-month is from 1 to 12; not ${JSON.stringify(month)}.`);
    if (changed.has('timeZone') && !isTimeZone(this.zone))
      warnOnce(this, `time-zone is an IANA name, like Europe/Berlin; not ${JSON.stringify(this.timeZone)}.`);
    if (changed.has('day')) this.#offset = 0;
    this.description.follow(this.isConnected ? this.connection.client : undefined);
  }

  override render(): TemplateResult {
    const phase = this.phase;
    const client = this.connection.client;
    switch (phase.kind) {
      case 'loading':
        return html`<slot name="loading">${this.#skeleton()}</slot>`;
      case 'problem':
        return html`<slot name="error">${problemTemplate(this.words, phase.problem, this.asked, phase.retry)}</slot>`;
      case 'ready':
        if (phase.isEmpty || !client) return this.empty();
        return this.page(client, phase.isStale === true || this.connection.connection?.state === 'offline');
    }
  }

  protected empty(): TemplateResult {
    return html`<slot name="empty"
      ><div class="problem">
        <p class="strong">${this.words.text('emptySales')}</p>
        <p class="muted">${this.words.text('emptySalesText')}</p>
      </div></slot
    >`;
  }

  protected picker(): TemplateResult {
    return periodPicker(this.periodAt(), this.isFiscal, this.words, (unit, offset) => {
      this.#offset = offset === 0 ? 0 : this.#offset + offset;
      this.period = unit;
      this.requestUpdate();
      this.dispatchEvent(new CrmPeriodChangedEvent(this.periodAt()));
    });
  }

  /** That it is not the newest, and that not everything was counted. */
  protected notes(isOffline: boolean, isPartial: boolean): unknown {
    const { words } = this;
    return html`${isOffline ? html`<p class="note" role="status">${words.text('offlineNote')}</p>` : nothing}
    ${isPartial ? html`<p class="note"><span>${words.text('partialFigures', { count: this.sales.deals.records.length })}</span></p>` : nothing}`;
  }

  /** At what rates, and what could not be counted. */
  protected footnotes(currency: string, unconverted: number, undated = 0): TemplateResult {
    const { words } = this;
    return html`<div class="notes small muted">
      <p>${words.text('ratesNote', { currency })}</p>
      ${unconverted > 0 ? html`<p>${words.text('unconvertedDeals', { count: unconverted, currency })}</p>` : nothing}
      ${undated > 0 ? html`<p>${words.text('undatedDeals', { count: undated })}</p>` : nothing}
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
