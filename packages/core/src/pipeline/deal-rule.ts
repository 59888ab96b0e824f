import type { RecordRule, RuleContext } from '../authority/index.ts';
import { refuse, type Refusal } from '../failure/index.ts';
import type { Deal, Stage } from '../model/index.ts';
import { decisionContext } from './approval-rule.ts';
import { checkMove, relatedFor, relationsOf } from './check-move.ts';
import { checkStaying } from './check-staying.ts';
import { checkProbability, managed, standing, standingOf } from './deal-standing.ts';
import { moveDeal } from './move-deal.ts';
import { hasCome } from './rule-clock.ts';

/**
 * A write that changes where a deal stands is what its decision would have written, or is refused as the decision refuses: the decision is made again, over
 * what the mutation makes of the deal.
 */
export const dealRule: RecordRule = {
  fields: standing,
  // The history is written by the deal's own mutations.
  reads: (model) =>
    ['stage', ...[...relationsOf(model).values()].map(({ type }) => type)].filter((type) => !isHistory(type)),
  check: async (change, context) => {
    const [before, after] = [change.before as Deal | null, change.after as Deal | null];
    if (!after) return undefined;
    const id = after.stage ?? null;
    const stage = id === null ? undefined : ((await context.reads.record({ type: 'stage', id })) as Stage | undefined);
    if (before && (before.stage ?? null) === id) return checkStaying(before, after, stage, context);
    if (!before && id === null) return checkStaying({ ...after, ...standingOf(undefined) }, after, undefined, context);
    if (!stage) return refuse('unknown-stage', 'stage', { stage: id });
    return before ? checkMove(before, after, stage, context) : checkNew(after, stage, context);
  },
};

/** A deal begins in an open stage, which it enters as by a move. */
async function checkNew(after: Deal, stage: Stage, context: RuleContext): Promise<Refusal | undefined> {
  const nowhere: Deal = { ...after, ...standingOf(undefined) };
  const related = await relatedFor(after, stage, context);
  const entered = moveDeal({ deal: nowhere, stages: [stage], related }, { stage: stage.id }, decisionContext(context));
  if (!entered.ok) return entered;
  const fits = { pipeline: stage.pipeline, status: stage.stageType } as const;
  for (const name of ['pipeline', 'status'] as const)
    if (after[name] != null && after[name] !== fits[name]) return managed(name, fits[name]);
  if (after.closedAt != null) return managed('closedAt', null);
  if (after.enteredStageAt != null && !hasCome(after.enteredStageAt, context.now))
    return refuse('managed-field', 'enteredStageAt', { latest: context.now });
  return after.probability == null && after.probabilitySource == null ? undefined : checkProbability(after, stage);
}

const isHistory = (type: string): boolean => type === 'stageChange' || type === 'closeDateChange';
