import type { User } from '@rapport/core';
import type { Money } from '@rapport/core/model';
import type { CategoryForecast, DealFigure, FiscalPeriod, Forecast, ForecastFigures } from '@rapport/core/pipeline';
import type { ChartController } from '../charts/index.ts';
import { formatNumber, type MessageKey, type MessagesController } from '../messages/index.ts';

export const rollUps = ['single', 'cumulative'] as const;
export type RollUp = (typeof rollUps)[number];

/** The columns of a forecast, from what is sure to what is not. */
export const columns = ['closed', 'commit', 'bestCase', 'pipeline'] as const;
export type ForecastColumn = (typeof columns)[number];

export const columnWords: Readonly<Record<ForecastColumn, MessageKey>> = {
  closed: 'closedColumn',
  commit: 'commitColumn',
  bestCase: 'bestCaseColumn',
  pipeline: 'pipelineColumn',
};

/** What the parts of a forecast are drawn from, for one drawing. */
export interface ForecastView {
  readonly words: MessagesController;
  readonly charts: ChartController;
  readonly currency: string;
  readonly rollUp: RollUp;
  readonly period: FiscalPeriod;
  /** Whether fiscal years are other than calendar years, and are called so. */
  readonly isFiscal: boolean;
  /** Of the period chosen and those after it. */
  readonly forecasts: readonly (Forecast & { readonly period: FiscalPeriod })[];
  readonly figures: readonly DealFigure[];
  readonly users: ReadonlyMap<string, User>;
  /** Nobody else is to come. */
  readonly areUsersRead: boolean;
}

export function columnAmount(figures: ForecastFigures, column: ForecastColumn, rollUp: RollUp): Money {
  if (rollUp === 'single' || column === 'closed') return figures.categories[column].amount;
  return figures.cumulative[column];
}

/** Whether somebody's word stands in place of what the deals come to. */
export function isAdjusted({ owner, manager }: CategoryForecast): boolean {
  return owner !== null || manager !== null;
}

export function times(value: number, words: MessagesController): string {
  const said = formatNumber(value, words.locale, { maximumFractionDigits: 1 });
  return words.text('timesOver', { times: said });
}
