import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  aggregateQuerySchema,
  checkAggregate,
  checkFilter,
  checkQuery,
  compile,
  evaluate,
  explain,
  filterSchema,
  nextChange,
  querySchema,
  recordSchema,
  runAggregate,
  runQuery,
  select,
  toInstant,
  type AnyRecord,
} from '@rapport/core';
import { spanWindow } from '@rapport/core/filter/relative-time';
import { compileWith } from '@rapport/core/live';
import { aggregates, cases, contextOf, filters, queries, worlds } from './arbitraries.ts';

const questions = cases((world, type) => filters(world, type), worlds());

it('makes records, filters and queries that are valid', () => {
  fc.assert(
    fc.property(
      cases((world, type) => fc.tuple(filters(world, type), queries(world, type), aggregates(world, type)), worlds()),
      ({ world, type, question: [filter, query, aggregate] }) => {
        for (const record of world.records)
          expect(recordSchema(world.model, record.type).safeParse(record).error?.issues ?? []).toEqual([]);
        expect(filterSchema.safeParse(filter).success).toBe(true);
        expect(querySchema.safeParse(query).success).toBe(true);
        expect(aggregateQuerySchema.safeParse(aggregate).success).toBe(true);
        expect(checkFilter(world.model, type, filter)).toEqual([]);
        expect(checkQuery(world.model, query)).toEqual([]);
        expect(checkAggregate(world.model, aggregate)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

it('F1, F13, F16: compile, select, compileWith, evaluate and explain agree, and not is the complement', () => {
  let held = 0;
  let little = 0;
  let asked = 0;
  fc.assert(
    fc.property(questions, ({ world, type, question: filter }) => {
      const context = contextOf(world);
      const compiled = compile(filter, type, context);
      const opposite = compile({ not: filter }, type, context);
      // In little code there is nothing for figures over related records.
      const inLittle = JSON.stringify(filter).includes('"related"')
        ? undefined
        : compileWith({ spanWindow }, filter, type, context);
      for (const record of world.records.filter((one) => one.type === type)) {
        const answer = evaluate(filter, record, context);
        asked += 1;
        held += Number(answer);
        expect(compiled(record)).toBe(answer);
        if (inLittle) {
          little += 1;
          expect(inLittle(record)).toBe(answer);
        }
        expect(explain(filter, record, context).holds).toBe(answer);
        expect(opposite(record)).toBe(!answer);
      }
      const all = world.records.filter((one) => one.type === type);
      expect([...select(filter, type, all, context)]).toEqual(all.filter((one) => evaluate(filter, one, context)));
    }),
    { numRuns: 600 },
  );
  // The pools are small enough that both answers are common.
  expect(held / asked).toBeGreaterThan(0.2);
  expect(held / asked).toBeLessThan(0.8);
  expect(little / asked).toBeGreaterThan(0.2);
});

it('F14: nextChange is never late', () => {
  const day = 86_400_000;
  const steps = [
    1,
    60_000,
    3_600_000,
    day / 2,
    day,
    2 * day,
    7 * day,
    28 * day,
    31 * day,
    90 * day,
    365 * day,
    800 * day,
  ];
  fc.assert(
    fc.property(
      questions,
      fc.array(fc.tuple(fc.constantFrom(...steps), fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: 8,
        maxLength: 8,
      }),
      ({ world, type, question: filter }, samples) => {
        const context = contextOf(world);
        const compiled = compile(filter, type, context);
        const now = Date.parse(world.now);
        for (const record of world.records.filter((one) => one.type === type)) {
          const next = nextChange(filter, record, context);
          const answer = evaluate(filter, record, context);
          if (next !== null) expect(next > world.now).toBe(true);
          const until = next === null ? Number.POSITIVE_INFINITY : Date.parse(next);
          const instants = [
            ...samples.map(([step, share]) => now + Math.round(step * share)),
            ...(next === null ? [] : [until - 1, now + Math.floor((until - now) / 2)]),
          ];
          for (const at of instants)
            if (at > now && at < until)
              expect([toInstant(at), compiled(record, toInstant(at))]).toEqual([toInstant(at), answer]);
        }
      },
    ),
    { numRuns: 600 },
  );
});

it('Q1, Q2, Q3: pages put together are the whole answer in order, though others write in between', () => {
  fc.assert(
    fc.property(
      cases(queries, worlds()),
      fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
      ({ world, type, question: query }, chances) => {
        const context = contextOf(world);
        const all = world.records.filter((record) => record.type === type);
        const whole = runQuery(all, { ...query, limit: 1000, total: true }, context);
        expect(whole.next).toBe(null);
        expect(whole.total).toEqual({ kind: 'exact', value: whole.records.length });

        // Half of the records come and go between the pages; the others are there throughout.
        const steady = all.filter((_, index) => (chances[index] ?? 0) % 2 === 0);
        const paged: AnyRecord[] = [];
        let after: string | undefined;
        for (let page = 0; page < 100; page++) {
          const present = all.filter(
            (record, index) => steady.includes(record) || ((chances[(index + page) % 20] ?? 0) >> 1) % 2 === 0,
          );
          const answer = runQuery(present, { ...query, ...(after === undefined ? {} : { after }) }, context);
          paged.push(...answer.records);
          if (answer.next === null) break;
          after = answer.next;
        }
        expect(new Set(paged).size).toBe(paged.length);
        expect(paged.filter((record) => steady.includes(record))).toEqual(
          whole.records.filter((record) => steady.includes(record)),
        );
        expect(paged).toEqual(whole.records.filter((record) => paged.includes(record)));
      },
    ),
    { numRuns: 400 },
  );
});

it('Q5, F11: figures and groups do not depend on the order records come in', () => {
  fc.assert(
    fc.property(cases(aggregates, worlds()), ({ world, type, question: query }) => {
      const context = contextOf(world);
      const records = world.records.filter((record) => record.type === type);
      expect(runAggregate(records.toReversed(), query, context)).toEqual(runAggregate(records, query, context));
    }),
    { numRuns: 300 },
  );
});
