import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { KeptWrite } from '../device-storage.ts';
import { arrange, type Placed } from './arrange.ts';
import { aWrite } from './testing/index.ts';

const list = fc.uniqueArray(fc.record({ n: fc.nat(12), isSame: fc.boolean() }), { selector: ({ n }) => n });

it('keeps any list in its order, and writes only what is new', () => {
  fc.assert(
    fc.property(fc.array(list, { maxLength: 40 }), (lists) => {
      let rows: readonly Placed[] = [];
      const kept = new Map<number, KeptWrite>();
      for (const wanted of lists) {
        const held = new Map(rows.map(({ write }) => [write.mutation.id, write]));
        const writes = wanted.map(({ n, isSame }) => {
          const fresh = aWrite(n);
          return isSame ? (held.get(fresh.mutation.id) ?? fresh) : fresh;
        });
        const next = arrange(rows, writes);
        for (const key of next.remove) kept.delete(key);
        for (const { key, write } of next.put) kept.set(key, write);
        const stored = [...kept].toSorted(([a], [b]) => a - b);
        expect(stored.map(([, write]) => write)).toEqual(writes);
        expect(next.rows).toEqual(stored.map(([key, write]) => ({ key, write })));
        const inOrder = rows.every(({ write }, index) => writes[index] === write);
        if (inOrder) expect(next.put.length).toBe(writes.length - rows.length);
        rows = next.rows;
      }
    }),
    { numRuns: 300 },
  );
});

it('one more costs one, and another state of one costs one', () => {
  const rows = Array.from({ length: 5_000 }, (_, n): Placed => ({ key: n + 1, write: aWrite(n) }));
  const writes = rows.map(({ write }) => write);
  expect(arrange(rows, [...writes, aWrite(7_000)])).toMatchObject({ put: [{ key: 5_001 }], remove: [] });
  expect(arrange(rows, writes.with(17, aWrite(17, 'inflight')))).toMatchObject({ put: [{ key: 18 }], remove: [] });
  expect(arrange(rows, writes.toSpliced(17, 1))).toMatchObject({ put: [], remove: [18] });
});

it('has a key for whatever goes in between, however often', () => {
  let rows: readonly Placed[] = arrange([], [aWrite(1), aWrite(2)]).rows;
  for (let n = 3; n < 300; n += 1) {
    const writes = rows.map(({ write }) => write).toSpliced(1, 0, aWrite(n));
    ({ rows } = arrange(rows, writes));
    expect(rows.map(({ write }) => write)).toEqual(writes);
    const keys = rows.map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)].toSorted((a, b) => a - b));
  }
});
