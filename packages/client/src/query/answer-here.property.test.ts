import { describeModel, defaultPolicy, runQuery, standardModel, type BackendDescription } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aRecord, ScriptedBackend } from '../testing/index.ts';
import { answerHere } from './answer-here.ts';
import { planQuery } from './query-plan.ts';

const backend = new ScriptedBackend();
const description = {
  ...(await backend.describe()),
  types: describeModel(standardModel, defaultPolicy, 'admin'),
} satisfies BackendDescription;
const deals = fc
  .uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 400 }),
      name: fc.constantFrom('a', 'B', 'ä', '🦊', 'ﬁ'),
      expectedCloseDate: fc.option(fc.constantFrom('2000-01-01', '1990-05-05', '2010-12-31')),
      probability: fc.option(fc.integer({ min: -2, max: 40 })),
      status: fc.constantFrom('open', 'won'),
    }),
    { selector: ({ number }) => number, maxLength: 300, size: 'max' },
  )
  .map((all) => all.map(({ number, ...values }) => aRecord('deal', number, values)));
const field = fc.constantFrom('name', 'expectedCloseDate', 'probability', 'createdAt');
const orderBy = fc.array(fc.record({ field, direction: fc.constantFrom('asc' as const, 'desc' as const) }), {
  maxLength: 2,
});

it('is page by page what core answers, down to what the backend told of (L4)', () => {
  fc.assert(
    fc.property(
      deals,
      orderBy,
      fc.integer({ min: 1, max: 40 }),
      fc.option(fc.nat(299)),
      (records, keys, limit, known) => {
        const query = { type: 'deal', where: { field: 'status', op: 'eq', value: 'open' }, orderBy: keys } as const;
        const context = {
          description,
          model: standardModel,
          timeZone: undefined,
          now: () => 0,
          relativeTime: undefined,
        };
        const plan = planQuery(query, { ...context, shown: () => undefined });
        const expected = runQuery(records, { ...query, limit: 1_000 }, backend.context).records;
        const horizon = known === null ? null : (expected[known] ?? null);
        const all = horizon ? expected.slice(0, expected.indexOf(horizon) + 1) : expected;
        const holding = {
          records,
          horizon,
          next: horizon && 'there',
          total: { kind: 'unknown' },
          cursor: 'e.1',
        } as const;
        const found: unknown[] = [];
        for (let after: string | null = null; ;) {
          const answer = answerHere(plan, { limit, after }, holding);
          found.push(...answer.records);
          expect(answer.total).toEqual(horizon ? { kind: 'unknown' } : { kind: 'exact', value: expected.length });
          if (found.length === all.length) {
            expect(answer).toMatchObject({ next: holding.next, complete: horizon === null });
            break;
          }
          expect(answer.records).toHaveLength(limit);
          expect(answer).toMatchObject({ last: answer.records.at(-1), complete: false });
          after = answer.next;
        }
        expect(found).toEqual(all);
      },
    ),
    { numRuns: 100 },
  );
});
