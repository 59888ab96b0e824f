import { compareRecords, orderOf, standardModel } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aRecord } from '../testing/index.ts';
import { placeBy } from './place-of.ts';

const money = fc.record({
  amount: fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -3, max: 3 })),
  currency: fc.constantFrom('EUR', 'USD'),
});
const record = fc
  .record({
    number: fc.integer({ min: 1, max: 99 }),
    name: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }).map((text) => text.replaceAll('\0', '')),
      fc.constantFrom('𝒳', 'ﬁ', '\ue000', '\uffff', '🦊a', '🦊', 'Ä', 'a', ''),
    ),
    expectedCloseDate: fc.option(fc.constantFrom('2000-01-01', '1990-05-05')),
    probability: fc.option(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        fc.integer({ min: -2, max: 2 }),
      ),
    ),
    amount: fc.option(money),
    forecastCategory: fc.option(fc.constantFrom('pipeline', 'commit', 'closed', 'unheard-of')),
  })
  .map(({ number, ...values }) => aRecord('deal', number, values));
const field = fc.constantFrom('name', 'expectedCloseDate', 'probability', 'amount', 'forecastCategory');
const key = fc.record({ field, direction: fc.constantFrom('asc' as const, 'desc' as const) });

it('orders as core does, by < alone (Q1, Q2)', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 3 }), record, record, (keys, a, b) => {
      const plan = orderOf(standardModel, 'deal', keys);
      const placeOf = placeBy(plan);
      const [left, right] = [placeOf(a), placeOf(b)];
      expect(left < right ? -1 : left > right ? 1 : 0).toBe(
        Math.sign(compareRecords(plan, { resolve: () => undefined })(a, b)),
      );
    }),
    { numRuns: 5_000 },
  );
});
