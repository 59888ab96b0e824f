import { InvalidInputError } from '../failure/index.ts';
import type { ForecastSnapshot, Money, RecordId, SnapshotDeal } from '../model/index.ts';
import { sumAmounts } from './amounts.ts';
import { isWithin, type Period } from './fiscal-calendar.ts';

const steps = ['new', 'reopened', 'movedIn', 'amountChange', 'won', 'lost', 'movedOut'] as const;
export type WaterfallStep = (typeof steps)[number];

/** A part of what happened: how many deals, by how much the pipeline grew (above zero) or shrank, and which deals by how much each. */
export interface WaterfallLine {
  readonly step: WaterfallStep;
  readonly amount: Money;
  readonly deals: readonly { readonly deal: RecordId; readonly amount: number }[];
}

/** How one period's open pipeline came from one snapshot to a later: `start` and all lines are `end`, to the minor unit. */
export interface Waterfall {
  readonly period: Period;
  readonly start: Money;
  readonly lines: readonly WaterfallLine[];
  readonly end: Money;
}

/**
 * What happened to the open pipeline of a period between two snapshots: start + new + reopened − won − lost ± amount changes ± moved in or out of the period = end.
 *
 * A deal is in the period's pipeline while it is open, not omitted, and expected to close in it. A deal that came and was closed in between is in both lines. It is
 * won or lost at its amount in the end: what that differs from the start is an amount change, as is what the rates did. A deal that is gone, omitted, closed in
 * another period, or expected in another has moved out.
 * @throws InvalidInputError where the snapshots are of different currencies.
 */
export function waterfall(
  start: Pick<ForecastSnapshot, 'currency' | 'deals'>,
  end: Pick<ForecastSnapshot, 'currency' | 'deals'>,
  period: Period,
): Waterfall {
  const { currency } = start;
  if (end.currency !== currency) {
    throw new InvalidInputError(`Both snapshots must be in ${currency}: take the later one in it, too.`, [
      { path: ['currency'], code: 'currency-mismatch', params: { expected: currency } },
    ]);
  }
  const before = new Map(start.deals.map((deal) => [deal.deal, deal]));
  const after = new Map(end.deals.map((deal) => [deal.deal, deal]));
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((deal) =>
    changesOf(before.get(deal), after.get(deal), period).map((change) => ({ deal, ...change })),
  );
  const sum = (amounts: readonly number[]): Money =>
    sumAmounts(
      amounts.map((amount) => ({ amount, currency })),
      currency,
    );
  const pipeline = (deals: readonly SnapshotDeal[]): Money =>
    sum(deals.filter((deal) => isOpenIn(deal, period)).map(({ amount }) => amount));
  const lines = steps.map((step): WaterfallLine => {
    const deals = changes.filter((change) => change.step === step).map(({ deal, amount }) => ({ deal, amount }));
    return { step, deals, amount: sum(deals.map(({ amount }) => amount)) };
  });
  return { period, start: pipeline(start.deals), lines, end: pipeline(end.deals) };
}

interface Change {
  readonly step: WaterfallStep;
  readonly amount: number;
}

function changesOf(
  before: SnapshotDeal | undefined,
  after: SnapshotDeal | undefined,
  period: Period,
): readonly Change[] {
  const wasIn = before !== undefined && isOpenIn(before, period);
  if (after === undefined) return wasIn ? [{ step: 'movedOut', amount: -before.amount }] : [];
  const isIn = isOpenIn(after, period);
  const left = leftBy(after, period);
  if (wasIn) {
    const change: readonly Change[] =
      after.amount === before.amount ? [] : [{ step: 'amountChange', amount: after.amount - before.amount }];
    return isIn ? change : [...change, { step: left ?? 'movedOut', amount: -after.amount }];
  }
  if (isIn) return [{ step: enteredBy(before), amount: after.amount }];
  // Came into the pipeline and left it between the two.
  if (left === undefined || before?.status === after.status) return [];
  return [
    { step: enteredBy(before), amount: after.amount },
    { step: left, amount: -after.amount },
  ];
}

function enteredBy(before: SnapshotDeal | undefined): WaterfallStep {
  if (!before) return 'new';
  return before.status === 'open' ? 'movedIn' : 'reopened';
}

function leftBy(after: SnapshotDeal, period: Period): 'won' | 'lost' | undefined {
  return after.status !== 'open' && isWithin(after.day, period) ? after.status : undefined;
}

function isOpenIn({ status, category, day }: SnapshotDeal, period: Period): boolean {
  return status === 'open' && category !== 'omitted' && isWithin(day, period);
}
