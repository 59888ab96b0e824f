import type { AnyRecord } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Holder } from '../store/index.ts';
import { aContact } from '../testing/index.ts';
import { SortedWindow } from './sorted-window.ts';

const placeOf = (one: AnyRecord): string => `${String(one.rank)}${one.id}`;
const compare = (a: AnyRecord, b: AnyRecord): number =>
  placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0;
const record = fc
  .record({ number: fc.integer({ min: 1, max: 30 }), rank: fc.integer({ min: 0, max: 9 }) })
  .map(({ number, rank }) => aContact(number, { rank }));
const holder: Holder = { apply: (_, member) => member };
const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), record, isAtHand: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), record }),
);

it('is what sorting all known records again would give (L3)', () => {
  fc.assert(
    fc.property(fc.array(record), fc.option(record), fc.array(step), (start, horizon, steps) => {
      const window = new SortedWindow(placeOf, holder);
      window.reset(start, horizon);
      const model = new Map<string, AnyRecord>();
      const isKnown = (one: AnyRecord): boolean => horizon === null || compare(one, horizon) <= 0;
      const put = (one: AnyRecord): void => void (isKnown(one) ? model.set(one.id, one) : model.delete(one.id));
      // Of two with one id, the later stands where it may stand at all.
      for (const one of start) if (isKnown(one)) model.set(one.id, one);
      const check = (): void => {
        expect(window.records).toEqual([...model.values()].sort(compare));
        for (const one of start) expect(window.members.has(one.id)).toBe(model.has(one.id));
      };
      check();
      for (const one of steps) {
        const before = [...window.records];
        const taken = window.top(one.kind === 'put' ? Infinity : 3);
        const asTaken = [...taken];
        window.changedFrom = Infinity;
        const { id } = one.record;
        const member = window.members.get(id);
        const present =
          one.kind === 'put' ? window.put(one.record, one.isAtHand ? member : undefined) : window.delete(member);
        expect(present).toBe(window.members.get(id));
        if (one.kind === 'put') put(one.record);
        else model.delete(one.record.id);
        check();
        expect(taken).toEqual(asTaken);
        // Nothing above the index it names changed.
        const unchanged = Math.min(window.changedFrom, before.length);
        expect(window.records.slice(0, unchanged)).toEqual(before.slice(0, unchanged));
      }
    }),
  );
});
