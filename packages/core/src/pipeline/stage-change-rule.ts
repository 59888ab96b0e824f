import type { RecordRule, RuleContext } from '../authority/index.ts';
import { refuse, type Refusal } from '../failure/index.ts';
import type { AnyRecord, Deal, StageChange } from '../model/index.ts';
import { durationOf } from './history-patches.ts';
import { checkFixed, checkTeller, isGone } from './history-rules.ts';
import { hasCome } from './rule-clock.ts';

const written = ['deal', 'from', 'to', 'changedAt', 'changedBy', 'durationMilliseconds', 'amount', 'reason'];
/** What it refers to and may lose. */
const targets = { from: 'stage', changedBy: 'user' };

/** The history is written with the move that it tells of, goes with its deal, and is never changed. */
export const stageChangeRule: RecordRule = {
  fields: written,
  reads: () => [],
  check: async ({ before, after }, context) => {
    if (!after) return isGone('deal', before?.['deal'], context) ? undefined : refuse('history-fixed');
    return before ? checkFixed(before, after, written, targets, context) : checkCreated(after as StageChange, context);
  },
};

function checkCreated(change: StageChange, context: RuleContext): Refusal | undefined {
  const isMove = context.changes.some(
    ({ before, after }) =>
      after?.type === 'deal' && after.id === change.deal && (before?.['stage'] ?? null) !== (after['stage'] ?? null),
  );
  if (!isMove) return refuse('history-fixed', 'deal');
  return checkTeller(change.changedBy, context);
}

/** Whether the move from one state of a deal to another is told by the mutation, once and as it was. */
export function checkHistory(before: Deal, after: Deal, { changes, now }: RuleContext): Refusal | undefined {
  const [told, ...more] = changes.flatMap(({ before: earlier, after: created }): AnyRecord[] =>
    !earlier && created?.type === 'stageChange' && created['deal'] === after.id ? [created] : [],
  );
  if (!told || more.length > 0) return refuse('history-missing', 'stage', { stage: after.stage });
  if (!hasCome(after.enteredStageAt, now)) return refuse('managed-field', 'enteredStageAt', { latest: now });
  // Who moved it believed it elsewhere, or there since another time.
  const wasThere = (told['from'] ?? null) === (before.stage ?? null);
  const stay = before.stage == null ? null : durationOf(before, { now: after.enteredStageAt });
  if (!wasThere || (told['durationMilliseconds'] ?? null) !== stay)
    return refuse('moved-meanwhile', 'stage', { stage: before.stage ?? null });
  for (const [field, value] of Object.entries({ to: after.stage, changedAt: after.enteredStageAt }))
    if (told[field] !== value)
      return refuse('managed-field', field, { type: 'stageChange', id: told.id, expected: value });
  return undefined;
}
