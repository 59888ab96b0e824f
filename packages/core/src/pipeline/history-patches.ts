import type { AnyRecord, Deal, Stage } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import type { DecisionContext } from './context.ts';

/** The record that a deal went from one stage to another, with how long it had been there and whose deal it is. */
export function stageChangePatch(
  deal: Deal,
  from: Stage | undefined,
  to: Stage,
  reason: string | undefined,
  context: DecisionContext,
): Patch {
  const changedAt = context.now;
  return createPatch('stageChange', context, {
    deal: deal.id,
    company: deal.company,
    contact: deal.contact,
    from: from?.id,
    to: to.id,
    changedAt,
    changedBy: context.actor.user,
    durationMilliseconds: from && durationOf(deal, context),
    amount: deal.amount,
    reason,
  });
}

/** Milliseconds since the deal entered its stage; since it was created, where that was not written. Never below 0. */
export function durationOf(deal: Deal, { now }: Pick<DecisionContext, 'now'>): number {
  return Math.max(0, Date.parse(now) - Date.parse(deal.enteredStageAt ?? deal.createdAt));
}

/** The record that a deal's expected close date was changed; none where it stays. */
export function closeDateChangePatches(
  before: Deal,
  after: Deal,
  reason: string | undefined,
  context: DecisionContext,
): readonly Patch[] {
  const from = before.expectedCloseDate ?? undefined;
  const to = after.expectedCloseDate ?? undefined;
  if (from === to) return [];
  const { now: changedAt, actor } = context;
  return [
    createPatch('closeDateChange', context, { deal: before.id, from, to, changedAt, changedBy: actor.user, reason }),
  ];
}

export function createPatch(type: string, context: DecisionContext, fields: Readonly<Record<string, unknown>>): Patch {
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
  return { op: 'create', type, id: context.newId(), set };
}

/** Deletes a record, unless somebody has changed it since. */
export function deletePatch({ type, id, version }: AnyRecord): Patch {
  return { op: 'delete', type, id, base: { version } };
}
