import type { RecordRule, RuleContext } from '../authority/index.ts';
import { refuse, type Refusal } from '../failure/index.ts';
import type { Deal, DealApproval, Stage, Team } from '../model/index.ts';
import { decideApproval, requestApproval } from './approvals.ts';
import type { DecisionContext } from './context.ts';
import { isGone } from './history-rules.ts';

const asked = ['deal', 'stage', 'by'] as const;

/** An approval is asked for and given by the decisions that do so: nobody gives another's word. */
export const approvalRule: RecordRule = {
  fields: [...asked, 'status', 'requestedBy', 'decidedBy', 'decidedAt'],
  reads: () => ['team'],
  check: async (change, context) => {
    const [before, after] = [change.before as DealApproval | null, change.after as DealApproval | null];
    if (!after) return before ? checkDeleted(before, context) : undefined;
    const request = before ? undefined : await checkRequested(after, context);
    if (request) return request;
    const base: DealApproval = before ?? { ...after, status: 'requested', decidedBy: null, decidedAt: null };
    const changed = asked.find((name) => base[name] !== after[name]);
    if (changed) return refuse('managed-field', changed, { expected: base[changed] });
    if (after.status !== base.status) return checkDecided(base, after, context);
    // A person who is deleted is let go of.
    const isLetGo = after.decidedBy == null && isGone('user', base.decidedBy, context);
    const isTaken = (['decidedBy', 'decidedAt'] as const).find(
      (name) => (base[name] ?? null) !== (after[name] ?? null) && !(name === 'decidedBy' && isLetGo),
    );
    return isTaken && refuse('managed-field', isTaken, { expected: base[isTaken] ?? null });
  },
};

async function checkRequested(approval: DealApproval, context: RuleContext): Promise<Refusal | undefined> {
  const [deal, stage] = [
    await context.reads.record({ type: 'deal', id: approval.deal }),
    await context.reads.record({ type: 'stage', id: approval.stage }),
  ];
  if (!deal || !stage) return refuse('unknown-reference', deal ? 'stage' : 'deal');
  const requested = requestApproval(deal as Deal, stage as Stage, approval.by, decisionContext(context));
  if (!requested.ok) return requested;
  const { requestedBy } = approval;
  const isForeign = requestedBy != null && requestedBy !== context.actor.user && context.actor.role !== 'admin';
  return isForeign ? refuse('managed-field', 'requestedBy', { expected: context.actor.user ?? null }) : undefined;
}

async function checkDecided(
  before: DealApproval,
  after: DealApproval,
  context: RuleContext,
): Promise<Refusal | undefined> {
  const { user } = context.actor;
  const teams = user === undefined ? [] : await context.reads.referring('team', 'members', user);
  const decided = decideApproval(
    before,
    { approve: after.status === 'approved' },
    teams as readonly Team[],
    decisionContext(context),
  );
  if (!decided.ok) return decided;
  return after.decidedBy === user ? undefined : refuse('managed-field', 'decidedBy', { expected: user });
}

/** A word that was given stays, as long as the deal and the stage are there. */
function checkDeleted(approval: DealApproval, context: RuleContext): Refusal | undefined {
  const goes = isGone('deal', approval.deal, context) || isGone('stage', approval.stage, context);
  return goes || approval.status === 'requested' ? undefined : refuse('already-decided', 'status');
}

/** What a decision takes, where an authority makes it to see whether it is refused: its ids are nobody's. */
export function decisionContext({ now, actor, timeZone }: RuleContext): DecisionContext {
  return { now, actor, timeZone, newId: () => '00000000-0000-7000-8000-000000000000' };
}
