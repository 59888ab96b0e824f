import { refuse, type Result } from '../failure/index.ts';
import type { Deal, SnapshotDeal, Stage } from '../model/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { dealFigures, type BaseCurrency, type DealFigure } from './deal-figures.ts';
import { createPatch } from './history-patches.ts';

/**
 * Keeps how all deals stand now, in one currency: for a mutation with the command `forecast.snapshot`.
 * Refused `rate-missing` where a deal has an amount that no rate leads to that currency: a snapshot is whole.
 */
export function takeSnapshot(
  deals: readonly Deal[],
  stages: readonly Stage[],
  base: BaseCurrency,
  context: DecisionContext,
): Result<Decided> {
  const { figures, unconverted } = dealFigures(deals, stages, base, context);
  const [first] = unconverted;
  if (first)
    return refuse(first.refusal.code, 'amount', {
      ...first.refusal.params,
      deals: unconverted.map(({ deal }) => deal.id),
    });
  const fields = {
    takenAt: context.now,
    takenBy: context.actor.user,
    currency: base.currency,
    deals: figures.map(snapshotDeal),
  };
  const params = { deals: figures.length, currency: base.currency };
  return {
    ok: true,
    patches: [createPatch('forecastSnapshot', context, fields)],
    explanation: [{ code: 'snapshot-taken', params }],
  };
}

/** A deal as a snapshot keeps it. */
export function snapshotDeal({ deal, status, category, amount, weighted, day }: DealFigure): SnapshotDeal {
  return {
    deal: deal.id,
    ...(deal.owner == null ? {} : { owner: deal.owner }),
    status,
    category,
    amount: amount.amount,
    weighted: weighted.amount,
    ...(day === undefined ? {} : { day }),
  };
}
