import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardModel, type AnyRecord } from '../model/index.ts';
import { blockSize, narrowOf } from './block.ts';
import { compileTest } from './compile-test.ts';
import { compile } from './compile.ts';
import type { FilterContext } from './context.ts';
import { evaluate } from './evaluate.ts';
import type { Filter } from './filter.ts';
import { select } from './select.ts';

const idOf = (index: number): string => `0190aaaa-0000-7000-8000-${String(index).padStart(12, '0')}`;
const record = (type: string, index: number, fields: object): AnyRecord => ({
  type,
  id: idOf(index),
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  externalIds: {},
  custom: {},
  ...fields,
});
const now = '2026-11-21T12:00:00.000Z';
const nextYear = '2027-11-21T12:00:00.000Z';

/** More than a first sample is made of. */
const many = 600;

describe('compile', () => {
  const companies = ['Größe AG', 'grosse ag', 'Ypsilon'].map((name, index) => record('company', index, { name }));
  const contexts = (extra: Partial<FilterContext>): FilterContext => ({
    model: standardModel,
    now,
    timeZone: 'UTC',
    resolve: ({ id }) => companies.find((company) => company.id === id),
    referring: () => [],
    ...extra,
  });

  it('F13: answers as evaluate does, in whatever order it has come to ask', () => {
    const contacts = fc
      .record(
        {
          name: fc.constantFrom('Jürgen', 'JURGEN', 'Straße', 'ﬁ', 'Иван', ''),
          jobTitle: fc.constantFrom(null, 'Buyer', 'bûyer', 'a rather long title'),
          company: fc.constantFrom(null, ...companies.map(({ id }) => id)),
          birthday: fc.constantFrom('2026-11-21', '2027-11-01', '1990-02-03'),
          lifecycleStage: fc.constantFrom('lead', 'customer', 'opportunity'),
          tags: fc.subarray(['vip', 'Ümlaut', 'a tag of some length']),
          roles: fc.subarray(['partner', 'customer']),
          createdAt: fc.constantFrom('2026-11-20T00:00:00.000Z', '2024-01-01T00:00:00.000Z'),
          version: fc.nat(5),
        },
        { requiredKeys: ['createdAt', 'version'] },
      )
      .map((fields) => record('contact', 9, fields));
    const clauses = fc.constantFrom<Filter>(
      { field: 'name', op: 'contains', value: 'ss' },
      { field: 'name', op: 'gte', value: 'jurgen' },
      { field: 'name', op: 'eq', value: 'jürgen' },
      { field: 'jobTitle', op: 'ne', value: 'BUYER' },
      { field: 'jobTitle', op: 'in', value: ['buyer', 'x'] },
      { field: 'jobTitle', op: 'exists', value: false },
      { field: 'company.name', op: 'startsWith', value: 'GROSSE' },
      { field: 'company', op: 'in', value: [idOf(0), idOf(2)] },
      { field: 'birthday', op: 'within', value: { last: 2, unit: 'month' } },
      { field: 'birthday', op: 'between', value: ['1990-01-01', '2026-12-31'] },
      { field: 'lifecycleStage', op: 'in', value: ['lead', 'opportunity'] },
      { field: 'tags', op: 'has', value: 'umlaut' },
      { field: 'roles', op: 'has', value: 'partner' },
      { field: 'createdAt', op: 'lt', value: '2026-01-01T00:00:00.000Z' },
      { field: 'createdAt', op: 'gte', value: '2024-01-01T00:00:00.000Z' },
      { field: 'lifecycleStage', op: 'eq', value: 'lead' },
      { field: 'birthday', op: 'ne', value: '1990-02-03' },
      { field: 'company', op: 'eq', value: idOf(0) },
      { field: 'company.name', op: 'eq', value: 'ypsilon' },
      { field: 'version', op: 'eq', value: 2 },
      { field: 'version', op: 'ne', value: 3 },
      { field: 'version', op: 'gt', value: 2 },
      { field: 'version', op: 'lte', value: 4 },
      { field: 'version', op: 'lt', value: 3 },
      { field: 'version', op: 'gte', value: 1 },
      { field: 'owner', op: 'eq', value: { actor: 'user' } },
    );
    const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        clauses,
        fc.record({ and: fc.array(tie('filter'), { maxLength: 6 }) }),
        fc.record({ or: fc.array(tie('filter'), { maxLength: 6 }) }),
        fc.record({ not: tie('filter') }),
      ),
    }));
    fc.assert(
      fc.property(filters, fc.array(contacts, { minLength: 5, maxLength: 20 }), (filter, pool) => {
        const context = contexts({});
        const expected = pool.map((one) => evaluate(filter, one, context));
        const later = pool.map((one) => evaluate(filter, one, { ...context, now: nextYear }));
        const test = compile(filter, 'contact', context);
        for (let index = 0; index < many; index++) test(pool[index % pool.length] as AnyRecord);
        expect(pool.map((one) => test(one))).toEqual(expected);
        expect(pool.map((one) => test(one, nextYear))).toEqual(later);
        // Clause by clause, whether that takes less time or not: those that it holds for, and those that it does not.
        const narrow = narrowOf(compileTest(filter, 'contact', context));
        for (const wanted of [true, false]) {
          const places = Int32Array.from(pool.keys());
          const look = { records: pool, values: [], now, fetched: 0 };
          const count = narrow(look, places, pool.length, wanted);
          expect([...places.subarray(0, count)]).toEqual([...pool.keys()].filter((at) => expected[at] === wanted));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('F16: selects those that the filter holds for, in their order, of an array or of what is gone through once', () => {
    const filter: Filter = {
      and: [
        {
          or: [
            { field: 'name', op: 'contains', value: 'an' },
            { field: 'jobTitle', op: 'contains', value: 'buyer' },
          ],
        },
        { not: { field: 'birthday', op: 'lt', value: '1980-01-01' } },
        { field: 'tags', op: 'has', value: 'vip' },
        { field: 'version', op: 'gt', value: 2 },
      ],
    };
    const light: Filter = { field: 'version', op: 'gt', value: 2 };
    // Blocks of each length of the last one, and records that become others on the way.
    for (const count of [0, 1, blockSize - 1, blockSize, blockSize + 1, 5 * blockSize + 7]) {
      const contacts = Array.from({ length: count }, (_, index) =>
        record('contact', index, {
          name: index % 3 === 0 ? 'Anna' : 'Eve',
          jobTitle: index % 5 === 0 ? null : 'A buyer of goods',
          birthday: index < 3 * blockSize ? '1990-01-01' : `19${70 + (index % 20)}-01-01`,
          tags: index % 2 === 0 ? ['vip'] : [],
          version: index % 7,
        }),
      );
      for (const asked of [filter, light]) {
        const expected = contacts.filter((contact) => evaluate(asked, contact, contexts({})));
        expect([...select(asked, 'contact', contacts, contexts({}))]).toEqual(expected);
        expect([...select(asked, 'contact', new Set(contacts), contexts({}))]).toEqual(expected);
      }
    }
  });

  it('asks first what decides for the records there are, and asks anew when they become others', () => {
    let followed = 0;
    const context = contexts({
      resolve: ({ id }) => {
        followed += 1;
        return companies.find((company) => company.id === id);
      },
    });
    const test = compile(
      {
        or: [
          { field: 'company.name', op: 'ne', value: 'Ypsilon' },
          { field: 'jobTitle', op: 'contains', value: 'buyer' },
        ],
      },
      'contact',
      context,
    );
    const followedFor = (contact: AnyRecord, times: number): number => {
      followed = 0;
      for (let index = 0; index < times; index++) expect(test(contact)).toBe(true);
      return followed;
    };
    const byTitle = record('contact', 1, { jobTitle: 'Buyer', company: idOf(2) });
    const byCompany = record('contact', 2, { jobTitle: 'Engineer', company: idOf(0) });
    expect(followedFor(byTitle, 100)).toBe(100);
    followedFor(byTitle, many);
    expect(followedFor(byTitle, 100)).toBe(0);
    followedFor(byCompany, 5 * many);
    expect(followedFor(byTitle, 100)).toBe(100);
    followedFor(byTitle, 20 * many);
    expect(followedFor(byTitle, 100)).toBe(0);
  });
});
