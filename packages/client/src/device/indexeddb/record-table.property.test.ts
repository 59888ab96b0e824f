import type { AnyRecord } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromTables, toTables } from './record-table.ts';
import { aContact } from './testing/index.ts';

const name = fc.constantFrom('name', 'country', 'score', 'tags', 'custom', '__proto__', 'constructor', '0', '');
const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined));
const record = fc
  .tuple(fc.nat(50), fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: true }))
  .map(([n, values]) => ({ ...aContact(n), ...values }) as AnyRecord);

it('gives back every record as JSON does, missing and null apart', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 30 }), (records) => {
      const back = fromTables(JSON.parse(JSON.stringify(toTables(records))) as ReturnType<typeof toTables>);
      const texts = (list: readonly AnyRecord[]): string[] => list.map((one) => JSON.stringify(one)).toSorted();
      expect(texts(back)).toEqual(texts(records));
    }),
  );
});
