import type { CloseDateChange, Deal, Pipeline, Stage, StageChange } from '@rapport/core';
import type { Money } from '@rapport/core/model';
import {
  cohortOf,
  salesCycle,
  salesVelocity,
  slippage,
  stageConversion,
  stageDurations,
  stageStays,
  stagesOf,
  winRate,
  type DealFigure,
  type FiscalPeriod,
  type SalesCycle,
  type Slippage,
  type StageConversion,
  type StageDuration,
  type WinRate,
} from '@rapport/core/pipeline';

/** So few stays say nothing about what is usual. */
export const fewestStays = 5;

/** Everything a report shows of a pipeline in a period. */
export interface ReportFigures {
  readonly stages: readonly Stage[];
  /** Deals created in the period, whatever became of them; and those closed in it. */
  readonly created: WinRate & { readonly deals: number };
  readonly closed: WinRate & { readonly deals: number };
  readonly conversion: readonly StageConversion[];
  /** By stage, of stays of the deals of either cohort; the stages that hold the others up. */
  readonly durations: ReadonlyMap<string, StageDuration>;
  readonly bottlenecks: ReadonlySet<string>;
  readonly openNow: number;
  /** Null where nothing was won. */
  readonly meanWon: Money | null;
  readonly cycle: SalesCycle;
  readonly velocity: Money | null;
  readonly slippage: Slippage;
}

/** Figures of a pipeline in a period, all from the same records. */
export function reportFigures(
  pipeline: Pipeline,
  figures: readonly DealFigure[],
  allStages: readonly Stage[],
  changes: readonly StageChange[],
  closeDateChanges: readonly CloseDateChange[],
  period: FiscalPeriod,
  about: { readonly currency: string; readonly timeZone: string; readonly now: string },
): ReportFigures {
  const { currency, timeZone, now } = about;
  const stages = stagesOf(pipeline.id, allStages);
  const dealsOf = (some: readonly DealFigure[]): readonly Deal[] => some.map(({ deal }) => deal);
  const created = dealsOf(cohortOf(figures, 'created', period, timeZone));
  const closed = dealsOf(cohortOf(figures, 'closed', period, timeZone));
  const either = [...new Map([...created, ...closed].map((deal) => [deal.id, deal])).values()];
  const eitherIds = new Set(either.map(({ id }) => id));
  const ofEither = changes.filter(({ deal }) => eitherIds.has(deal));
  const stays = stageStays(either, ofEither, stages, now);
  const durations = new Map(stageDurations(stays).map((each) => [each.stage, each]));
  const closedRate = winRate(figures, 'closed', period, { currency, timeZone });
  const { won } = closedRate;
  const cycle = salesCycle(closed, ofEither);
  const openNow = figures.filter(({ status }) => status === 'open').length;
  return {
    stages,
    created: { ...winRate(figures, 'created', period, { currency, timeZone }), deals: created.length },
    closed: { ...closedRate, deals: closed.length },
    conversion: stageConversion(pipeline.id, created, stays, stages),
    durations,
    bottlenecks: bottlenecksOf([...durations.values()]),
    openNow,
    meanWon: won.count === 0 ? null : { amount: Math.round(won.amount.amount / won.count), currency },
    cycle,
    velocity: salesVelocity(openNow, closedRate, cycle),
    slippage: slippage(
      closeDateChanges.filter(({ deal }) => eitherIds.has(deal)),
      either.length,
    ),
  };
}

/** Stages whose median stay is at least one and a half times the median of the stages' medians; only those with stays enough to tell. */
export function bottlenecksOf(durations: readonly StageDuration[]): ReadonlySet<string> {
  const known = durations.filter(({ stays }) => stays >= fewestStays);
  const medians = known.map(({ p50 }) => p50).sort((a, b) => a - b);
  const middle = medians[Math.floor((medians.length - 1) / 2)] ?? 0;
  return new Set(
    known.filter(({ p50 }) => known.length > 1 && p50 >= 1.5 * middle && p50 > middle).map(({ stage }) => stage),
  );
}
