import { refuse, type Result } from '../failure/index.ts';
import { toDecimal } from '../filter/index.ts';
import type { DateOnly, ExchangeRate, Money } from '../model/index.ts';
import { convertAmount } from './amounts.ts';

/** The rate that an amount was converted at. */
export interface UsedRate {
  readonly from: string;
  readonly to: string;
  /** As it was published. */
  readonly rate: number;
  /** The day it was published for, on or before the day asked for. */
  readonly validFrom: DateOnly;
  readonly source: string;
  /** Published for the other direction: it was divided by. */
  readonly inverse: boolean;
}

/** An amount in its own currency and in another, and how it came there; no rate where they are the same. */
export interface Converted {
  readonly original: Money;
  readonly amount: Money;
  readonly rate: UsedRate | null;
}

/** Converts an amount at the rate of a day. Refused `rate-missing` where there is none: nothing is taken for one to one. */
export type Convert = (original: Money, day: DateOnly) => Result<Converted>;

/**
 * Converts amounts to a currency, each at the latest rate on or before its day; where two directions were published for one day, at the direct one.
 * A rate is looked for once for each currency and day.
 */
export function converter(currency: string, rates: readonly ExchangeRate[]): Convert {
  const known = new Map<string, ExchangeRate | undefined>();
  return (original, day) => {
    const from = original.currency;
    if (from === currency) return { ok: true, original, amount: original, rate: null };
    const pair = `${from}/${day}`;
    if (!known.has(pair)) known.set(pair, rateOn(rates, from, currency, day));
    const found = known.get(pair);
    return found
      ? convertAt(original, currency, found)
      : refuse('rate-missing', undefined, { from, to: currency, day });
  };
}

/** One amount by itself, as `converter` does it. */
export function convertOn(
  original: Money,
  currency: string,
  day: DateOnly,
  rates: readonly ExchangeRate[],
): Result<Converted> {
  return converter(currency, rates)(original, day);
}

function convertAt(original: Money, currency: string, published: ExchangeRate): Result<Converted> {
  const { from, to, rate, validFrom, source } = published;
  const inverse = from !== original.currency;
  const [price, one] = [toDecimal(rate), toDecimal(1)];
  const amount = inverse
    ? convertAmount(original, currency, one, price)
    : convertAmount(original, currency, price, one);
  return { ok: true, original, amount, rate: { from, to, rate, validFrom, source, inverse } };
}

/** Latest first; of one day the direct rate first, then by id, so that the answer does not hang on the order of the records. */
function rateOn(rates: readonly ExchangeRate[], from: string, to: string, day: DateOnly): ExchangeRate | undefined {
  let best: ExchangeRate | undefined;
  for (const rate of rates) {
    const isPair = (rate.from === from && rate.to === to) || (rate.from === to && rate.to === from);
    if (isPair && rate.validFrom <= day && rate.rate > 0 && (!best || goesBefore(rate, best, from))) best = rate;
  }
  return best;
}

function goesBefore(a: ExchangeRate, b: ExchangeRate, from: string): boolean {
  if (a.validFrom !== b.validFrom) return a.validFrom > b.validFrom;
  if (a.from !== b.from) return a.from === from;
  return a.id > b.id;
}
