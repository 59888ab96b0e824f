import type { RecordRule, RuleContext } from '../authority/index.ts';
import { refuse, type Refusal } from '../failure/index.ts';
import type { CloseDateChange } from '../model/index.ts';
import { checkFixed, checkTeller, isGone } from './history-rules.ts';
import { hasCome } from './rule-clock.ts';

const written = ['deal', 'from', 'to', 'changedAt', 'changedBy', 'reason'];

/** That a close date was moved is told with the change itself, once and as it was; it goes with its deal, and is never changed. */
export const closeDateChangeRule: RecordRule = {
  fields: written,
  reads: () => [],
  check: async ({ before, after }, context) => {
    if (!after) return isGone('deal', before?.['deal'], context) ? undefined : refuse('history-fixed');
    return before
      ? checkFixed(before, after, written, { changedBy: 'user' }, context)
      : checkTold(after as CloseDateChange, context);
  },
};

function checkTold(told: CloseDateChange, context: RuleContext): Refusal | undefined {
  const { changes, now } = context;
  const change = changes.find(({ before, after }) => before && after?.type === 'deal' && after.id === told.deal);
  if (!change) return refuse('history-fixed', 'deal');
  const [from, to] = [dayOf(change.before), dayOf(change.after)];
  if ((told.to ?? null) !== to) return refuse('managed-field', 'to', { expected: to });
  // Who moved it believed it to be on another day.
  if ((told.from ?? null) !== from || from === to)
    return refuse('moved-meanwhile', 'expectedCloseDate', { expectedCloseDate: from });
  const isTwice = changes.some(
    ({ before, after }) =>
      !before && after?.type === 'closeDateChange' && after['deal'] === told.deal && after.id !== told.id,
  );
  if (isTwice) return refuse('history-fixed', 'deal');
  if (!hasCome(told.changedAt, now)) return refuse('managed-field', 'changedAt', { latest: now });
  return checkTeller(told.changedBy, context);
}

function dayOf(deal: { readonly [field: string]: unknown } | null): unknown {
  return deal?.['expectedCloseDate'] ?? null;
}
