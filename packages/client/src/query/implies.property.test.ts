import { compile, standardModel, type AnyRecord, type Filter } from '@rapport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRecord } from '../testing/index.ts';
import { implies } from './implies.ts';

const money = (amount: number) => ({ amount, currency: 'EUR' });
const amount = fc.integer({ min: 0, max: 4 }).map(money);
const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
const text = fc.constantFrom('Ada', 'ada', 'Ádá', 'Bob', 'a');
const probability = fc.integer({ min: 0, max: 4 }).map((value) => value / 4);

const deal = fc
  .record({
    name: text,
    probability: fc.option(probability, { nil: undefined }),
    expectedCloseDate: fc.option(fc.constantFrom(...days), { nil: undefined }),
    amount: fc.option(amount, { nil: undefined }),
    source: fc.option(text, { nil: undefined }),
  })
  .map((values): AnyRecord => aRecord('deal', 1, values));

const ordered = (field: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Filter> =>
  fc.oneof(
    fc.record({ field: fc.constant(field), op: fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'), value }),
    fc.record({ field: fc.constant(field), op: fc.constant('between'), value: fc.tuple(value, value) }),
    fc.record({
      field: fc.constant(field),
      op: fc.constant('in'),
      value: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ field: fc.constant(field), op: fc.constant('exists'), value: fc.boolean() }),
  ) as fc.Arbitrary<Filter>;
const clause = fc.oneof(
  ordered('probability', probability),
  ordered('expectedCloseDate', fc.constantFrom(...days)),
  ordered('name', text),
  fc.record({
    field: fc.constant('name'),
    op: fc.constantFrom('contains', 'startsWith'),
    value: text,
  }) as fc.Arbitrary<Filter>,
  fc.record({
    field: fc.constant('amount'),
    op: fc.constantFrom('eq', 'ne', 'lt', 'gte'),
    value: amount,
  }) as fc.Arbitrary<Filter>,
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 4, arbitrary: clause },
    { weight: 2, arbitrary: fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ or: fc.array(tie('filter'), { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie('filter') }) },
  ),
}));

const context = {
  model: standardModel,
  now: '2026-01-01T00:00:00.000Z',
  timeZone: 'Etc/UTC',
  resolve: () => undefined,
  referring: () => [],
} as Parameters<typeof compile>[2];

describe('a filter that is said to imply another (L11)', () => {
  it('lets no record through that the other one does not', () => {
    fc.assert(
      fc.property(filter, filter, fc.array(deal, { minLength: 1, maxLength: 20 }), (one, other, deals) => {
        // As pairs of chance seldom imply each other, those that are built to do so are tried, too.
        for (const [narrow, wide] of [
          [one, other],
          [{ and: [one, other] }, other],
          [one, { or: [other, one] }],
          [{ not: { or: [one, other] } }, { not: other }],
        ] as const) {
          if (!implies(narrow, wide)) continue;
          const [holds, holdsToo] = [compile(narrow, 'deal', context), compile(wide, 'deal', context)];
          for (const record of deals) if (holds(record)) expect(holdsToo(record)).toBe(true);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('has at least the conjuncts of the other, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(clause, { maxLength: 4 }), fc.array(clause, { maxLength: 3 }), (shared, more) => {
        expect(implies({ and: [...more, ...shared.toReversed()] }, { and: shared })).toBe(true);
      }),
    );
  });

  it.each<[Filter, Filter, boolean]>([
    [{ field: 'name', op: 'eq', value: 'x' }, { and: [] }, true],
    [{ and: [] }, { field: 'name', op: 'eq', value: 'x' }, false],
    [{ or: [] }, { field: 'name', op: 'eq', value: 'x' }, true],
    [{ field: 'a', op: 'eq', value: 'x' }, { field: 'a', op: 'in', value: ['x', 'y'] }, true],
    [{ field: 'a', op: 'in', value: ['x', 'z'] }, { field: 'a', op: 'in', value: ['x', 'y'] }, false],
    [{ field: 'a', op: 'gt', value: 3 }, { field: 'a', op: 'gte', value: 3 }, true],
    [{ field: 'a', op: 'gte', value: 3 }, { field: 'a', op: 'gt', value: 3 }, false],
    [{ field: 'a', op: 'between', value: [2, 3] }, { field: 'a', op: 'lte', value: 3 }, true],
    [{ field: 'a', op: 'lt', value: '2026-01-01' }, { field: 'a', op: 'lt', value: '2026-02-01' }, true],
    [{ field: 'a', op: 'lt', value: 'a' }, { field: 'a', op: 'lt', value: 'b' }, false],
    [{ field: 'a', op: 'contains', value: 'x' }, { field: 'a', op: 'exists', value: true }, true],
    [{ not: { field: 'a', op: 'in', value: ['x', 'y'] } }, { field: 'a', op: 'ne', value: 'x' }, true],
    [
      { field: 'a', op: 'eq', value: 'x' },
      {
        or: [
          { field: 'b', op: 'eq', value: 1 },
          { field: 'a', op: 'eq', value: 'x' },
        ],
      },
      true,
    ],
  ])('%j, %j: %j', (narrow, wide, expected) => {
    expect(implies(narrow, wide)).toBe(expected);
  });
});
