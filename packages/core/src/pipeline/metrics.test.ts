import { describe, expect, it } from 'vitest';
import type { CloseDateChange, Deal, StageChange } from '../model/index.ts';
import {
  aContext,
  aDeal,
  envelope,
  idOf,
  lost,
  negotiated,
  proposed,
  qualified,
  sales,
  stages,
  won,
} from './a-pipeline.ts';
import {
  dealFigures,
  salesCycle,
  salesVelocity,
  slippage,
  stageConversion,
  stageDurations,
  stageStays,
  winRate,
  wonDurations,
} from './index.ts';

const day = 86_400_000;
const now = '2026-04-01T09:00:00.000Z';
const january = { start: '2026-01-01', end: '2026-01-31' };
const february = { start: '2026-02-01', end: '2026-02-28' };
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const settings = { currency: 'EUR', timeZone: 'Europe/Berlin' };

interface Step {
  readonly to: string;
  readonly on: string;
}

/** A deal of 2026-01-05 in the first stage, and where it went. */
function history(
  number: number,
  steps: readonly Step[],
  fields: Partial<Deal> = {},
): { readonly deal: Deal; readonly changes: readonly StageChange[] } {
  const id = idOf(number);
  const changes = steps.map(({ to, on }, index): StageChange => ({
    ...envelope,
    type: 'stageChange',
    id: idOf(number * 100 + index),
    deal: id,
    from: steps[index - 1]?.to ?? qualified.id,
    to,
    changedAt: `${on}T09:00:00.000Z`,
  }));
  const last = stages.find((stage) => stage.id === (steps.at(-1)?.to ?? qualified.id))!;
  const closedAt = last.stageType === 'open' ? {} : { closedAt: changes.at(-1)!.changedAt };
  return { deal: aDeal({ id, stage: last.id, status: last.stageType, ...closedAt, ...fields }), changes };
}

const all = [
  history(
    101,
    [
      { to: proposed.id, on: '2026-01-15' },
      { to: won.id, on: '2026-01-25' },
    ],
    { amount: euros(3_000) },
  ),
  history(
    102,
    [
      { to: negotiated.id, on: '2026-01-10' },
      { to: proposed.id, on: '2026-01-20' },
      { to: won.id, on: '2026-02-04' },
    ],
    { amount: euros(1_000) },
  ),
  history(
    103,
    [
      { to: proposed.id, on: '2026-02-04' },
      { to: lost.id, on: '2026-02-05' },
    ],
    { amount: euros(6_000) },
  ),
  history(104, [{ to: proposed.id, on: '2026-03-02' }], { amount: euros(500) }),
  history(105, [], {
    expectedCloseDate: '2026-02-20',
    createdAt: '2026-02-10T09:00:00.000Z',
    enteredStageAt: '2026-02-10T09:00:00.000Z',
    amount: euros(700),
  }),
];
const deals = all.map(({ deal }) => deal);
const changes = all.flatMap((each) => each.changes).toReversed();
const stays = stageStays(deals, changes, stages, now);
const { figures } = dealFigures(deals, stages, { currency: 'EUR', rates: [] }, aContext({ now }));

describe('P16 durations', () => {
  it('come from the history, stay by stay, and a stay that lasts runs to now', () => {
    expect(
      stays.filter(({ deal }) => deal === idOf(102)).map(({ stage, milliseconds }) => [stage, milliseconds / day]),
    ).toEqual([
      [qualified.id, 5],
      [negotiated.id, 10],
      [proposed.id, 15],
    ]);
    expect(stays.filter(({ to }) => to === null).map(({ deal, milliseconds }) => [deal, milliseconds / day])).toEqual([
      [idOf(104), 30],
      [idOf(105), 50],
    ]);
    const [first] = stageDurations(stays.filter(({ stage }) => stage === qualified.id));
    expect(first).toMatchObject({ stage: qualified.id, stays: 5, lasting: 1 });
    expect([first!.p50, first!.p75, first!.p90, first!.meanMilliseconds].map((each) => each / day)).toEqual([
      30,
      50,
      56,
      (10 + 5 + 30 + 56 + 50) / 5,
    ]);
  });

  it('end where the deal says, though the history does not', () => {
    const { deal, changes } = history(108, [{ to: proposed.id, on: '2026-01-15' }], {
      stage: won.id,
      status: 'won',
      enteredStageAt: null,
      closedAt: '2026-01-18T09:00:00.000Z',
    });
    const [, last, ...rest] = stageStays([deal], changes, stages, now);
    expect(last).toMatchObject({ stage: proposed.id, to: '2026-01-18T09:00:00.000Z', milliseconds: 3 * day });
    expect(rest).toEqual([]);
  });

  it('of won deals alone are the measure', () => {
    const [first] = wonDurations(stays, deals);
    expect(first).toMatchObject({ stage: qualified.id, stays: 2, p50: 5 * day, p90: 10 * day });
  });

  it('begin before the record where the history was brought from elsewhere', () => {
    const { deal, changes } = history(106, [{ to: proposed.id, on: '2025-12-01' }], { enteredStageAt: null });
    const known = changes.map((change) => ({ ...change, durationMilliseconds: 4 * day }));
    expect(stageStays([deal], known, stages, now)[0]).toMatchObject({
      from: '2025-11-27T09:00:00.000Z',
      milliseconds: 4 * day,
    });
    expect(stageStays([deal], changes, stages, now)[0]).toMatchObject({ milliseconds: 0 });
  });
});

describe('P17 win rate', () => {
  it('of what was created in a period, by count and by amount, with what is still open', () => {
    expect(winRate(figures, 'created', january, settings)).toEqual({
      cohort: 'created',
      won: { count: 2, amount: euros(4_000) },
      lost: { count: 1, amount: euros(6_000) },
      open: { count: 1, amount: euros(500) },
      byCount: 2 / 3,
      byAmount: 0.4,
    });
  });

  it('of what was closed in a period is another', () => {
    expect(winRate(figures, 'closed', february, settings)).toMatchObject({
      cohort: 'closed',
      byCount: 0.5,
      byAmount: 1_000 / 7_000,
      open: { count: 0 },
    });
    expect(winRate(figures, 'closed', { start: '2026-05-01', end: '2026-05-31' }, settings)).toMatchObject({
      byCount: null,
      byAmount: null,
    });
  });
});

describe('P17 conversion', () => {
  it('says how far a cohort came, skipped stages and ways back included', () => {
    const cohort = deals.filter(({ createdAt }) => createdAt < '2026-02-01');
    expect(stageConversion(sales, cohort, stays, stages)).toEqual([
      { stage: qualified.id, reached: 4, passed: 4, lost: 0, open: 0, rate: 1 },
      { stage: proposed.id, reached: 4, passed: 2, lost: 1, open: 1, rate: 0.5 },
      { stage: negotiated.id, reached: 2, passed: 2, lost: 0, open: 0, rate: 1 },
    ]);
  });

  it('a deal that came far, went back and was lost had come that far', () => {
    const { deal, changes } = history(107, [
      { to: negotiated.id, on: '2026-01-10' },
      { to: qualified.id, on: '2026-01-11' },
      { to: lost.id, on: '2026-01-12' },
    ]);
    const rows = stageConversion(sales, [deal], stageStays([deal], changes, stages, now), stages);
    expect(rows.map(({ reached, lost }) => [reached, lost])).toEqual([
      [1, 0],
      [1, 0],
      [1, 1],
    ]);
  });

  it('is of one pipeline', () => {
    expect(stageConversion(idOf(2), deals, stays, stages)).toEqual([]);
  });
});

describe('P17 cycle and velocity', () => {
  it('the cycle is that of won deals; velocity is open × win rate × mean amount ÷ days', () => {
    const cycle = salesCycle(deals, changes);
    expect(cycle).toMatchObject({ deals: 2, meanDays: 25, medianDays: 20 });
    const rate = winRate(figures, 'created', january, settings);
    // 2 open × 2/3 × 2,000 ÷ 25 days.
    expect(salesVelocity(2, rate, cycle)).toEqual(euros(107));
    expect(salesVelocity(2, { ...rate, won: { count: 0, amount: euros(0) } }, salesCycle([]))).toBeNull();
    expect(salesCycle([])).toMatchObject({ meanDays: null, medianDays: null });
  });
});

describe('P17 slippage', () => {
  it('is how often and how far close dates were put off', () => {
    const change = (deal: number, from: string | null, to: string): CloseDateChange => ({
      ...envelope,
      type: 'closeDateChange',
      id: idOf(deal),
      deal: idOf(deal),
      from,
      to,
      changedAt: now,
    });
    const changes = [
      change(1, '2026-01-01', '2026-01-11'),
      change(1, '2026-01-11', '2026-01-31'),
      change(2, '2026-01-31', '2026-01-01'),
      change(3, null, '2026-01-01'),
    ];
    expect(slippage(changes, 4)).toEqual({ times: 2, days: 30, deals: 1, of: 4, meanTimes: 0.5, meanDays: 15 });
    expect(slippage([], 0)).toMatchObject({ meanTimes: null, meanDays: null });
  });
});
