import { describe, expect, it } from 'vitest';
import type { Deal, ForecastAdjustment, Quota } from '../model/index.ts';
import {
  aContext,
  aDeal,
  decided,
  envelope,
  idOf,
  lost,
  negotiated,
  proposed,
  qualified,
  stages,
  won,
} from './a-pipeline.ts';
import {
  categoryOf,
  dealFigures,
  fiscalPeriod,
  forecast,
  seededRandom,
  simulateForecast,
  takeSnapshot,
} from './index.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const context = aContext({ now: '2026-02-10T09:00:00.000Z' });
const quarter = fiscalPeriod('2026-02-10', 'quarter', { startMonth: 1 });
const [anna, ben] = [idOf(801), idOf(802)];
let made = 1_000;
const deal = (fields: Partial<Deal>): Deal =>
  aDeal({ id: idOf(++made), expectedCloseDate: '2026-03-31', owner: anna, ...fields });
const figuresOf = (deals: readonly Deal[]) =>
  dealFigures(deals, stages, { currency: 'EUR', rates: [] }, context).figures;

describe('P12 fiscal periods', () => {
  it('begin where the fiscal year does, and a year is called as the organisation does', () => {
    const april = { startMonth: 4 };
    expect(fiscalPeriod('2026-03-31', 'quarter', april)).toEqual({
      unit: 'quarter',
      start: '2026-01-01',
      end: '2026-03-31',
      year: 2026,
      index: 4,
    });
    expect(fiscalPeriod('2026-04-01', 'quarter', april)).toEqual({
      unit: 'quarter',
      start: '2026-04-01',
      end: '2026-06-30',
      year: 2027,
      index: 1,
    });
    expect(fiscalPeriod('2026-04-01', 'year', { ...april, namedBy: 'start' })).toMatchObject({
      start: '2026-04-01',
      end: '2027-03-31',
      year: 2026,
      index: 1,
    });
    expect(fiscalPeriod('2024-02-29', 'month', { startMonth: 2 })).toMatchObject({
      start: '2024-02-01',
      end: '2024-02-29',
      year: 2025,
      index: 1,
    });
    expect(fiscalPeriod('2026-01-31', 'month', { startMonth: 1 }, -1)).toMatchObject({
      start: '2025-12-01',
      end: '2025-12-31',
      year: 2025,
      index: 12,
    });
    expect(() => fiscalPeriod('2026-01-31', 'month', { startMonth: 13 })).toThrow('1 to 12');
  });

  it('follow one another without gap or overlap', () => {
    for (const unit of ['month', 'quarter', 'year'] as const)
      for (let startMonth = 1; startMonth <= 12; startMonth++)
        for (let offset = -30; offset < 30; offset++) {
          const period = fiscalPeriod('2026-01-01', unit, { startMonth }, offset);
          const next = fiscalPeriod('2026-01-01', unit, { startMonth }, offset + 1);
          expect(Date.parse(next.start) - Date.parse(period.end)).toBe(86_400_000);
          expect(fiscalPeriod(period.end, unit, { startMonth })).toEqual(period);
        }
  });
});

describe('P13 a forecast', () => {
  const deals = [
    deal({ stage: qualified.id, probability: 0.2, amount: euros(1_000) }),
    deal({ stage: proposed.id, probability: 0.5, amount: euros(2_001) }),
    deal({ stage: negotiated.id, probability: 0.8, amount: euros(3_000) }),
    deal({ stage: negotiated.id, probability: 0.8, amount: euros(500), owner: ben }),
    deal({
      stage: won.id,
      status: 'won',
      amount: euros(4_000),
      closedAt: '2026-01-20T09:00:00.000Z',
      probability: 0.1,
    }),
    deal({
      stage: lost.id,
      status: 'lost',
      amount: euros(9_000),
      closedAt: '2026-01-20T09:00:00.000Z',
      probability: 0.9,
    }),
    deal({ stage: proposed.id, amount: euros(7_000), forecastCategory: 'omitted' }),
    deal({ stage: proposed.id, amount: euros(7_000), expectedCloseDate: '2026-04-01' }),
    deal({ stage: proposed.id, amount: euros(7_000), expectedCloseDate: null }),
  ];
  const { rows, total, undated } = forecast(figuresOf(deals), quarter, 'EUR');

  it('weighs what is open, counts won in full and apart, and lost never', () => {
    expect(total.won).toEqual({ count: 1, amount: euros(4_000) });
    expect(total.lost).toEqual({ count: 1, amount: euros(9_000) });
    expect(total.open).toEqual({ count: 4, amount: euros(6_501) });
    expect(total.weighted).toEqual(euros(200 + 1_001 + 2_400 + 400));
    expect(total.expected).toEqual(euros(8_001));
    expect(undated).toBe(1);
  });

  it('is by category, alone and cumulative', () => {
    const amounts = Object.fromEntries(
      Object.entries(total.categories).map(([category, { amount }]) => [category, amount.amount]),
    );
    expect(amounts).toEqual({ pipeline: 1_000, bestCase: 2_001, commit: 3_500, closed: 4_000, omitted: 7_000 });
    expect(total.cumulative).toEqual({ commit: euros(7_500), bestCase: euros(9_501), pipeline: euros(10_501) });
  });

  it("a deal's own category goes before its stage's, without moving it", () => {
    expect(categoryOf(aDeal({ forecastCategory: 'commit' }), qualified)).toBe('commit');
    expect(categoryOf(aDeal(), qualified)).toBe('pipeline');
    expect(categoryOf(aDeal({ forecastCategory: 'closed' }), qualified)).toBe('commit');
    expect(categoryOf(aDeal({ forecastCategory: 'commit' }), won)).toBe('closed');
    expect(categoryOf(aDeal({ forecastCategory: 'commit' }), lost)).toBe('omitted');
  });

  it('is by owner, and the owners add up to the total', () => {
    expect(rows.map(({ owner, open }) => [owner, open.amount.amount])).toEqual([
      [anna, 6_001],
      [ben, 500],
    ]);
  });

  it("takes the manager's word before the owner's, and that before the deals'; the total follows", () => {
    const word = (fields: Partial<ForecastAdjustment>): ForecastAdjustment => ({
      ...envelope,
      type: 'forecastAdjustment',
      id: idOf(++made),
      user: anna,
      periodStart: quarter.start,
      periodEnd: quarter.end,
      category: 'commit',
      level: 'owner',
      amount: euros(3_500),
      adjustedAt: '2026-02-01T09:00:00.000Z',
      ...fields,
    });
    const owners = [word({}), word({ amount: euros(3_200), adjustedAt: '2026-02-02T09:00:00.000Z' })];
    const byOwner = forecast(figuresOf(deals), quarter, 'EUR', { adjustments: owners });
    expect(byOwner.rows[0]?.categories.commit).toEqual({
      count: 1,
      calculated: euros(3_000),
      owner: euros(3_200),
      manager: null,
      amount: euros(3_200),
    });
    const byManager = forecast(figuresOf(deals), quarter, 'EUR', {
      adjustments: [...owners, word({ level: 'manager', amount: euros(2_500) })],
    });
    expect(byManager.rows[0]?.categories.commit.amount).toEqual(euros(2_500));
    expect(byManager.total.categories.commit).toMatchObject({ calculated: euros(3_500), amount: euros(3_000) });
    expect(byManager.total.cumulative.commit).toEqual(euros(7_000));
    const other = forecast(figuresOf(deals), quarter, 'EUR', { adjustments: [word({ periodEnd: '2026-12-31' })] });
    expect(other.rows[0]?.categories.commit.owner).toBeNull();
  });

  it('measures itself against the quota', () => {
    const quota = (user: string, amount: number): Quota => ({
      ...envelope,
      type: 'quota',
      id: idOf(++made),
      user,
      periodStart: quarter.start,
      periodEnd: quarter.end,
      amount: euros(amount),
    });
    const { total, rows } = forecast(figuresOf(deals), quarter, 'EUR', {
      quotas: [quota(anna, 8_000), quota(idOf(803), 2_000)],
    });
    expect(rows[0]).toMatchObject({ quota: euros(8_000), attainment: 0.5, coverage: 6_001 / 4_000 });
    expect(rows[1]).toMatchObject({ owner: ben, quota: null, attainment: null, coverage: null });
    expect(rows[2]).toMatchObject({ owner: idOf(803), attainment: 0, coverage: 0 });
    expect(total).toMatchObject({ quota: euros(10_000), attainment: 0.4, coverage: 6_501 / 6_000 });
  });

  it("a close date is a day, in whatever zone; a day of closing is the organisation's", () => {
    const late = deal({ stage: won.id, closedAt: '2026-03-31T22:30:00.000Z', amount: euros(1) });
    expect(forecast(figuresOf([late]), quarter, 'EUR').total.won.count).toBe(0);
    const edge = deal({ expectedCloseDate: quarter.end });
    const west = dealFigures(
      [edge],
      stages,
      { currency: 'EUR', rates: [] },
      { now: context.now, timeZone: 'Pacific/Honolulu' },
    ).figures;
    expect(forecast(west, quarter, 'EUR').total.open.count).toBe(1);
  });

  it('P13 plays out the same from the same seed, between nothing and all, about the weighted sum', () => {
    const figures = figuresOf(
      Array.from({ length: 40 }, () => deal({ stage: proposed.id, probability: 0.5, amount: euros(1_000) })),
    );
    const play = (seed: number) =>
      simulateForecast(figures, 'EUR', { runs: 4_000, random: seededRandom(seed), target: euros(20_000) });
    const result = play(7);
    expect(play(7)).toEqual(result);
    expect(play(8)).not.toEqual(result);
    // The mean of 4,000 plays of 40 coins is within five standard errors (50) of 20 heads.
    expect(Math.abs(result.mean.amount - 20_000)).toBeLessThan(250);
    const { p10, p25, p50, p75, p90 } = result.percentiles;
    expect([p10, p25, p50, p75, p90].map(({ amount }) => amount)).toEqual([16_000, 18_000, 20_000, 22_000, 24_000]);
    expect(result.chanceOfTarget).toBeCloseTo(0.56, 1);
    expect(result.bins.length).toBeLessThanOrEqual(24);
    expect(result.bins.reduce((sum, { count }) => sum + count, 0)).toBe(result.runs);
    const upTo = result.bins.filter(({ from }) => from.amount <= p50.amount);
    expect(upTo.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(result.runs / 2);
    expect(upTo.slice(0, -1).reduce((sum, { count }) => sum + count, 0)).toBeLessThan(result.runs / 2);
    for (const [index, { from }] of result.bins.entries())
      if (index > 0) expect(from.amount).toBe(result.bins[index - 1]!.to.amount + 1);
    const never = figuresOf([deal({ probability: 0, amount: euros(7) })]);
    expect(simulateForecast(never, 'EUR', { runs: 10, random: () => 0 }).mean).toEqual(euros(0));
    const sure = figuresOf([
      deal({ stage: won.id, status: 'won', amount: euros(5) }),
      deal({ probability: 0, amount: euros(7) }),
      deal({ probability: 1, amount: euros(11) }),
    ]);
    expect(simulateForecast(sure, 'EUR', { runs: 100, random: seededRandom(1) }).percentiles).toMatchObject({
      p10: euros(16),
      p90: euros(16),
    });
    expect(simulateForecast(sure, 'EUR', { runs: 100, random: seededRandom(1) }).bins).toEqual([
      { from: euros(16), to: euros(16), count: 100 },
    ]);
  });
});

describe('P14 a snapshot', () => {
  it('keeps every deal as it stands, or none', () => {
    const deals = [deal({ amount: euros(1_000), probability: 0.2 }), deal({ amount: null, expectedCloseDate: null })];
    const { patches } = decided(takeSnapshot(deals, stages, { currency: 'EUR', rates: [] }, context));
    expect(patches).toMatchObject([
      {
        op: 'create',
        type: 'forecastSnapshot',
        set: {
          takenAt: context.now,
          currency: 'EUR',
          deals: [
            {
              deal: deals[0]!.id,
              owner: anna,
              status: 'open',
              category: 'pipeline',
              amount: 1_000,
              weighted: 200,
              day: '2026-03-31',
            },
            { deal: deals[1]!.id, owner: anna, status: 'open', category: 'pipeline', amount: 0, weighted: 0 },
          ],
        },
      },
    ]);
    const foreign = deal({ amount: { amount: 1, currency: 'USD' } });
    expect(takeSnapshot([...deals, foreign], stages, { currency: 'EUR', rates: [] }, context)).toMatchObject({
      code: 'rate-missing',
      params: { deals: [foreign.id] },
    });
  });
});
