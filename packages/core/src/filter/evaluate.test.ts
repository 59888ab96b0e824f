import { describe, expect, it } from 'vitest';
import { fieldPath, standardModel, valueAt, type AnyRecord } from '../model/index.ts';
import { bindActor } from './bind-actor.ts';
import { compile } from './compile.ts';
import { compileWith } from './compile-with.ts';
import type { FilterContext } from './context.ts';
import { dependenciesOf } from './dependencies-of.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import type { Filter } from './filter.ts';
import { spanWindow } from './span-window.ts';

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

const company = record('company', 1, {
  name: 'Größe AG',
  country: 'DE',
  annualRevenue: { amount: 100, currency: 'EUR' },
});
const contact = record('contact', 2, {
  name: 'Jürgen Straße',
  email: null,
  company: company.id,
  tags: ['VIP', 'Über'],
  roles: ['partner'],
  birthday: '2026-11-21',
});
const orphan = record('contact', 3, { name: '', company: idOf(99), tags: [] });
const deals = [
  record('deal', 11, {
    name: 'a',
    contact: contact.id,
    status: 'won',
    amount: { amount: 10, currency: 'EUR' },
    probability: 0.1,
  }),
  record('deal', 12, {
    name: 'b',
    contact: contact.id,
    status: 'won',
    amount: { amount: 20, currency: 'EUR' },
    probability: 0.2,
  }),
  record('deal', 13, {
    name: 'c',
    contact: contact.id,
    status: 'open',
    amount: { amount: 500, currency: 'USD' },
    probability: 0.3,
  }),
  record('deal', 14, { name: 'd', contact: contact.id, status: 'lost' }),
];
const all = [company, contact, orphan, ...deals];
const context: FilterContext = {
  model: standardModel,
  now: '2026-11-21T12:00:00.000Z',
  timeZone: 'Europe/Berlin',
  resolve: ({ type, id }) => all.find((one) => one.type === type && one.id === id),
  referring: (type, field, id) =>
    all.filter((one) => one.type === type && valueAt(one, fieldPath(standardModel, type, field)!.key) === id),
};

function holds(filter: Filter, of: AnyRecord = contact): boolean {
  const answer = evaluate(filter, of, context);
  expect(compile(filter, of.type, context)(of)).toBe(answer);
  if (!JSON.stringify(filter).includes('"related"'))
    expect(compileWith({ spanWindow }, filter, of.type, context)(of)).toBe(answer);
  expect(explain(filter, of, context).holds).toBe(answer);
  return answer;
}

describe('filters of fields', () => {
  it('F1: an empty conjunction is every record, an empty disjunction none', () => {
    expect(holds({ and: [] })).toBe(true);
    expect(holds({ or: [] })).toBe(false);
    expect(holds({ not: { or: [] } })).toBe(true);
  });

  it.each(['eq', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith', 'endsWith'] as const)(
    'F2: a missing value fails %s',
    (op) => {
      for (const of of [contact, orphan]) expect(holds({ field: 'email', op, value: '' }, of)).toBe(false);
    },
  );
  it('an empty list of structured detail is there, an empty set is not', () => {
    const meeting = record('activity', 20, { kind: 'meeting', participants: [], contacts: [] });
    const exists = (field: string): boolean => {
      const filter: Filter = { field, op: 'exists', value: true };
      const answer = evaluate(filter, meeting, context);
      expect(compile(filter, 'activity', context)(meeting)).toBe(answer);
      return answer;
    };
    expect(exists('participants')).toBe(true);
    expect(exists('contacts')).toBe(false);
  });

  it('F2: a missing value passes ne and exists: false', () => {
    for (const field of ['email', 'jobTitle', 'company.taxId']) {
      expect(holds({ field, op: 'ne', value: 'x' })).toBe(true);
      expect(holds({ field, op: 'exists', value: false })).toBe(true);
      expect(holds({ field, op: 'exists', value: true })).toBe(false);
      expect(holds({ field, op: 'in', value: ['x'] })).toBe(false);
    }
    expect(holds({ field: 'tags', op: 'exists', value: true }, orphan)).toBe(false);
    expect(holds({ field: 'company.name', op: 'ne', value: 'x' }, orphan)).toBe(true);
    expect(holds({ field: 'name', op: 'exists', value: true }, orphan)).toBe(true);
  });

  it('F3: text compares folded, what is exact does not', () => {
    expect(holds({ field: 'name', op: 'eq', value: 'jurgen STRASSE' })).toBe(true);
    expect(holds({ field: 'name', op: 'contains', value: 'Ü' })).toBe(true);
    expect(holds({ field: 'name', op: 'endsWith', value: 'ße' })).toBe(true);
    expect(holds({ field: 'name', op: 'contains', value: '%' })).toBe(false);
    expect(holds({ field: 'tags', op: 'has', value: 'uber' })).toBe(true);
    expect(holds({ field: 'roles', op: 'has', value: 'partner' })).toBe(true);
    expect(holds({ field: 'company.name', op: 'startsWith', value: 'grosse' })).toBe(true);
  });
  it('F3: money of another currency fails everything but ne', () => {
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    for (const op of ['eq', 'lt', 'lte', 'gt', 'gte'] as const)
      expect(holds({ field: 'annualRevenue', op, value: usd(100) }, company)).toBe(false);
    expect(holds({ field: 'annualRevenue', op: 'ne', value: usd(100) }, company)).toBe(true);
    expect(
      holds({ field: 'annualRevenue', op: 'in', value: [usd(100), { amount: 100, currency: 'EUR' }] }, company),
    ).toBe(true);
  });
  it('F6: between includes both ends, and in of nothing is false', () => {
    expect(holds({ field: 'version', op: 'between', value: [1, 1] })).toBe(true);
    expect(holds({ field: 'version', op: 'between', value: [2, 0] })).toBe(false);
    expect(holds({ field: 'version', op: 'in', value: [] })).toBe(false);
    expect(holds({ field: 'name', op: 'contains', value: '\u0301' })).toBe(true);
  });
  it('F8, F9: within is half open for instants, and takes whole days of dates', () => {
    const created = (value: Filter) => holds(value, { ...contact, createdAt: '2026-11-20T12:00:00.000Z' });
    expect(created({ field: 'createdAt', op: 'within', value: { last: 1, unit: 'day' } })).toBe(true);
    expect(created({ field: 'createdAt', op: 'within', value: { last: 23, unit: 'hour' } })).toBe(false);
    expect(
      holds(
        { field: 'createdAt', op: 'within', value: { next: 1, unit: 'day' } },
        { ...contact, createdAt: context.now },
      ),
    ).toBe(true);
    expect(
      holds(
        { field: 'createdAt', op: 'within', value: { last: 1, unit: 'day' } },
        { ...contact, createdAt: context.now },
      ),
    ).toBe(false);
    expect(holds({ field: 'birthday', op: 'within', value: { last: 1, unit: 'minute' } })).toBe(true);
    expect(holds({ field: 'birthday', op: 'within', value: { this: 'day', offset: 1 } })).toBe(false);
  });
  it('F12: an asker without the id makes the clause false, also with ne', () => {
    const mine: Filter = {
      or: [
        { field: 'owner', op: 'ne', value: { actor: 'user' } },
        {
          related: 'deals',
          where: { field: 'owner', op: 'eq', value: { actor: 'user' } },
          measure: 'count',
          op: 'gt',
          value: 0,
        },
      ],
    };
    expect(holds(mine)).toBe(false);
    expect(holds(bindActor(mine, {}))).toBe(false);
    expect(bindActor(mine, { user: idOf(5) })).toEqual({
      or: [
        { field: 'owner', op: 'ne', value: idOf(5) },
        { related: 'deals', where: { field: 'owner', op: 'eq', value: idOf(5) }, measure: 'count', op: 'gt', value: 0 },
      ],
    });
  });
});

describe('filters of related records', () => {
  const eur = (amount: number) => ({ amount, currency: 'EUR' });
  const won: Filter = { field: 'status', op: 'eq', value: 'won' };
  it('F10: count and sum of none are 0, other figures of none are missing', () => {
    expect(holds({ related: 'deals', measure: 'count', op: 'eq', value: 0 }, orphan)).toBe(true);
    expect(holds({ related: 'deals', measure: { sum: 'amount' }, op: 'eq', value: eur(0) }, orphan)).toBe(true);
    for (const measure of [{ avg: 'amount' }, { min: 'amount' }, { max: 'amount' }]) {
      expect(holds({ related: 'deals', measure, op: 'gte', value: eur(0) }, orphan)).toBe(false);
      expect(holds({ related: 'deals', measure, op: 'ne', value: eur(0) }, orphan)).toBe(true);
    }
  });
  it("F10, F11: measures what satisfies where, in the operand's currency", () => {
    expect(holds({ related: 'deals', where: won, measure: 'count', op: 'between', value: [2, 3] })).toBe(true);
    expect(holds({ related: 'deals', measure: { sum: 'amount' }, op: 'eq', value: eur(30) })).toBe(true);
    expect(holds({ related: 'deals', measure: { avg: 'amount' }, op: 'eq', value: eur(15) })).toBe(true);
    expect(
      holds({ related: 'deals', measure: { max: 'amount' }, op: 'gt', value: { amount: 499, currency: 'USD' } }),
    ).toBe(true);
    expect(
      holds({ related: 'deals', measure: { min: 'createdAt' }, op: 'eq', value: '2026-01-01T00:00:00.000Z' }),
    ).toBe(true);
  });
  it('F11: sums are decimal: a tenth and two tenths and three tenths are six', () => {
    expect(0.1 + 0.2 + 0.3).not.toBe(0.6);
    expect(holds({ related: 'deals', measure: { sum: 'probability' }, op: 'eq', value: 0.6 })).toBe(true);
    expect(holds({ related: 'deals', measure: { avg: 'probability' }, op: 'eq', value: 0.2 })).toBe(true);
  });
});

describe('explain (F13)', () => {
  it('names what each clause saw', () => {
    const why = explain(
      {
        and: [
          { field: 'company.name', op: 'eq', value: 'x' },
          {
            not: {
              related: 'deals',
              where: { field: 'status', op: 'eq', value: 'won' },
              measure: { sum: 'amount' },
              op: 'gt',
              value: { amount: 25, currency: 'EUR' },
            },
          },
        ],
      },
      contact,
      context,
    );
    expect(why).toMatchObject({
      kind: 'and',
      holds: false,
      inner: [
        { kind: 'field', holds: false, seen: 'Größe AG' },
        {
          kind: 'not',
          holds: false,
          inner: { kind: 'related', holds: true, seen: { amount: 30, currency: 'EUR' }, count: 2 },
        },
      ],
    });
    expect(explain({ field: 'birthday', op: 'within', value: { this: 'day' } }, contact, context)).toMatchObject({
      span: { start: '2026-11-20T23:00:00.000Z', end: '2026-11-21T23:00:00.000Z' },
    });
  });
});

it('dependenciesOf names the types that paths and relations lead to', () => {
  const filter: Filter = {
    or: [
      { field: 'company.parent.name', op: 'eq', value: 'x' },
      {
        related: 'activities',
        where: { field: 'deal.amount', op: 'exists', value: true },
        measure: 'count',
        op: 'gt',
        value: 0,
      },
    ],
  };
  expect([...dependenciesOf(standardModel, 'contact', filter)].toSorted()).toEqual(['activity', 'company', 'deal']);
  expect(dependenciesOf(standardModel, 'contact', { field: 'company', op: 'exists', value: true }).size).toBe(0);
});
