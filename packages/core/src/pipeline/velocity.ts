import type { Deal, Money, StageChange } from '../model/index.ts';
import { divideRounded, moneyOf } from './amounts.ts';
import { percentile } from './durations.ts';
import { grouped } from './grouped.ts';
import { startOf } from './stage-stays.ts';
import type { WinRate } from './win-rate.ts';

const day = 86_400_000;

/** How long won deals took from their beginning to the close. */
export interface SalesCycle {
  readonly deals: number;
  readonly milliseconds: number;
  /** Days of 24 hours, with fractions; null of none. */
  readonly meanDays: number | null;
  readonly medianDays: number | null;
}

/** The sales cycle of the won deals among some: say of which cohort they are (`cohortOf`). */
export function salesCycle(deals: readonly Deal[], changes: readonly StageChange[] = []): SalesCycle {
  const byDeal = grouped(changes, ({ deal }) => deal);
  const cycles = deals
    .flatMap((deal) => {
      if (deal.status !== 'won' || deal.closedAt == null) return [];
      return [Math.max(0, Date.parse(deal.closedAt) - Date.parse(startOf(deal, byDeal.get(deal.id) ?? [])))];
    })
    .sort((a, b) => a - b);
  const milliseconds = cycles.reduce((sum, each) => sum + each, 0);
  return {
    deals: cycles.length,
    milliseconds,
    meanDays: cycles.length === 0 ? null : milliseconds / cycles.length / day,
    medianDays: cycles.length === 0 ? null : percentile(cycles, 50) / day,
  };
}

/**
 * What a pipeline brings in a day: open deals × win rate × mean amount won ÷ mean cycle in days, rounded once. Null where nothing was won, or won within the moment.
 */
export function salesVelocity(open: number, { won, lost }: WinRate, cycle: SalesCycle): Money | null {
  if (won.count === 0 || cycle.milliseconds === 0) return null;
  const { amount, currency } = won.amount;
  // open × won ÷ (won + lost) × amount ÷ won ÷ (milliseconds ÷ deals ÷ day): the count of won ones cancels.
  const dividend = BigInt(open) * BigInt(amount) * BigInt(cycle.deals) * BigInt(day);
  return moneyOf(divideRounded(dividend, BigInt(won.count + lost.count) * BigInt(cycle.milliseconds)), currency);
}
