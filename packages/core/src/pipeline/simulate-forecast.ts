import { InvalidInputError } from '../failure/index.ts';
import { averageAmount } from '../filter/index.ts';
import type { Money } from '../model/index.ts';
import { sumAmounts } from './amounts.ts';
import type { DealFigure } from './deal-figures.ts';

/** Numbers in [0, 1), one after the other. */
export type Random = () => number;

/** What a period may come to. Amounts are those that a simulated outcome had. */
export interface ForecastDistribution {
  readonly runs: number;
  readonly currency: string;
  readonly mean: Money;
  /** The amount that so many of a hundred outcomes do not pass (nearest rank). */
  readonly percentiles: {
    readonly p10: Money;
    readonly p25: Money;
    readonly p50: Money;
    readonly p75: Money;
    readonly p90: Money;
  };
  /** The share of the outcomes that reach the target; null without one. */
  readonly chanceOfTarget: number | null;
  /** How many outcomes were in each of up to 24 spans of amounts, both ends included; together they are all outcomes. */
  readonly bins: readonly { readonly from: Money; readonly to: Money; readonly count: number }[];
}

/**
 * Plays a period's deals many times: each open one is won in full or not at all, with its probability and apart from the others (Monte Carlo). Won ones count as they are.
 * The same numbers give the same answer: `seededRandom` makes them from a seed.
 */
export function simulateForecast(
  figures: readonly DealFigure[],
  currency: string,
  { runs = 10_000, random, target }: { readonly runs?: number; readonly random: Random; readonly target?: Money },
): ForecastDistribution {
  if (!Number.isInteger(runs) || runs < 1 || runs > 1_000_000) {
    throw new InvalidInputError('A simulation runs 1 to 1,000,000 times.', [
      { path: ['runs'], code: 'out-of-range', params: { min: 1, max: 1_000_000 } },
    ]);
  }
  const sure = sumAmounts(
    figures.filter(({ status }) => status === 'won').map(({ amount }) => amount),
    currency,
  ).amount;
  const open = figures.filter(({ status, category }) => status === 'open' && category !== 'omitted');
  // All of it fits into an amount, and so does every part: plain integers are exact.
  sumAmounts([{ amount: sure, currency }, ...open.map(({ amount }) => amount)], currency);
  const outcomes = new Float64Array(runs);
  for (let run = 0; run < runs; run++) {
    let sum = sure;
    for (const { probability, amount } of open) if (random() < probability) sum += amount.amount;
    outcomes[run] = sum;
  }
  outcomes.sort();
  const at = (percent: number): Money => ({
    amount: outcomes[Math.ceil((percent / 100) * runs) - 1] ?? sure,
    currency,
  });
  const sum = outcomes.reduce<bigint>((sum, outcome) => sum + BigInt(outcome), 0n);
  const reached = target && outcomes.reduce((count, outcome) => count + (outcome >= target.amount ? 1 : 0), 0);
  return {
    runs,
    currency,
    mean: { amount: averageAmount(sum, runs), currency },
    percentiles: { p10: at(10), p25: at(25), p50: at(50), p75: at(75), p90: at(90) },
    chanceOfTarget: reached === undefined ? null : reached / runs,
    bins: binsOf(outcomes, currency),
  };
}

const mostBins = 24;

/** Sorted whole amounts in spans of whole amounts: each counts once. */
function binsOf(outcomes: Float64Array, currency: string): ForecastDistribution['bins'] {
  const [low, high] = [outcomes[0] ?? 0, outcomes.at(-1) ?? 0];
  const width = Math.max(1, Math.ceil((high - low + 1) / mostBins));
  const bins = Array.from({ length: Math.ceil((high - low + 1) / width) }, (_, index) => low + index * width);
  const counts = bins.map(() => 0);
  for (const outcome of outcomes) counts[Math.floor((outcome - low) / width)]! += 1;
  return bins.map((from, index) => ({
    from: { amount: from, currency },
    to: { amount: Math.min(high, from + width - 1), currency },
    count: counts[index] ?? 0,
  }));
}

/** Numbers in [0, 1) from a seed: the generator mulberry32 (Tommy Ettinger), with a period of 2³². For simulations, never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
