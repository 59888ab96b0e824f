import type { Deal, Pipeline, Stage } from '../model/index.ts';

/** A pipeline's stages in the order of the process: by position, ties by id. */
export function stagesOf(pipeline: Pipeline['id'], stages: readonly Stage[]): readonly Stage[] {
  return stages.filter((stage) => stage.pipeline === pipeline).sort(compareStages);
}

export function compareStages(a: Stage, b: Stage): number {
  return a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether a deal has been won, lost, or neither: as its stage says, or by its own status where the stage is not known. */
export function statusOf(deal: Deal, stage: Stage | undefined): 'open' | 'won' | 'lost' {
  return stage?.stageType ?? deal.status ?? 'open';
}

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

export function stageById(stages: readonly Stage[], id: string | null | undefined): Stage | undefined {
  return id == null ? undefined : stages.find((stage) => stage.id === id);
}
