import type { RuleContext } from '../authority/index.ts';
import { refuse, type Refusal } from '../failure/index.ts';
import { localDay } from '../filter/index.ts';
import type { Deal, Stage } from '../model/index.ts';
import { checkProbability, closingDay, managed, type Standing } from './deal-standing.ts';
import { statusOf } from './stages.ts';

/** A deal that stays where it is stays what it is: open, won or lost. */
export function checkStaying(
  before: Deal,
  after: Deal,
  stage: Stage | undefined,
  context: RuleContext,
): Refusal | undefined {
  const changed = (name: Standing): boolean => (before[name] ?? null) !== (after[name] ?? null);
  const status = statusOf(before, stage);
  if (changed('status')) {
    if ((after.status ?? 'open') !== status) return refuseStatus(status, after.status);
    if (stage && after.status == null) return managed('status', status);
  }
  if (changed('pipeline') && stage && after.pipeline !== stage.pipeline) return managed('pipeline', stage.pipeline);
  if (changed('enteredStageAt')) return refuseEntry(before, after, context);
  const close = changed('closedAt') ? checkClose(before, after, status, context) : undefined;
  if (close) return close;
  if (!changed('probability') && !changed('probabilitySource')) return undefined;
  return status === 'open' ? checkProbability(after, stage) : refuse('deal-closed', 'probability', { status });
}

function refuseStatus(status: 'open' | 'won' | 'lost', wanted: Deal['status']): Refusal {
  if (status !== 'open') return refuse('deal-closed', 'status', { status, command: 'deal.reopen' });
  return refuse('close-is-a-decision', 'status', { command: wanted === 'won' ? 'deal.win' : 'deal.lose' });
}

/** Two people moved it to the same stage: the second finds it there. */
function refuseEntry(before: Deal, after: Deal, { changes }: RuleContext): Refusal {
  const isMove = changes.some(
    ({ before: earlier, after: told }) => !earlier && told?.type === 'stageChange' && told['deal'] === after.id,
  );
  return isMove
    ? refuse('moved-meanwhile', 'stage', { stage: after.stage ?? null })
    : managed('enteredStageAt', before.enteredStageAt);
}

/** The day of a close may be put right. */
function checkClose(
  before: Deal,
  after: Deal,
  status: 'open' | 'won' | 'lost',
  context: RuleContext,
): Refusal | undefined {
  if ((after.closedAt == null) !== (status === 'open')) return managed('closedAt', before.closedAt);
  const closedOn = after.closedAt == null ? undefined : closingDay(after.closedAt, context);
  const today = localDay(Date.parse(context.now), context.timeZone);
  return closedOn !== undefined && closedOn > today ? refuse('closed-in-future', 'closedAt', { closedOn }) : undefined;
}
