import { describeModel, defaultPolicy, standardModel } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aRecord, ScriptedBackend } from '../testing/index.ts';
import { firstOf } from './first-of.ts';
import { Placing } from './placing.ts';
import { planQuery } from './query-plan.ts';

const description = {
  ...(await new ScriptedBackend().describe()),
  types: describeModel(standardModel, defaultPolicy, 'admin'),
};
const context = { description, model: standardModel, timeZone: undefined, now: () => 0, relativeTime: undefined };
// Few values and many, so that first keys tell most, little or nothing.
const probability = fc.oneof(fc.integer({ min: 0, max: 1 }), fc.integer({ min: -500, max: 500 }), fc.constant(null));
// 2026-02-31 is in no calendar, and a backend may have let it through.
const expectedCloseDate = fc.option(fc.constantFrom('1969-12-31', '2000-02-29', '2026-02-31', '2026-03-02'));

it('is the beginning of all of them in order, however many are alike (L3)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ probability, expectedCloseDate }), { minLength: 250, maxLength: 600, size: 'max' }),
      fc.constantFrom('probability', 'expectedCloseDate', 'name', undefined),
      fc.constantFrom('asc' as const, 'desc' as const),
      fc.integer({ min: 1, max: 20 }),
      (all, field, direction, limit) => {
        const orderBy = field ? [{ field, direction }] : [];
        const plan = planQuery({ type: 'deal', orderBy }, { ...context, shown: () => undefined });
        const records = all.map((values, index) => aRecord('deal', ((index + 1) * 7_919) % 100_003, values));
        const place = (record: (typeof records)[number]): string => plan.placeOf?.(record) ?? '';
        const inOrder = records.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
        const found = firstOf(records, plan.verdict, limit, new Placing(plan));
        expect(found).toEqual({ records: inOrder.slice(0, limit), count: records.length });
      },
    ),
    { numRuns: 60 },
  );
});
