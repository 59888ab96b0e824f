import { unreachable, type Refusal } from '../failure/index.ts';
import { localDay, toDecimal } from '../filter/index.ts';
import type { DateOnly, Deal, ExchangeRate, Instant, Money, Stage, forecastCategories } from '../model/index.ts';
import { multiplyAmount } from './amounts.ts';
import { probabilityOf } from './probability.ts';
import { converter, type Converted } from './rates.ts';
import { stageById, statusOf } from './stages.ts';

export type ForecastCategory = (typeof forecastCategories)[number];

/** One currency for many deals, with the rates that lead to it. */
export interface BaseCurrency {
  readonly currency: string;
  readonly rates: readonly ExchangeRate[];
}

/** When figures are taken, and where days begin. */
export interface FigureContext {
  readonly now: Instant;
  readonly timeZone: string;
}

/** A deal in the base currency. */
export interface DealFigure {
  readonly deal: Deal;
  readonly status: 'open' | 'won' | 'lost';
  readonly category: ForecastCategory;
  /** Zero where the deal has no amount. */
  readonly amount: Money;
  /** 0 to 1; 0 where nobody has said. */
  readonly probability: number;
  /** The amount × the probability: all of it when won, none when lost. */
  readonly weighted: Money;
  /** The day it is expected to close, or was closed, in the organisation's time zone. */
  readonly day: DateOnly | undefined;
  /** How the amount came about; null where the deal has none. */
  readonly conversion: Converted | null;
}

/** Deals in the base currency, and those that no rate leads there: a sum without them must say so. */
export interface DealFigures {
  readonly figures: readonly DealFigure[];
  readonly unconverted: readonly { readonly deal: Deal; readonly refusal: Refusal }[];
}

/** Open deals at today's rate, closed ones at the rate of the day they were closed. */
export function dealFigures(
  deals: readonly Deal[],
  stages: readonly Stage[],
  { currency, rates }: BaseCurrency,
  { now, timeZone }: FigureContext,
): DealFigures {
  const today = localDay(Date.parse(now), timeZone);
  const convert = converter(currency, rates);
  const figures: DealFigure[] = [];
  const unconverted: { deal: Deal; refusal: Refusal }[] = [];
  for (const deal of deals) {
    const stage = stageById(stages, deal.stage);
    const status = statusOf(deal, stage);
    const closedOn =
      status === 'open' || deal.closedAt == null ? undefined : localDay(Date.parse(deal.closedAt), timeZone);
    const conversion = deal.amount == null ? null : convert(deal.amount, closedOn ?? today);
    if (conversion && !conversion.ok) {
      unconverted.push({ deal, refusal: conversion });
      continue;
    }
    const amount = conversion?.amount ?? { amount: 0, currency };
    const probability = probabilityOf(deal, stage) ?? 0;
    const weighted = multiplyAmount(amount, toDecimal(probability));
    const day = closedOn ?? deal.expectedCloseDate ?? undefined;
    figures.push({ deal, status, category: categoryOf(deal, stage), amount, probability, weighted, day, conversion });
  }
  return { figures, unconverted };
}

/** The category a deal is forecast in: its own, or else its stage's. Won is `closed` and lost `omitted`; no open deal is `closed`. */
export function categoryOf(deal: Deal, stage: Stage | undefined): ForecastCategory {
  const status = statusOf(deal, stage);
  switch (status) {
    case 'won':
      return 'closed';
    case 'lost':
      return 'omitted';
    case 'open': {
      const category = deal.forecastCategory ?? stage?.forecastCategory ?? 'pipeline';
      return category === 'closed' ? 'commit' : category;
    }
    default:
      return unreachable(status);
  }
}
