import { InvalidInputError } from '../failure/index.ts';
import { toInstant, type DateOnly } from '../model/index.ts';

/** An organisation's fiscal year, made of calendar months. */
export interface FiscalCalendar {
  /** The month it starts in, 1 to 12. */
  readonly startMonth: number;
  /** Whether a year is called by the calendar year it starts or ends in. */
  readonly namedBy?: 'start' | 'end';
}

/** Days, the first and the last included. */
export interface Period {
  readonly start: DateOnly;
  readonly end: DateOnly;
}

/** A period of a fiscal calendar: the fiscal year it is in, and which of its kind it is there, from 1. */
export interface FiscalPeriod extends Period {
  readonly unit: 'month' | 'quarter' | 'year';
  readonly year: number;
  readonly index: number;
}

const months = { month: 1, quarter: 3, year: 12 } as const;

/**
 * The fiscal period that a day is in, moved by so many periods. A day is a date, not an instant: no time zone moves it.
 * @throws InvalidInputError where the start month is none.
 */
export function fiscalPeriod(
  day: DateOnly,
  unit: FiscalPeriod['unit'],
  { startMonth, namedBy = 'end' }: FiscalCalendar,
  offset = 0,
): FiscalPeriod {
  if (!Number.isInteger(startMonth) || startMonth < 1 || startMonth > 12) {
    throw new InvalidInputError('A fiscal year starts in a month from 1 to 12.', [
      { path: ['startMonth'], code: 'out-of-range', params: { min: 1, max: 12 } },
    ]);
  }
  const length = months[unit];
  // Months since the start of the fiscal year that began in year 0.
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - startMonth;
  const first = (Math.floor(month / length) + offset) * length;
  const startYear = Math.floor(first / 12);
  const start = firstDay(first + startMonth - 1);
  const next = firstDay(first + length + startMonth - 1);
  const year = startYear + (namedBy === 'end' && startMonth > 1 ? 1 : 0);
  return { unit, start, end: dayBefore(next), year, index: (first - startYear * 12) / length + 1 };
}

export function isWithin(day: DateOnly | undefined, { start, end }: Period): boolean {
  return day !== undefined && start <= day && day <= end;
}

function firstDay(months: number): DateOnly {
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

function dayBefore(day: DateOnly): DateOnly {
  return toInstant(Date.parse(`${day}T00:00:00.000Z`) - 86_400_000).slice(0, 10);
}
