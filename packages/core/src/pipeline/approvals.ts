import { refuse, type Result } from '../failure/index.ts';
import { isRecordId, type Deal, type DealApproval, type Stage, type Team } from '../model/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { createPatch } from './history-patches.ts';

/** Asks for the approval that a stage requires: for a mutation with the command `deal.requestApproval`. Refused `no-such-requirement`. */
export function requestApproval(deal: Deal, stage: Stage, by: string, context: DecisionContext): Result<Decided> {
  const isAsked = (stage.requirements ?? []).some((each) => each.kind === 'approval' && each.by === by);
  if (!isAsked) return refuse('no-such-requirement', 'by', { stage: stage.id, by });
  const fields = { deal: deal.id, stage: stage.id, by, status: 'requested', requestedBy: context.actor.user };
  const explanation = [{ code: 'approval-requested', params: { stage: stage.id, by } }];
  return { ok: true, patches: [createPatch('dealApproval', context, fields)], explanation };
}

/**
 * Approves or declines: for a mutation with the command `deal.decideApproval`. The word is that of the person asked, or of whoever has the role or is in the team asked.
 * Refused `not-approver` to others, `already-decided` where somebody was before.
 */
export function decideApproval(
  approval: DealApproval,
  { approve, note }: { readonly approve: boolean; readonly note?: string },
  teams: readonly Team[],
  context: DecisionContext,
): Result<Decided> {
  if (approval.status !== 'requested') return refuse('already-decided', 'status', { status: approval.status });
  const { role, user } = context.actor;
  const { by } = approval;
  const isMember = teams.some(({ name, members }) => name === by && user !== undefined && members?.includes(user));
  if (user === undefined || !(isRecordId(by) ? user === by : role === by || isMember))
    return refuse('not-approver', 'by', { by });
  const status = approve ? 'approved' : 'declined';
  return {
    ok: true,
    patches: [
      {
        op: 'update',
        type: 'dealApproval',
        id: approval.id,
        base: { version: approval.version, fields: { status: 'requested' } },
        set: { status, decidedBy: user, decidedAt: context.now, ...(note === undefined ? {} : { note }) },
      },
    ],
    explanation: [{ code: 'approval-decided', params: { stage: approval.stage, by, status } }],
  };
}
