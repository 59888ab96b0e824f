import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toInstant, type Deal, type StageChange } from '../model/index.ts';
import { aContext, aDeal, envelope, ids, lost, negotiated, proposed, qualified, stages, won } from './a-pipeline.ts';
import {
  loseDeal,
  moveDeal,
  reopenDeal,
  resetProbability,
  scoreProbability,
  setProbability,
  winDeal,
} from './index.ts';
import { patched } from './a-pipeline.ts';

const start = Date.parse('2026-01-05T09:00:00.000Z');
const stage = fc.constantFrom(qualified, proposed, negotiated, won, lost);
const chance = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const command = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), stage }),
  fc.record({ kind: fc.constantFrom('win' as const, 'lose' as const), stage }),
  fc.record({ kind: fc.constant('reopen' as const), stage }),
  fc.record({ kind: fc.constantFrom('set' as const, 'score' as const, 'reset' as const), chance }),
);

/** What may be known of a deal by one who keeps only this. */
interface Model {
  readonly stage: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly probability: number;
  readonly source: 'manual' | 'model' | 'stage';
}

function next(
  model: Model,
  step: { readonly kind: string; readonly stage?: typeof qualified; readonly chance?: number },
): Model | 'refused' {
  const { status } = model;
  const into = (to: typeof qualified, reopened = false): Model => ({
    stage: to.id,
    status: to.stageType,
    ...(model.source === 'stage' || reopened || to.stageType !== 'open'
      ? {
          probability: to.stageType === 'won' ? 1 : to.stageType === 'lost' ? 0 : to.probability!,
          source: 'stage' as const,
        }
      : { probability: model.probability, source: model.source }),
  });
  const here = stages.find(({ id }) => id === model.stage)!;
  switch (step.kind) {
    case 'move':
      if (step.stage!.id === model.stage) return model;
      return status !== 'open' || step.stage!.stageType !== 'open' ? 'refused' : into(step.stage!);
    case 'win':
      return status === 'open' ? into(won) : 'refused';
    case 'lose':
      return status === 'open' ? into(lost) : 'refused';
    case 'reopen':
      return status === 'open' || step.stage!.stageType !== 'open' ? 'refused' : into(step.stage!, true);
    case 'set':
      return status === 'open' ? { ...model, probability: step.chance!, source: 'manual' } : 'refused';
    case 'score':
      if (model.source === 'manual') return model;
      return status === 'open' ? { ...model, probability: step.chance!, source: 'model' } : 'refused';
    default:
      return status === 'open' ? { ...model, probability: here.probability!, source: 'stage' } : 'refused';
  }
}

it('P2 P4 P5 any life of a deal: stage, status, probability and history fit together', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(command, fc.nat({ max: 10_000_000 })), { maxLength: 30 }), (steps) => {
      let deal: Deal = aDeal();
      let model: Model = { stage: qualified.id, status: 'open', probability: 0.2, source: 'stage' };
      let now = start;
      const changes: StageChange[] = [];
      const newId = ids();
      for (const [step, passed] of steps) {
        now += passed;
        const context = aContext({ now: toInstant(now), newId });
        const here = stages.find(({ id }) => id === deal.stage);
        const records = { deal, stages, changes };
        const result =
          step.kind === 'move'
            ? moveDeal(records, { stage: step.stage.id }, context)
            : step.kind === 'win'
              ? winDeal(records, {}, context)
              : step.kind === 'lose'
                ? loseDeal(records, { reason: 'Price' }, context)
                : step.kind === 'reopen'
                  ? reopenDeal(records, { stage: step.stage.id }, context)
                  : step.kind === 'set'
                    ? setProbability(deal, here, step.chance)
                    : step.kind === 'score'
                      ? scoreProbability(deal, here, step.chance)
                      : resetProbability(deal, here);
        const expected = next(model, step);
        expect(result.ok ? 'done' : 'refused').toBe(expected === 'refused' ? 'refused' : 'done');
        if (!result.ok || expected === 'refused') continue;
        model = expected;
        deal = patched(deal, result.patches);
        for (const patch of result.patches)
          if (patch.op === 'create')
            changes.push({ ...envelope, type: 'stageChange', id: patch.id, ...patch.set } as unknown as StageChange);
        expect({
          stage: deal.stage,
          status: deal.status,
          probability: deal.probability,
          source: deal.probabilitySource,
        }).toEqual(model);
        expect(deal.closedAt == null).toBe(deal.status === 'open');
        // The history is one unbroken line, and its stays fill the time to the deal's last change of stage.
        expect(changes.map(({ from }) => from)).toEqual(
          [qualified.id, ...changes.map(({ to }) => to)].slice(0, changes.length),
        );
        const stays = changes.reduce((sum, { durationMilliseconds }) => sum + (durationMilliseconds ?? 0), 0);
        expect(start + stays).toBe(Date.parse(deal.enteredStageAt!));
      }
    }),
  );
});
