import { compile, standardModel, type AnyRecord, type Filter } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aRecord } from '../testing/index.ts';
import { RecordImage } from './record-image.ts';

const context = {
  model: standardModel,
  now: '2026-01-01T00:00:00.000Z',
  timeZone: 'UTC',
  resolve: () => undefined,
  referring: () => [],
};
const many = 1_001;
const name = fc.constantFrom('Ana', 'ANA', 'ána', 'Ben', null);
const country = fc.constantFrom('DE', 'AT', null);
const change = fc.record({
  number: fc.integer({ min: 1, max: 40 }),
  values: fc.option(fc.record({ name, country, tags: fc.subarray(['vip', 'VIP', 'press']) })),
});
const clause = fc.constantFrom<Filter>(
  { field: 'name', op: 'eq', value: 'ana' },
  { field: 'country', op: 'eq', value: 'DE' },
  { field: 'id', op: 'eq', value: aRecord('contact', 3).id },
  { field: 'country', op: 'ne', value: 'DE' },
  { or: [{ field: 'country', op: 'eq', value: 'AT' }] },
);

it('has all that satisfy a filter among the candidates, whatever became of them since they are followed (D4)', () => {
  fc.assert(
    fc.property(
      fc.array(clause, { minLength: 1, maxLength: 3 }),
      fc.array(change, { maxLength: 60 }),
      fc.array(change, { maxLength: 60 }),
      (clauses, early, late) => {
        const where: Filter = { and: clauses };
        const image = new RecordImage();
        for (let number = 41; number <= 40 + many; number++) image.put(aRecord('contact', number));
        let version = 0;
        const take = ({ number, values }: (typeof early)[number]): void => {
          version += 1;
          const record = aRecord('contact', number, { ...values, version });
          if (values) image.put(record);
          else image.remove(record);
        };
        early.forEach(take);
        for (const inner of clauses) image.follow({ type: 'contact', where: inner });
        late.forEach(take);
        const test = compile(where, 'contact', context);
        const ids = (records: Iterable<AnyRecord>): string[] =>
          [...records]
            .filter((record) => test(record))
            .map(({ id }) => id)
            .toSorted();
        expect(ids(image.candidates({ type: 'contact', where }))).toEqual(ids(image.of('contact')));
      },
    ),
    { numRuns: 60 },
  );
});

it('looks at few of many, once a query has asked in the same way', () => {
  const image = new RecordImage();
  for (let number = 1; number <= 2 * many; number++)
    image.put(aRecord('contact', number, { country: number % 100 === 0 ? 'AT' : 'DE' }));
  const where: Filter = { and: [{ field: 'country', op: 'eq', value: 'AT' }] };
  expect([...image.candidates({ type: 'contact', where })]).toHaveLength(2 * many);
  image.follow({ type: 'contact', where: { field: 'country', op: 'eq', value: 'DE' } });
  expect([...image.candidates({ type: 'contact', where })]).toHaveLength(20);
});
