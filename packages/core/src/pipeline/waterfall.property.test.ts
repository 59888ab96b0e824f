import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SnapshotDeal } from '../model/index.ts';
import { idOf } from './a-pipeline.ts';
import { waterfall, type WaterfallStep } from './index.ts';

const period = { start: '2026-01-01', end: '2026-03-31' };
const day = fc.option(fc.constantFrom('2025-12-31', '2026-01-01', '2026-02-10', '2026-03-31', '2026-04-01'), {
  nil: undefined,
});
const state = fc.record({
  status: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
  category: fc.constantFrom('pipeline' as const, 'commit' as const, 'omitted' as const),
  amount: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
  day,
});
const snapshots = fc.array(fc.tuple(fc.option(state), fc.option(state)), { maxLength: 40 }).map((pairs) => ({
  start: pairs.flatMap(([before], index) => (before ? [snapshotOf(index, before)] : [])),
  end: pairs.flatMap(([, after], index) => (after ? [snapshotOf(index, after)] : [])),
}));

function snapshotOf(index: number, { day, ...rest }: Omit<SnapshotDeal, 'deal' | 'weighted'>): SnapshotDeal {
  return { deal: idOf(index), weighted: 0, ...rest, ...(day === undefined ? {} : { day }) };
}

/** One deal's steps between two of its states. */
function stepsOf(before: Partial<SnapshotDeal> | undefined, after: Partial<SnapshotDeal> | undefined) {
  const deal = (state: Partial<SnapshotDeal> | undefined): SnapshotDeal[] =>
    state
      ? [{ deal: idOf(1), weighted: 0, status: 'open', category: 'commit', amount: 100, day: '2026-02-10', ...state }]
      : [];
  const { lines } = waterfall(
    { currency: 'EUR', deals: deal(before) },
    { currency: 'EUR', deals: deal(after) },
    period,
  );
  return Object.fromEntries(
    lines.filter(({ deals }) => deals.length > 0).map(({ step, amount }) => [step, amount.amount]),
  ) as Partial<Record<WaterfallStep, number>>;
}

describe('P14 a waterfall', () => {
  it('adds up exactly, and so does each line', () => {
    fc.assert(
      fc.property(snapshots, ({ start, end }) => {
        const result = waterfall({ currency: 'EUR', deals: start }, { currency: 'EUR', deals: end }, period);
        const total = result.lines.reduce((sum, { amount }) => sum + amount.amount, result.start.amount);
        expect(total).toBe(result.end.amount);
        for (const { amount, deals } of result.lines)
          expect(deals.reduce((sum, deal) => sum + deal.amount, 0) + 0).toBe(amount.amount);
        const open = end.filter(
          ({ status, category, day }) =>
            status === 'open' && category !== 'omitted' && day && day >= period.start && day <= period.end,
        );
        expect(result.end.amount).toBe(open.reduce((sum, { amount }) => sum + amount, 0));
      }),
    );
  });

  it('calls what happened by its name', () => {
    expect(stepsOf(undefined, {})).toEqual({ new: 100 });
    expect(stepsOf({}, { amount: 130 })).toEqual({ amountChange: 30 });
    expect(stepsOf({}, { status: 'won', amount: 90 })).toEqual({ amountChange: -10, won: -90 });
    expect(stepsOf({}, { status: 'lost' })).toEqual({ lost: -100 });
    expect(stepsOf({ status: 'lost' }, {})).toEqual({ reopened: 100 });
    expect(stepsOf({ day: '2026-05-01' }, {})).toEqual({ movedIn: 100 });
    expect(stepsOf({}, { day: '2026-05-01' })).toEqual({ movedOut: -100 });
    expect(stepsOf({}, { category: 'omitted' })).toEqual({ movedOut: -100 });
    expect(stepsOf({}, { status: 'won', day: '2026-05-01' })).toEqual({ movedOut: -100 });
    expect(stepsOf(undefined, { status: 'won', day: '2026-05-01' })).toEqual({});
    expect(stepsOf({}, undefined)).toEqual({ movedOut: -100 });
    expect(stepsOf(undefined, { status: 'won' })).toEqual({ new: 100, won: -100 });
    expect(stepsOf({ status: 'lost' }, { status: 'won' })).toEqual({ reopened: 100, won: -100 });
    expect(stepsOf({ day: '2026-05-01' }, { status: 'won' })).toEqual({ movedIn: 100, won: -100 });
    expect(stepsOf({ status: 'won' }, { status: 'won', amount: 50 })).toEqual({});
    expect(stepsOf({}, {})).toEqual({});
  });

  it('is of one currency', () => {
    expect(() => waterfall({ currency: 'EUR', deals: [] }, { currency: 'USD', deals: [] }, period)).toThrow(
      'must be in EUR',
    );
  });
});
