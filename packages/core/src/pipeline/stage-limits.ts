import type { Stage } from '../model/index.ts';
import { compareStages, stagesOf } from './stages.ts';

/** The open stages that a move would pass over, though they may not be. Nothing is passed over between two pipelines. */
export function passedOver(from: Stage | undefined, to: Stage, stages: readonly Stage[]): readonly Stage[] {
  if (from?.pipeline !== to.pipeline) return [];
  return stagesOf(to.pipeline, stages).filter(
    (stage) =>
      stage.stageType === 'open' &&
      stage.skippable === false &&
      compareStages(from, stage) < 0 &&
      compareStages(stage, to) < 0,
  );
}

/** Whether a move goes back to a stage that does not allow it. */
export function isBarredReturn(from: Stage | undefined, to: Stage): boolean {
  return from?.pipeline === to.pipeline && to.returnable === false && compareStages(from, to) > 0;
}
