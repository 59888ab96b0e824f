import type { Deal, RecordId } from '../model/index.ts';
import { grouped } from './grouped.ts';
import type { StageStay } from './stage-stays.ts';

/** How long stays in a stage take. Percentiles are by nearest rank: a value that occurred. */
export interface StageDuration {
  readonly stage: RecordId;
  readonly stays: number;
  /** Stays that last, counted until now. */
  readonly lasting: number;
  readonly meanMilliseconds: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
}

/** Durations by stage, in the order in which the stages first appear. */
export function stageDurations(stays: readonly StageStay[]): readonly StageDuration[] {
  return [...grouped(stays, ({ stage }) => stage)].map(([stage, own]) => {
    const sorted = own.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    return {
      stage,
      stays: own.length,
      lasting: own.filter(({ to }) => to === null).length,
      meanMilliseconds: sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
      p50: percentile(sorted, 50),
      p75: percentile(sorted, 75),
      p90: percentile(sorted, 90),
    };
  });
}

/** What stays of deals that were won took: against these a stay is slow. */
export function wonDurations(stays: readonly StageStay[], deals: readonly Deal[]): readonly StageDuration[] {
  const won = new Set(deals.filter(({ status }) => status === 'won').map(({ id }) => id));
  return stageDurations(stays.filter(({ deal }) => won.has(deal)));
}

/** The least of sorted numbers that so many of a hundred do not pass (nearest rank); 0 of none. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
