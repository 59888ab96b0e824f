import type { AnyRecord } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aContact } from '../testing/index.ts';
import { SortedWindow } from './sorted-window.ts';

const placeOf = (one: AnyRecord): string => `${String(one.rank)}${one.id}`;
const compare = (a: AnyRecord, b: AnyRecord): number =>
  placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0;
const record = fc
  .record({ number: fc.integer({ min: 1, max: 30 }), rank: fc.integer({ min: 0, max: 9 }) })
  .map(({ number, rank }) => aContact(number, { rank }));
const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), record }),
  fc.record({ kind: fc.constant('delete' as const), record }),
);

it('is what sorting all known records again would give (L3)', () => {
  fc.assert(
    fc.property(fc.array(record), fc.option(record), fc.array(step), (start, horizon, steps) => {
      const window = new SortedWindow(placeOf);
      window.reset(start, horizon);
      const model = new Map<string, AnyRecord>();
      const isKnown = (one: AnyRecord): boolean => horizon === null || compare(one, horizon) <= 0;
      const put = (one: AnyRecord): void => void (isKnown(one) ? model.set(one.id, one) : model.delete(one.id));
      // Of two with one id, the later stands where it may stand at all.
      for (const one of start) if (isKnown(one)) model.set(one.id, one);
      const check = (): void => {
        expect(window.records).toEqual([...model.values()].sort(compare));
        for (const one of start) expect(window.has(one.id)).toBe(model.has(one.id));
      };
      check();
      for (const one of steps) {
        const before = [...window.records];
        const taken = window.top(one.kind === 'put' ? Infinity : 3);
        const asTaken = [...taken];
        const index = one.kind === 'put' ? window.put(one.record) : window.delete(one.record.id);
        if (one.kind === 'put') put(one.record);
        else model.delete(one.record.id);
        check();
        expect(taken).toEqual(asTaken);
        // Nothing above the index it names changed.
        const unchanged = index === -1 ? before.length : index;
        expect(window.records.slice(0, unchanged)).toEqual(before.slice(0, unchanged));
      }
    }),
  );
});
