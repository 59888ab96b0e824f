import type { Deal, Pipeline, RecordId, Stage } from '../model/index.ts';
import { grouped } from './grouped.ts';
import type { StageStay } from './stage-stays.ts';
import { stageById, stagesOf, statusOf } from './stages.ts';

/** How many of a cohort's deals came to a stage, and to the next. */
export interface StageConversion {
  readonly stage: RecordId;
  /** Deals that came to it or beyond, skipping it or not. */
  readonly reached: number;
  /** Deals that came to a later stage, or were won. */
  readonly passed: number;
  /** Deals that came no further and were lost. */
  readonly lost: number;
  /** Deals that came no further yet. */
  readonly open: number;
  /** Passed ÷ reached; null where none came. */
  readonly rate: number | null;
}

/**
 * The way of a cohort through a pipeline, for each open stage: how far each deal has ever come, by its history. A deal that went back has still been where it was.
 * The cohort is whatever deals are handed in: say which (`cohortOf`).
 */
export function stageConversion(
  pipeline: Pipeline['id'],
  deals: readonly Deal[],
  stays: readonly StageStay[],
  stages: readonly Stage[],
): readonly StageConversion[] {
  const open = stagesOf(pipeline, stages).filter(({ stageType }) => stageType === 'open');
  const staysOf = grouped(stays, ({ deal }) => deal);
  const furthest = deals
    .filter((deal) => (stageById(stages, deal.stage)?.pipeline ?? deal.pipeline) === pipeline)
    .map((deal) => {
      const status = statusOf(deal, stageById(stages, deal.stage));
      const visited = [deal.stage, ...(staysOf.get(deal.id) ?? []).map(({ stage }) => stage)];
      const places = visited.map((id) => open.findIndex((stage) => stage.id === id));
      return { status, place: status === 'won' ? open.length : Math.max(...places) };
    });
  return open.map((stage, place) => {
    const reached = furthest.filter((deal) => deal.place >= place);
    const passed = reached.filter((deal) => deal.place > place).length;
    const stopped = reached.filter((deal) => deal.place === place);
    const lost = stopped.filter(({ status }) => status === 'lost').length;
    const rate = reached.length === 0 ? null : passed / reached.length;
    return { stage: stage.id, reached: reached.length, passed, lost, open: stopped.length - lost, rate };
  });
}
