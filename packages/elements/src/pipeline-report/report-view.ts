import type { FiscalPeriod } from '@rapport/core/pipeline';
import type { ChartController } from '../charts/index.ts';
import { formatNumber, type MessagesController } from '../messages/index.ts';
import type { ReportFigures } from './figures.ts';

/** What the parts of a report are drawn from, for one drawing. */
export interface ReportView {
  readonly words: MessagesController;
  readonly charts: ChartController;
  readonly currency: string;
  readonly period: FiscalPeriod;
  readonly figures: ReportFigures;
}

export function share(value: number | null, words: MessagesController): string {
  if (value === null) return '–';
  return formatNumber(value, words.locale, { style: 'percent', maximumFractionDigits: 0 });
}

/** `12.5 days`. */
export function daysText(days: number | null, words: MessagesController): string {
  if (days === null) return '–';
  return formatNumber(days, words.locale, {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
    maximumFractionDigits: days < 10 ? 1 : 0,
  });
}

export const dayLength = 86_400_000;
