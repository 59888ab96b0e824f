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

const few = fc.constantFrom<unknown[]>(null, 0, 1, '1', true, 'true', '', {}, '{}', [], '[]', [1], { a: [1] });
/** As many records of a type are: the same fields, and in each of them one value, few, or as many as there are records. */
const alike = fc
  .array(fc.record({ one: fc.constant({ a: [] }), few, more: fc.nat(8), all: fc.jsonValue({ maxDepth: 1 }) }))
  .map((list) => list.map((values, n) => ({ ...aContact(n), ...values }) as AnyRecord));

it('gives back every record as JSON does, missing and null apart', () => {
  const lists = fc.oneof(fc.array(record, { maxLength: 30 }), alike);
  fc.assert(
    fc.property(lists, fc.boolean(), (records, isLarge) => {
      const list = isLarge ? Array.from({ length: 5 }, () => records).flat() : records;
      const back = fromTables(JSON.parse(JSON.stringify(toTables(list))) as ReturnType<typeof toTables>);
      const texts = (all: readonly AnyRecord[]): string[] => all.map((one) => JSON.stringify(one)).toSorted();
      expect(texts(back)).toEqual(texts(list));
    }),
    { numRuns: 300 },
  );
});

it('writes what all records say once, and what many say once and by its place', () => {
  const names = ['Ann', 'Ben'];
  const records = Array.from({ length: 8 }, (_, n) => aContact(n, n, { name: names[n % 2] }));
  const [table] = toTables(records);
  const column = (name: string) => table?.columns[table.fields.indexOf(name)];
  expect(column('type')).toEqual(['contact']);
  expect(column('name')).toEqual({ different: names, places: [0, 1, 0, 1, 0, 1, 0, 1] });
  expect(column('version')).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
