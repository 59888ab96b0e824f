import type { RuleContext } from '../authority/index.ts';
import type { Refusal, Result } from '../failure/index.ts';
import type { AnyRecord, Deal, Model, Stage } from '../model/index.ts';
import { decisionContext } from './approval-rule.ts';
import { loseDeal, winDeal } from './close-deal.ts';
import type { Decided } from './context.ts';
import { checkProbability, closingDay, managed, standingOf } from './deal-standing.ts';
import type { DealRecords } from './enter-stage.ts';
import { moveDeal } from './move-deal.ts';
import { reopenDeal } from './reopen-deal.ts';
import { relatedNeeded, type RelatedRecords } from './requirements.ts';
import { checkHistory } from './stage-change-rule.ts';
import { stageById, statusOf } from './stages.ts';

/** A deal that goes to another stage: the decision is made again, and what is written is held to what it would have written. */
export async function checkMove(
  before: Deal,
  after: Deal,
  to: Stage,
  context: RuleContext,
): Promise<Refusal | undefined> {
  const records = await recordsFor(before, after, to, context);
  const decided = decideAgain(records, after, to, context);
  if (!decided.ok) return decided;
  const isReopening = statusOf(records.deal, stageById(records.stages, before.stage)) !== 'open';
  return (
    checkWritten(before, after, to, isReopening, expectedOf(records.deal, decided)) ??
    checkHistory(before, after, context)
  );
}

async function recordsFor(before: Deal, after: Deal, to: Stage, context: RuleContext): Promise<DealRecords> {
  const { reads } = context;
  const stages = (await reads.referring('stage', 'pipeline', to.pipeline)) as readonly Stage[];
  const isElsewhere = before.stage != null && !stageById(stages, before.stage);
  const from = isElsewhere ? await reads.record({ type: 'stage', id: before.stage ?? '' }) : undefined;
  return {
    // What the mutation writes beside where the deal stands was given along with the decision.
    deal: { ...after, ...standingOf(before) },
    stages: from ? [...stages, from as Stage] : stages,
    related: await relatedFor(after, to, context),
  };
}

/** The mutation's command says which decision it is; where it names none, entering a stage is a move. */
function decideAgain(records: DealRecords, after: Deal, to: Stage, context: RuleContext): Result<Decided> {
  const decision = decisionContext(context);
  const stage = to.id;
  const closing = after.closedAt == null ? { stage } : { stage, closedOn: closingDay(after.closedAt, context) };
  if (context.command === 'deal.win' && to.stageType === 'won') return winDeal(records, closing, decision);
  if (context.command === 'deal.lose' && to.stageType === 'lost') return loseDeal(records, closing, decision);
  if (context.command === 'deal.reopen') return reopenDeal(records, { stage }, decision);
  return moveDeal(records, { stage }, decision);
}

function expectedOf(deal: Deal, { patches }: Decided): Deal {
  const written = patches.find(({ type, id }) => type === 'deal' && id === deal.id);
  return { ...deal, ...(written?.op === 'update' ? written.set : {}) };
}

function checkWritten(before: Deal, after: Deal, to: Stage, isReopening: boolean, expected: Deal): Refusal | undefined {
  const differing = (...names: readonly ('pipeline' | 'status' | 'probability' | 'probabilitySource')[]) => {
    const name = names.find((each) => after[each] !== expected[each]);
    return name && managed(name, expected[name]);
  };
  const misplaced = differing('pipeline', 'status');
  if (misplaced) return misplaced;
  if (isReopening && after.lossReason != null) return managed('lossReason', null);
  if (to.stageType !== 'open')
    return after.closedAt == null
      ? managed('closedAt', expected.closedAt)
      : differing('probability', 'probabilitySource');
  const closedAt = isReopening ? null : (before.closedAt ?? null);
  return (after.closedAt ?? null) === closedAt ? checkProbability(after, to) : managed('closedAt', closedAt);
}

/** The records that a stage's requirements count. */
export async function relatedFor(deal: Deal, stage: Stage, { model, reads }: RuleContext): Promise<RelatedRecords> {
  const related: Record<string, readonly AnyRecord[]> = {};
  for (const name of relatedNeeded([stage])) {
    const relation = relationsOf(model).get(name);
    // What the model has no way to, there is none of.
    related[name] = relation ? await reads.referring(relation.type, relation.field, deal.id) : [];
  }
  return related;
}

export const relationsOf = (model: Model): NonNullable<ReturnType<Model['relations']['get']>> =>
  model.relations.get('deal') ?? new Map();
