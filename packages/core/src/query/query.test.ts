import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../failure/index.ts';
import { checkFilter, evaluate, type FilterContext } from '../filter/index.ts';
import { fieldPath, standardModel, type AnyRecord } from '../model/index.ts';
import { checkAggregate, checkQuery } from './check-query.ts';
import { compareRecords, orderOf } from './order-of.ts';
import type { AggregateQuery, Query } from './query.ts';
import { runAggregate } from './run-aggregate.ts';
import { runQuery } from './run-query.ts';
import { searchFilter } from './search-filter.ts';

const idOf = (index: number): string => `0190aaaa-0000-7000-8000-${String(index).padStart(12, '0')}`;
const deal = (index: number, fields: object): AnyRecord => ({
  type: 'deal',
  id: idOf(index),
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  externalIds: {},
  custom: {},
  name: 'x',
  ...fields,
});
const context: FilterContext = {
  model: standardModel,
  now: '2026-11-21T12:00:00.000Z',
  timeZone: 'Europe/Berlin',
  resolve: () => undefined,
  referring: () => [],
};
const sorted = (records: readonly AnyRecord[], field: string, direction: 'asc' | 'desc' = 'asc') =>
  records
    .toSorted(compareRecords(orderOf(standardModel, 'deal', [{ field, direction }]), context))
    .map((record) => record[field]);

describe('order (Q1, Q2, Q4)', () => {
  it('goes by folded code points, missing values last in either direction', () => {
    const records = ['b', 'É', null, 'e', '𝒳z', '\uffee', 'A'].map((name, index) => deal(index, { lossReason: name }));
    expect(sorted(records, 'lossReason')).toEqual(['A', 'b', 'É', 'e', '𝒳z', '\uffee', null]);
    expect(sorted(records, 'lossReason', 'desc')).toEqual(['\uffee', '𝒳z', 'É', 'e', 'b', 'A', null]);
  });
  it('puts choices in their own order, false before true, money by currency', () => {
    expect(
      sorted(
        ['won', 'lost', 'open', 'ancient'].map((status, index) => deal(index, { status })),
        'status',
      ),
    ).toEqual(['open', 'won', 'lost', 'ancient']);
    const money = [
      ['USD', 1],
      ['EUR', 5],
      ['EUR', -5],
    ].map(([currency, amount], index) => deal(index, { amount: { amount, currency } }));
    expect(sorted(money, 'amount')).toEqual([
      { amount: -5, currency: 'EUR' },
      { amount: 5, currency: 'EUR' },
      { amount: 1, currency: 'USD' },
    ]);
  });
  it('ends with the id, ascending', () => {
    const records = [3, 1, 2].map((index) => deal(index, {}));
    expect(
      runQuery(records, { type: 'deal', orderBy: [{ field: 'name', direction: 'desc' }] }, context).records.map(
        ({ id }) => id,
      ),
    ).toEqual([1, 2, 3].map(idOf));
    expect(runQuery(records, { type: 'deal' }, context).records.map(({ id }) => id)).toEqual([1, 2, 3].map(idOf));
  });
  it('refuses sets and unknown fields', () => {
    expect(() => orderOf(standardModel, 'deal', [{ field: 'tags', direction: 'asc' }])).toThrow(InvalidInputError);
    expect(() => orderOf(standardModel, 'deal', [{ field: 'nothing', direction: 'asc' }])).toThrow(/nothing/);
  });
});

describe('pages (Q3)', () => {
  const records = Array.from({ length: 500 }, (_, index) => deal(index, { probability: (index * 7) % 10 }));
  const query: Query = { type: 'deal', orderBy: [{ field: 'probability', direction: 'desc' }], limit: 7 };

  it('gives the first of many as sorting all of them would', () => {
    const all = runQuery(records, { ...query, limit: 1000 }, context).records;
    expect(all.length).toBe(500);
    expect(runQuery(records, query, context).records).toEqual(all.slice(0, 7));
  });
  it('goes on behind the last record of the page before', () => {
    const all = runQuery(records, { ...query, limit: 1000 }, context).records;
    const paged: AnyRecord[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = runQuery(records, { ...query, after }, context);
      paged.push(...page.records);
      after = page.next;
    }
    expect(paged).toEqual(all);
  });
  it('ends without a next', () => {
    expect(runQuery(records.slice(0, 7), query, context).next).toBe(null);
    expect(runQuery(records.slice(0, 8), query, context).next).not.toBe(null);
  });
  it('counts all matches whichever page is asked for', () => {
    const { next } = runQuery(records, query, context);
    expect(runQuery(records, { ...query, after: String(next), total: true }, context).total).toEqual({
      kind: 'exact',
      value: 500,
    });
    expect(runQuery(records, query, context).total).toEqual({ kind: 'unknown' });
  });
  it('refuses the place of another query', () => {
    const after = String(runQuery(records, query, context).next);
    expect(runQuery(records, { ...query, after, limit: 3 }, context).records.length).toBe(3);
    for (const other of [
      { ...query, orderBy: [{ field: 'probability', direction: 'asc' as const }] },
      { ...query, where: { field: 'name', op: 'eq' as const, value: 'x' } },
      { type: 'deal' },
      { ...query, type: 'contact', orderBy: [] },
    ])
      expect(() => runQuery(records, { ...other, after }, context)).toThrow(InvalidInputError);
    for (const broken of ['', 'x', '!!!', btoa('[]'), btoa('{"a":1}'), after.slice(0, -4)])
      expect(() => runQuery(records, { ...query, after: broken }, context)).toThrow(/another query/);
  });
});

describe('figures (Q5)', () => {
  const records = [
    deal(1, {
      lossReason: 'price',
      closedAt: '2026-03-31T22:30:00.000Z',
      amount: { amount: 10, currency: 'USD' },
      probability: 0.1,
    }),
    deal(2, {
      lossReason: 'Price',
      closedAt: '2026-03-31T21:30:00.000Z',
      amount: { amount: 5, currency: 'EUR' },
      probability: 0.2,
    }),
    deal(3, { lossReason: null, amount: { amount: 6, currency: 'EUR' } }),
    deal(4, { lossReason: 'zeal', probability: 0.3 }),
  ];
  const rows = (query: Omit<AggregateQuery, 'type'>) => runAggregate(records, { type: 'deal', ...query }, context).rows;

  it('groups text that folds alike under the first of its spellings, missing last', () => {
    expect(rows({ by: ['lossReason'], measures: { n: 'count' } })).toEqual([
      { key: ['Price'], figures: { n: 2 } },
      { key: ['zeal'], figures: { n: 1 } },
      { key: [null], figures: { n: 1 } },
    ]);
  });
  it('sums numbers as decimals, money by currency', () => {
    expect(
      rows({
        measures: {
          sum: { sum: 'probability' },
          avg: { avg: 'probability' },
          amount: { sum: 'amount' },
          mean: { avg: 'amount' },
          most: { max: 'amount' },
          last: { max: 'closedAt' },
        },
      }),
    ).toEqual([
      {
        key: [],
        figures: {
          sum: 0.6,
          avg: 0.2,
          amount: [
            { amount: 11, currency: 'EUR' },
            { amount: 10, currency: 'USD' },
          ],
          mean: [
            { amount: 6, currency: 'EUR' },
            { amount: 10, currency: 'USD' },
          ],
          most: [
            { amount: 6, currency: 'EUR' },
            { amount: 10, currency: 'USD' },
          ],
          last: '2026-03-31T22:30:00.000Z',
        },
      },
    ]);
  });
  it('names a calendar unit by its first day in the zone', () => {
    expect(rows({ by: [{ field: 'closedAt', unit: 'month' }], measures: { n: 'count' } })).toEqual([
      { key: ['2026-03-01'], figures: { n: 1 } },
      { key: ['2026-04-01'], figures: { n: 1 } },
      { key: [null], figures: { n: 2 } },
    ]);
  });
  it('has one row without keys, and nothing where there is nothing', () => {
    expect(
      runAggregate(
        [],
        { type: 'deal', measures: { n: 'count', sum: { sum: 'probability' }, money: { avg: 'amount' } } },
        context,
      ).rows,
    ).toEqual([{ key: [], figures: { n: 0, sum: null, money: null } }]);
    expect(runAggregate([], { type: 'deal', by: ['status'], measures: { n: 'count' } }, context).rows).toEqual([]);
  });
});

describe('checkQuery and checkAggregate', () => {
  it('name each fault by its path', () => {
    const paths = (issues: readonly { readonly path: readonly unknown[]; readonly code: string }[]) =>
      issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    expect(
      paths(
        checkQuery(standardModel, {
          type: 'deal',
          where: { not: { field: 'x', op: 'eq', value: 1 } },
          orderBy: [{ field: 'tags', direction: 'asc' }],
          timeZone: 'Mars',
        }),
      ),
    ).toEqual(['where.not.field unknown-field', 'orderBy.0.field not-sortable', 'timeZone unknown-time-zone']);
    expect(
      paths(
        checkAggregate(standardModel, {
          type: 'deal',
          by: ['tags', { field: 'name', unit: 'day' }],
          measures: { a: { sum: 'name' }, b: { avg: 'nothing' } },
        }),
      ),
    ).toEqual([
      'by.0 not-sortable',
      'by.1.field not-a-time',
      'measures.a.sum measure-misfit',
      'measures.b.avg unknown-field',
    ]);
    expect(paths(checkQuery(standardModel, { type: 'nothing' }))).toEqual(['type unknown-type']);
  });
});

describe('searchFilter', () => {
  it('finds records that have every word, somewhere', () => {
    const found = (text: string, fields: object) =>
      evaluate(searchFilter(standardModel, 'contact', text), { ...deal(1, {}), type: 'contact', ...fields }, context);
    expect(found('  jurgen acme ', { name: 'Jürgen', email: 'j@acme.example' })).toBe(true);
    expect(found('jurgen acme', { name: 'Jürgen', email: null })).toBe(false);
    expect(found('', { name: '' })).toBe(true);
    expect(found('100%', { name: '100 percent' })).toBe(false);
  });
  it('is a valid filter however long the text', () => {
    expect(
      checkFilter(standardModel, 'contact', searchFilter(standardModel, 'contact', 'word '.repeat(1_000))),
    ).toEqual([]);
    expect(evaluate(searchFilter(standardModel, 'pipeline', 'x'), { ...deal(1, {}), type: 'pipeline' }, context)).toBe(
      fieldPath(standardModel, 'pipeline', 'name')?.field.searchable ?? false,
    );
  });
});
