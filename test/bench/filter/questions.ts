import type { Filter, FilterContext } from '@rapport/core';
import { compareFolded, compile, fold, foldedMatcher, foldedMember, select } from '@rapport/core/filter';
import jsonLogic, { type RulesLogic } from 'json-logic-js';
import { Query } from 'mingo';
import sift from 'sift';
import { model, now, type BenchActivity, type BenchContact, type BenchDeal } from './contacts.ts';

export type Test = (contact: BenchContact) => boolean;

/** One question, put to everybody in their own words. Text counts without case and accents: peers get it as their documentation does it. */
export interface Question {
  readonly name: string;
  readonly filter: Filter;
  /** The least code that gives the same answer. */
  readonly handWritten: Test;
  /** The same as somebody would order it who knows the records: what is left to an order, and to closures at all. */
  readonly bestOrder?: Test;
  readonly peers: Readonly<Record<string, Test>>;
  /** Ours beside each peer's time, at most. */
  readonly goals?: Readonly<Record<string, number>>;
}

const resolve = (): undefined => undefined;

/** Ours, as an application asks about a record at a time. */
export function compiled(filter: Filter, referring: FilterContext['referring']): Test {
  return compile(filter, 'contact', { model, now, timeZone: 'UTC', resolve, referring });
}

/** Ours, as an application asks about many. */
export function selected(
  filter: Filter,
  contacts: readonly BenchContact[],
  referring: FilterContext['referring'],
): Iterable<BenchContact> {
  return select(filter, 'contact', contacts, { model, now, timeZone: 'UTC', resolve, referring });
}

jsonLogic.add_operation('lower', (text: unknown) => (typeof text === 'string' ? text.toLowerCase() : ''));

const logic =
  (rules: object): Test =>
  (contact) =>
    jsonLogic.apply(rules as RulesLogic, contact) === true;
const mongo = (criteria: Record<string, unknown>): Record<string, Test> => {
  const query = new Query(criteria);
  return { sift: sift(criteria) as Test, mingo: (contact) => query.test(contact) };
};

export const simple: Question = {
  name: 'country is DE and score over 50',
  filter: {
    and: [
      { field: 'country', op: 'eq', value: 'DE' },
      { field: 'score', op: 'gt', value: 50 },
    ],
  },
  handWritten: ({ country, score }) =>
    country !== null &&
    country !== undefined &&
    compareFolded(country, 'de') === 0 &&
    score !== null &&
    score !== undefined &&
    score > 50,
  peers: {
    ...mongo({ country: 'DE', score: { $gt: 50 } }),
    'json-logic-js': logic({ and: [{ '==': [{ var: 'country' }, 'DE'] }, { '>': [{ var: 'score' }, 50] }] }),
  },
};

const [from, until] = ['2023-06-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z'];
const someCountries = ['DE', 'AT', 'CH', 'FR', 'GB', 'ES'];
const isWantedCountry = foldedMember(someCountries.map(fold));
const [hasName, hasEmail, hasTitle] = [foldedMatcher('an'), foldedMatcher('example.org'), foldedMatcher('manager')];

export const twelve: Question = {
  name: 'twelve clauses',
  filter: {
    and: [
      { field: 'country', op: 'in', value: someCountries },
      { field: 'score', op: 'gt', value: 20 },
      { field: 'createdAt', op: 'gte', value: from },
      { field: 'createdAt', op: 'lt', value: until },
      {
        or: [
          { field: 'name', op: 'contains', value: 'an' },
          { field: 'email', op: 'contains', value: 'example.org' },
          { field: 'jobTitle', op: 'contains', value: 'manager' },
        ],
      },
      {
        not: {
          or: [
            { field: 'lifecycleStage', op: 'in', value: ['former', 'subscriber'] },
            { field: 'source', op: 'eq', value: 'import' },
          ],
        },
      },
      {
        or: [
          {
            and: [
              { field: 'active', op: 'eq', value: true },
              { field: 'employees', op: 'gte', value: 10 },
            ],
          },
          { field: 'tags', op: 'has', value: 'vip' },
        ],
      },
    ],
  },
  handWritten: (contact) =>
    contact.country !== null &&
    contact.country !== undefined &&
    isWantedCountry(contact.country) &&
    contact.score !== null &&
    contact.score !== undefined &&
    contact.score > 20 &&
    contact.createdAt >= from &&
    contact.createdAt < until &&
    (hasName(contact.name) ||
      (contact.email !== null && contact.email !== undefined && hasEmail(contact.email)) ||
      (contact.jobTitle !== null && contact.jobTitle !== undefined && hasTitle(contact.jobTitle))) &&
    !(
      contact.lifecycleStage === 'former' ||
      contact.lifecycleStage === 'subscriber' ||
      (contact.source !== null && contact.source !== undefined && compareFolded(contact.source, 'import') === 0)
    ) &&
    ((contact.active === true &&
      contact.employees !== null &&
      contact.employees !== undefined &&
      contact.employees >= 10) ||
      contact.tags.some((tag) => compareFolded(tag, 'vip') === 0)),
  bestOrder: (contact) =>
    typeof contact.score === 'number' &&
    contact.score > 20 &&
    contact.lifecycleStage !== 'former' &&
    contact.lifecycleStage !== 'subscriber' &&
    typeof contact.country === 'string' &&
    isWantedCountry(contact.country) &&
    ((contact.active === true && typeof contact.employees === 'number' && contact.employees >= 10) ||
      contact.tags.some((tag) => compareFolded(tag, 'vip') === 0)) &&
    !(typeof contact.source === 'string' && compareFolded(contact.source, 'import') === 0) &&
    contact.createdAt >= from &&
    contact.createdAt < until &&
    ((typeof contact.jobTitle === 'string' && hasTitle(contact.jobTitle)) ||
      hasName(contact.name) ||
      (typeof contact.email === 'string' && hasEmail(contact.email))),
  goals: { sift: 1 / 15, mingo: 1 / 15, 'json-logic-js': 1 / 8 },
  peers: {
    ...mongo({
      country: { $in: someCountries },
      score: { $gt: 20 },
      createdAt: { $gte: from, $lt: until },
      $and: [
        {
          $or: [
            { name: { $regex: /an/i } },
            { email: { $regex: /example\.org/i } },
            { jobTitle: { $regex: /manager/i } },
          ],
        },
        { $or: [{ active: true, employees: { $gte: 10 } }, { tags: 'vip' }] },
      ],
      $nor: [{ lifecycleStage: { $in: ['former', 'subscriber'] } }, { source: 'import' }],
    }),
    'json-logic-js': logic({
      and: [
        { in: [{ var: 'country' }, someCountries] },
        { '>': [{ var: 'score' }, 20] },
        { '>=': [{ var: 'createdAt' }, from] },
        { '<': [{ var: 'createdAt' }, until] },
        {
          or: [
            { in: ['an', { lower: [{ var: 'name' }] }] },
            { in: ['example.org', { lower: [{ var: 'email' }] }] },
            { in: ['manager', { lower: [{ var: 'jobTitle' }] }] },
          ],
        },
        {
          '!': {
            or: [
              { in: [{ var: 'lifecycleStage' }, ['former', 'subscriber']] },
              { '==': [{ var: 'source' }, 'import'] },
            ],
          },
        },
        {
          or: [
            { and: [{ '==': [{ var: 'active' }, true] }, { '>=': [{ var: 'employees' }, 10] }] },
            { in: ['vip', { var: 'tags' }] },
          ],
        },
      ],
    }),
  },
};

/** The same from back to front: no order in which it is written is to matter. */
export const twelveReversed: Question = {
  name: 'twelve clauses from back to front',
  filter: reversed(twelve.filter),
  handWritten: (contact) => twelve.handWritten(contact),
  peers: {},
};

function reversed(filter: Filter): Filter {
  if ('and' in filter) return { and: filter.and.map(reversed).toReversed() };
  if ('or' in filter) return { or: filter.or.map(reversed).toReversed() };
  return 'not' in filter ? { not: reversed(filter.not) } : filter;
}

const monthAgo = '2026-10-22T12:00:00.000Z';

/** Peers have no related records: only the hand-written closure is beside it. */
export function aggregate(
  activities: ReadonlyMap<string, readonly BenchActivity[]>,
  deals: ReadonlyMap<string, readonly BenchDeal[]>,
): Question {
  return {
    name: 'no activity in 30 days, over 1,000 € won',
    filter: {
      and: [
        {
          related: 'activities',
          where: { field: 'occurredAt', op: 'within', value: { last: 30, unit: 'day' } },
          measure: 'count',
          op: 'eq',
          value: 0,
        },
        {
          related: 'deals',
          where: { field: 'status', op: 'eq', value: 'won' },
          measure: { sum: 'amount' },
          op: 'gt',
          value: { amount: 100_000, currency: 'EUR' },
        },
      ],
    },
    handWritten: ({ id }) => {
      for (const { occurredAt } of activities.get(id) ?? [])
        if (occurredAt >= monthAgo && occurredAt < now) return false;
      let won = 0;
      for (const { status, amount } of deals.get(id) ?? [])
        if (status === 'won' && amount.currency === 'EUR') won += amount.amount;
      return won > 100_000;
    },
    peers: {},
  };
}
