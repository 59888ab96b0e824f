import { refuse, type Result } from '../failure/index.ts';
import { isDate, type DateOnly, type Deal } from '../model/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { fieldsPatch, withFields } from './fields-patch.ts';
import { closeDateChangePatches } from './history-patches.ts';

/**
 * Moves the day on which a deal is expected to close, and keeps that it was moved: for a mutation with the command `deal.reschedule`.
 * Refused: `invalid-date`.
 */
export function rescheduleDeal(
  deal: Deal,
  { expectedCloseDate, reason }: { readonly expectedCloseDate: DateOnly; readonly reason?: string },
  context: DecisionContext,
): Result<Decided> {
  if (!isDate(expectedCloseDate)) return refuse('invalid-date', 'expectedCloseDate');
  const from = deal.expectedCloseDate ?? undefined;
  const patches = [
    ...fieldsPatch(deal, { expectedCloseDate }),
    ...closeDateChangePatches(deal, withFields(deal, { expectedCloseDate }), reason, context),
  ];
  const params = { ...(from === undefined ? {} : { from }), to: expectedCloseDate };
  return { ok: true, patches, explanation: [{ code: 'close-date-moved', params }] };
}
