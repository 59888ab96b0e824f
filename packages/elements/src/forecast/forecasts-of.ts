import type { ForecastAdjustment, Money, Quota } from '@rapport/core';
import type { DateOnly } from '@rapport/core/model';
import {
  convertOn,
  forecast,
  type BaseCurrency,
  type FiscalPeriod,
  type ForecastTargets,
} from '@rapport/core/pipeline';
import type { ForecastView } from './forecast-view.ts';

/** The forecasts of periods, with quotas and adjustments in the base currency: what no rate leads there is left out. `periods` is JSON, so that what is made of it can be kept. */
export function forecastsOf(
  figures: ForecastView['figures'],
  periods: string,
  { currency, rates }: BaseCurrency,
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
