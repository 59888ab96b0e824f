import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../memory/index.ts';
import type { AnyRecord, Deal, ExchangeRate } from '../model/index.ts';
import { aContext, aDeal, envelope, idOf, ids, lost, proposed, qualified, sales, stages, won } from './a-pipeline.ts';
import { columnQuery, columnTotals } from './index.ts';

const context = aContext({ now: '2026-06-01T12:00:00.000Z' });
const rate = (id: number, validFrom: string, price: number): ExchangeRate => ({
  ...envelope,
  type: 'exchangeRate',
  id: idOf(id),
  from: 'USD',
  to: 'EUR',
  rate: price,
  validFrom,
  source: 'ECB',
});
const rates = [rate(1, '2026-01-01', 0.9), rate(2, '2026-05-01', 0.8)];
const dollars = (amount: number) => ({ amount, currency: 'USD' });

function storeOf(deals: readonly Deal[]) {
  const pipeline = { ...envelope, type: 'pipeline', id: sales, name: 'Sales' } as AnyRecord;
  return createMemoryStore({
    clock: () => Date.parse(context.now),
    newId: ids(),
    records: [pipeline, ...stages, ...deals] as readonly AnyRecord[],
  });
}

describe("P18 a column's totals", () => {
  it("are the backend's over every deal under the filter, open ones weighted, closed ones at the rate of their day", async () => {
    const open = Array.from({ length: 250 }, (_, index) =>
      aDeal({
        id: idOf(1_000 + index),
        amount: { amount: 100, currency: 'EUR' },
        probability: index % 2 === 0 ? 0.25 : 0.5,
      }),
    );
    const deals = [
      ...open,
      aDeal({ id: idOf(2_000), stage: proposed.id, amount: dollars(1_000), probability: 0.5 }),
      aDeal({ id: idOf(2_001), stage: proposed.id, amount: { amount: 7, currency: 'GBP' } }),
      aDeal({
        id: idOf(2_002),
        stage: won.id,
        status: 'won',
        amount: dollars(1_000),
        probability: 1,
        closedAt: '2026-04-30T12:00:00.000Z',
      }),
      aDeal({
        id: idOf(2_003),
        stage: won.id,
        status: 'won',
        amount: dollars(1_000),
        probability: 1,
        closedAt: '2026-04-30T22:30:00.000Z',
      }),
      aDeal({
        id: idOf(2_004),
        stage: lost.id,
        status: 'lost',
        amount: dollars(1_000),
        probability: 0,
        closedAt: '2026-04-30T12:00:00.000Z',
      }),
      aDeal({ id: idOf(2_005), name: 'Another' }),
    ];
    const backend = storeOf(deals).backendFor({ tenant: 'house', role: 'agent', user: idOf(900) });
    const query = columnQuery({ field: 'name', op: 'eq', value: 'Spectrometers' }, context.timeZone);
    const answer = await backend.aggregate(query);
    const totals = new Map(
      columnTotals(answer, stages, { currency: 'EUR', rates }, context).map((total) => [total.stage, total]),
    );
    expect(totals.get(qualified.id)).toMatchObject({
      count: 250,
      amount: { amount: 25_000 },
      weighted: { amount: 9_375 },
      partial: false,
    });
    expect(totals.get(proposed.id)).toMatchObject({
      count: 2,
      amount: { amount: 800 },
      weighted: { amount: 400 },
      unconverted: [{ amount: 7, currency: 'GBP' }],
    });
    // 22:30 UTC is 1 May in Berlin.
    expect(totals.get(won.id)).toMatchObject({ count: 2, amount: { amount: 1_700 }, weighted: { amount: 1_700 } });
    expect(totals.get(lost.id)).toMatchObject({ count: 1, amount: { amount: 900 }, weighted: { amount: 0 } });
  });

  it('are marked partial where the backend could not count all', () => {
    const totals = columnTotals({ rows: [], partial: true }, stages, { currency: 'EUR', rates }, context);
    expect(totals.every(({ partial }) => partial)).toBe(true);
  });
});
