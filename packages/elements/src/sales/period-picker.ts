import { isDate, type DateOnly } from '@rapport/core/model';
import { fiscalPeriod, type FiscalCalendar, type FiscalPeriod } from '@rapport/core/pipeline';
import { html, type TemplateResult } from 'lit';
import { formatDate, type MessagesController } from '../messages/index.ts';
import { icon, unfoldIcon } from '../theme/index.ts';

export const periodUnits = ['month', 'quarter', 'year'] as const;
export type PeriodUnit = FiscalPeriod['unit'];

/** The reader chose another period. */
export class CrmPeriodChangedEvent extends Event {
  readonly period: FiscalPeriod;
  constructor(period: FiscalPeriod) {
    super('crm-period-changed', { bubbles: true, composed: true });
    this.period = period;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-period-changed': CrmPeriodChangedEvent;
  }
}

/** How an element's attributes say which period it shows. */
export interface PeriodChoice {
  readonly period: PeriodUnit | undefined;
  readonly day: string | undefined;
  readonly fiscalStartMonth: number | undefined;
  readonly fiscalYearNamedBy: 'start' | 'end' | undefined;
}

/** The organisation's fiscal calendar; the calendar year where nothing, or nothing that can be, is said. */
export function calendarOf({ fiscalStartMonth: month, fiscalYearNamedBy }: PeriodChoice): FiscalCalendar {
  const startMonth = month !== undefined && Number.isInteger(month) && month >= 1 && month <= 12 ? month : 1;
  return { startMonth, namedBy: fiscalYearNamedBy === 'start' ? 'start' : 'end' };
}

/** The period that is chosen, moved by so many. */
export function periodOf(choice: PeriodChoice, unit: PeriodUnit, today: DateOnly, offset = 0): FiscalPeriod {
  const day = choice.day !== undefined && isDate(choice.day) ? choice.day : today;
  const chosen = choice.period && periodUnits.includes(choice.period) ? choice.period : unit;
  return fiscalPeriod(day, chosen, calendarOf(choice), offset);
}

/** `Q3 2027`, `October 2026`, `2026`; a fiscal year that is none of the calendar is called so. */
export function periodName(
  { unit, year, index, start }: FiscalPeriod,
  isFiscal: boolean,
  words: MessagesController,
): string {
  switch (unit) {
    case 'month':
      return formatDate(`${start}T00:00:00.000Z`, words.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
    case 'quarter':
      return words.text(isFiscal ? 'fiscalQuarter' : 'calendarQuarter', { quarter: index, year: String(year) });
    case 'year':
      return words.text(isFiscal ? 'fiscalYear' : 'calendarYear', { year: String(year) });
  }
}

/** `1 Oct – 31 Dec 2026`. */
export function periodDays(
  { start, end }: { readonly start: DateOnly; readonly end: DateOnly },
  words: MessagesController,
): string {
  const format = new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.formatRange(new Date(`${start}T00:00:00.000Z`), new Date(`${end}T00:00:00.000Z`));
}

/** Which period, of what length: the one before, the one after, and another unit. */
export function periodPicker(
  period: FiscalPeriod,
  isFiscal: boolean,
  words: MessagesController,
  choose: (unit: PeriodUnit, offset: number) => void,
): TemplateResult {
  const step = (offset: number): void => choose(period.unit, offset);
  return html`<div class="period" part="period" role="group" aria-label=${words.text('period')}>
    <button
      class="tool back"
      type="button"
      aria-label=${words.text('periodBefore')}
      title=${words.text('periodBefore')}
      @click=${() => step(-1)}
    >
      ${icon(unfoldIcon)}
    </button>
    <span class="named" aria-live="polite"
      ><strong>${periodName(period, isFiscal, words)}</strong>
      <span class="small muted">${periodDays(period, words)}</span></span
    >
    <button
      class="tool on"
      type="button"
      aria-label=${words.text('periodAfter')}
      title=${words.text('periodAfter')}
      @click=${() => step(1)}
    >
      ${icon(unfoldIcon)}
    </button>
    <select
      aria-label=${words.text('periodUnit')}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as PeriodUnit, 0)}
    >
      ${periodUnits.map((unit) => html`<option value=${unit} ?selected=${unit === period.unit}>${words.text(`${unit}Unit`)}</option>`)}
    </select>
  </div>`;
}
