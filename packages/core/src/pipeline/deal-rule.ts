import type { RecordRule, RuleContext } from '../authority/index.ts';
import { refuse, type Refusal } from '../failure/index.ts';
import { localDay } from '../filter/index.ts';
import type { AnyRecord, DateOnly, Deal, Instant, Model, Stage } from '../model/index.ts';
import { decisionContext } from './approval-rule.ts';
import { loseDeal, winDeal } from './close-deal.ts';
import { moveDeal } from './move-deal.ts';
import { reopenDeal } from './reopen-deal.ts';
import { relatedNeeded, type RelatedRecords } from './requirements.ts';
import { hasCome } from './rule-clock.ts';
import { checkHistory } from './stage-change-rule.ts';
import { stageById, statusOf } from './stages.ts';

/** What says where a deal stands: it fits together because decisions write it. */
const standing = [
  'pipeline',
  'stage',
  'status',
  'probability',
  'probabilitySource',
  'enteredStageAt',
  'closedAt',
] as const;
type Standing = (typeof standing)[number];

/**
 * A write that changes where a deal stands is what its decision would have written, or is refused as the decision refuses: the decision is made again, over
 * what the mutation makes of the deal. A mutation's command says which decision it is; where it names none, entering a stage is a move.
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

async function checkMove(before: Deal, after: Deal, to: Stage, context: RuleContext): Promise<Refusal | undefined> {
  const stages = (await context.reads.referring('stage', 'pipeline', to.pipeline)) as readonly Stage[];
  const from =
    stageById(stages, before.stage) ??
    (before.stage == null ? undefined : ((await context.reads.record({ type: 'stage', id: before.stage })) as Stage));
  // What the mutation writes beside where the deal stands was given along with the decision.
  const given: Deal = { ...after, ...standingOf(before) };
  const records = {
    deal: given,
    stages: from && !stages.includes(from) ? [...stages, from] : stages,
    related: await relatedFor(after, to, context),
  };
  const decision = decisionContext(context);
  const isClosing = to.stageType !== 'open';
  const isReopening = statusOf(given, from) !== 'open';
  const decided = ((): ReturnType<typeof moveDeal> => {
    const closing = {
      stage: to.id,
      ...(after.closedAt == null ? {} : { closedOn: closingDay(after.closedAt, context) }),
    };
    if (context.command === 'deal.win' && to.stageType === 'won') return winDeal(records, closing, decision);
    if (context.command === 'deal.lose' && to.stageType === 'lost') return loseDeal(records, closing, decision);
    if (context.command === 'deal.reopen') return reopenDeal(records, { stage: to.id }, decision);
    return moveDeal(records, { stage: to.id }, decision);
  })();
  if (!decided.ok) return decided;
  const written = decided.patches.find(({ type, id }) => type === 'deal' && id === after.id);
  const set: Partial<Deal> = written?.op === 'update' ? (written.set ?? {}) : {};
  const expected: Deal = { ...given, ...set };
  for (const name of ['pipeline', 'status'] as const)
    if (after[name] !== expected[name]) return managed(name, expected[name]);
  if (isReopening && after.lossReason != null) return refuse('managed-field', 'lossReason', { expected: null });
  if (isClosing && after.closedAt == null) return managed('closedAt', expected.closedAt);
  if (!isClosing && (after.closedAt ?? null) !== (isReopening ? null : (before.closedAt ?? null)))
    return managed('closedAt', isReopening ? null : before.closedAt);
  const wrong = isClosing
    ? (['probability', 'probabilitySource'] as const).find((name) => after[name] !== expected[name])
    : undefined;
  if (wrong) return managed(wrong, expected[wrong]);
  return (isClosing ? undefined : checkProbability(after, to)) ?? checkHistory(before, after, context);
}

/** A deal that stays where it is stays what it is: open, won or lost. */
function checkStaying(before: Deal, after: Deal, stage: Stage | undefined, context: RuleContext): Refusal | undefined {
  const changed = (name: Standing): boolean => (before[name] ?? null) !== (after[name] ?? null);
  const status = statusOf(before, stage);
  if (changed('status') && (after.status ?? 'open') !== status) return refuseStatus(status, after.status);
  if (changed('status') && stage && after.status == null) return managed('status', status);
  if (changed('pipeline') && stage && after.pipeline !== stage.pipeline) return managed('pipeline', stage.pipeline);
  // Two people moved it to the same stage: the second finds it there.
  const isMove = context.changes.some(
    ({ before: earlier, after: told }) => !earlier && told?.type === 'stageChange' && told['deal'] === after.id,
  );
  if (changed('enteredStageAt'))
    return isMove
      ? refuse('moved-meanwhile', 'stage', { stage: after.stage ?? null })
      : managed('enteredStageAt', before.enteredStageAt);
  if (changed('closedAt')) {
    if (status === 'open' ? after.closedAt != null : after.closedAt == null)
      return managed('closedAt', before.closedAt);
    const closedOn = after.closedAt == null ? undefined : closingDay(after.closedAt, context);
    if (closedOn !== undefined && closedOn > localDay(Date.parse(context.now), context.timeZone))
      return refuse('closed-in-future', 'closedAt', { closedOn });
  }
  if (!changed('probability') && !changed('probabilitySource')) return undefined;
  return status === 'open' ? checkProbability(after, stage) : refuse('deal-closed', 'probability', { status });
}

function refuseStatus(status: 'open' | 'won' | 'lost', wanted: Deal['status']): Refusal {
  if (status !== 'open') return refuse('deal-closed', 'status', { status, command: 'deal.reopen' });
  return refuse('close-is-a-decision', 'status', { command: wanted === 'won' ? 'deal.win' : 'deal.lose' });
}

/** An open deal's probability says where it comes from; one of the stage's is the stage's. */
function checkProbability({ probability, probabilitySource }: Deal, stage: Stage | undefined): Refusal | undefined {
  if (probability != null && !(probability >= 0 && probability <= 1))
    return refuse('invalid-value', 'probability', { kind: 'number', minimum: 0, maximum: 1 });
  if (probability != null && probabilitySource == null) return refuse('required', 'probabilitySource');
  if (probability == null && probabilitySource != null) return refuse('required', 'probability');
  if (probabilitySource === 'manual' || probabilitySource === 'model') return undefined;
  const expected = stage?.probability ?? null;
  return (probability ?? null) === expected ? undefined : managed('probability', expected);
}

async function relatedFor(deal: Deal, stage: Stage, { model, reads }: RuleContext): Promise<RelatedRecords> {
  const related: Record<string, readonly AnyRecord[]> = {};
  for (const name of relatedNeeded([stage])) {
    const relation = relationsOf(model).get(name);
    // What the model has no way to, there is none of.
    related[name] = relation ? await reads.referring(relation.type, relation.field, deal.id) : [];
  }
  return related;
}

const relationsOf = (model: Model): NonNullable<ReturnType<Model['relations']['get']>> =>
  model.relations.get('deal') ?? new Map();
const isHistory = (type: string): boolean => type === 'stageChange' || type === 'closeDateChange';
const managed = (name: Standing, expected: unknown): Refusal =>
  refuse('managed-field', name, { expected: expected ?? null });

/** The day of a close in the organisation's time zone; today's, where only a clock is ahead. */
function closingDay(closedAt: Instant, { now, timeZone }: RuleContext): DateOnly {
  return localDay(Date.parse(hasCome(closedAt, now) && closedAt > now ? now : closedAt), timeZone);
}

function standingOf(deal: Deal | undefined): Partial<Deal> {
  return Object.fromEntries(standing.map((name) => [name, deal?.[name]]));
}
