import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../model/index.ts';
import {
  comparePlaces,
  entryMaker,
  itemKey,
  placeOf,
  timelineEntries,
  type TimelineGap,
  type TimelineItem,
} from './index.ts';

/** Within four days around the end of summer time, at the quarter hour. */
const items = fc.uniqueArray(
  fc.record({
    id: fc.nat(60).map(String),
    source: fc.constantFrom('a', 'b'),
    kind: fc.constantFrom('pageView', 'note'),
    occurredAt: fc.nat(400).map((quarter) => toInstant(Date.parse('2026-10-23T00:00:00Z') + quarter * 900_000)),
    foldable: fc.boolean(),
  }),
  { maxLength: 40, selector: itemKey },
);
const zones = fc.constantFrom('Europe/Berlin', 'UTC', 'Asia/Kolkata', 'Pacific/Kiritimati');
const sorted = (list: readonly TimelineItem[]): TimelineItem[] => [...list].sort(comparePlaces);

describe('rows of a list that changes', () => {
  it('T4: are the same as those of the list made anew, and keep the objects of a day that did not change', () => {
    const step = fc.record({
      drop: fc.nat(40),
      put: fc.array(items, { maxLength: 1 }),
      arrivals: fc.array(fc.nat(40), { maxLength: 2 }),
      gap: fc.option(fc.nat(40)),
    });
    fc.assert(
      fc.property(items, fc.array(step, { maxLength: 5 }), zones, (first, steps, timeZone) => {
        const make = entryMaker({ timeZone });
        let list = sorted(first);
        for (const { drop, put, arrivals, gap } of steps) {
          const added = (put[0] ?? []).slice(0, 2);
          const ids = new Set(added.map(itemKey));
          list = sorted([...list.filter((item, index) => index !== drop && !ids.has(itemKey(item))), ...added]);
          const from = gap === null ? undefined : list[gap];
          const gaps: TimelineGap[] = from ? [{ source: 'a', reason: 'failed', from: placeOf(from), to: null }] : [];
          const arrived = new Set(arrivals.flatMap((index) => (list[index] ? [itemKey(list[index])] : [])));
          const entries = make(list, { gaps, arrived });
          expect(entries).toEqual(timelineEntries(list, { timeZone, gaps, arrived }));
        }
        const again = make(list);
        expect(again).toEqual(timelineEntries(list, { timeZone }));
        const unchanged = make(list);
        expect(unchanged.every((entry, index) => entry === again[index])).toBe(true);
      }),
    );
  });
});
