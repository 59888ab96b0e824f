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

export function stageById(stages: readonly Stage[], id: string | null | undefined): Stage | undefined {
  return id == null ? undefined : stages.find((stage) => stage.id === id);
}
