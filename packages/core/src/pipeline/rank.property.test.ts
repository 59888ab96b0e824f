import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deal } from '../model/index.ts';
import { aDeal, idOf } from './a-pipeline.ts';
import { compareInColumn, isRank, placeInColumn, rankBetween, rankColumn, ranksBetween, type Place } from './index.ts';

const rank = fc.stringMatching(/^[0-9A-Za-z]{0,4}[1-9A-Za-z]$/);

describe('P1 ranks', () => {
  it('lie between their neighbours', () => {
    fc.assert(
      fc.property(fc.option(rank), fc.option(rank), (a, b) => {
        const between = rankBetween(a, b);
        if (a !== null && b !== null && a >= b) {
          expect(between).toBeUndefined();
          return;
        }
        expect(between).toSatisfy(isRank);
        if (a !== null) expect(between! > a).toBe(true);
        if (b !== null) expect(between! < b).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are many at once, in order, between their neighbours', () => {
    fc.assert(
      fc.property(fc.option(rank), fc.option(rank), fc.integer({ min: 1, max: 300 }), (a, b, count) => {
        fc.pre(a === null || b === null || a < b);
        const ranks = ranksBetween(a, b, count)!;
        const all = [...(a === null ? [] : [a]), ...ranks, ...(b === null ? [] : [b])];
        expect(ranks).toHaveLength(count);
        expect(ranks.every(isRank)).toBe(true);
        expect(all.every((each, index) => index === 0 || (all[index - 1] as string) < each)).toBe(true);
      }),
    );
  });

  it('stay short at the ends of a column', () => {
    let [top, bottom] = ['V', 'V'];
    for (let index = 0; index < 5_000; index++) {
      top = rankBetween(null, top)!;
      bottom = rankBetween(bottom, null)!;
    }
    expect(Math.max(top.length, bottom.length)).toBeLessThanOrEqual(6);
  });
});

const step = fc.record({
  deal: fc.nat({ max: 11 }),
  kind: fc.constantFrom('first', 'last', 'before', 'after'),
  anchor: fc.nat({ max: 11 }),
});
/** Ranks as they may be found: none, alike, of foreign make. */
const found = fc.option(fc.oneof(rank, fc.constantFrom('V', 'a1234', 'a-1', '')), { nil: undefined });

describe('P1 a column', () => {
  it('is in the order in which it was put, by any moves', () => {
    fc.assert(
      fc.property(
        fc.array(found, { minLength: 2, maxLength: 12 }),
        fc.array(step, { maxLength: 60 }),
        (ranks, steps) => {
          let deals: readonly Deal[] = ranks.map((each, index) =>
            aDeal({ id: idOf(100 + index), ...(each === undefined ? {} : { rank: each }) }),
          );
          let order = [...deals].sort(compareInColumn).map(({ id }) => id);
          for (const { deal, kind, anchor } of steps) {
            const id = idOf(100 + (deal % ranks.length));
            const neighbour = idOf(100 + (anchor % ranks.length));
            if (id === neighbour) continue;
            const place: Place =
              kind === 'before'
                ? { before: neighbour }
                : kind === 'after'
                  ? { after: neighbour }
                  : (kind as 'first' | 'last');
            const placed = placeInColumn({ stage: idOf(11), deals }, id, place);
            if (!placed.ok) throw new Error(placed.code);
            const renewed = new Map([
              [id, placed.rank],
              ...placed.moved.map((each) => [each.deal.id, each.rank] as const),
            ]);
            deals = deals.map((each) => (renewed.has(each.id) ? { ...each, rank: renewed.get(each.id)! } : each));
            order = order.filter((each) => each !== id);
            const index =
              kind === 'first'
                ? 0
                : kind === 'last'
                  ? order.length
                  : order.indexOf(neighbour) + (kind === 'after' ? 1 : 0);
            order.splice(index, 0, id);
            expect([...deals].sort(compareInColumn).map((each) => each.id)).toEqual(order);
          }
        },
      ),
    );
  });

  it('keeps its keys short where everybody drops into one place', () => {
    let deals: readonly Deal[] = [aDeal({ id: idOf(1), rank: 'V' }), aDeal({ id: idOf(2), rank: 'W' })];
    let rewritten = 0;
    for (let index = 0; index < 400; index++) {
      const placed = placeInColumn({ stage: idOf(11), deals }, idOf(1_000 + index), { after: idOf(1) });
      if (!placed.ok) throw new Error(placed.code);
      const renewed = new Map(placed.moved.map((each) => [each.deal.id, each.rank]));
      rewritten += renewed.size;
      deals = [
        ...deals.map((each) => ({ ...each, rank: renewed.get(each.id) ?? each.rank! })),
        aDeal({ id: idOf(1_000 + index), rank: placed.rank }),
      ];
    }
    expect(Math.max(...deals.map((each) => each.rank!.length))).toBeLessThanOrEqual(10);
    expect(rewritten).toBeLessThan(400);
  });

  it('leaves the edge of what is loaded where it is', () => {
    const deals = ['V', 'V', 'V', 'W'].map((rank, index) => aDeal({ id: idOf(index + 1), rank }));
    const placed = placeInColumn({ stage: idOf(11), deals, partial: true }, idOf(9), { after: idOf(2) });
    expect(placed.ok && placed.moved.map(({ deal }) => deal.id)).toEqual([idOf(2), idOf(3)]);
  });

  it('that was imported without ranks is put in order once', () => {
    const deals = Array.from({ length: 2_000 }, (_, index) => aDeal({ id: idOf(index + 1) }));
    expect(placeInColumn({ stage: idOf(11), deals }, idOf(9_999), { after: idOf(1_500) })).toMatchObject({
      ok: false,
      code: 'column-unranked',
    });
    const ranked = rankColumn(deals).map(({ deal, rank }) => ({ ...deal, rank }));
    expect([...ranked].sort(compareInColumn).map(({ id }) => id)).toEqual(deals.map(({ id }) => id));
    expect(placeInColumn({ stage: idOf(11), deals: ranked }, idOf(9_999), { after: idOf(1_500) })).toMatchObject({
      ok: true,
      moved: [],
    });
  });
});
