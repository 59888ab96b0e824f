import type { AnyRecord, Instant } from '../model/index.ts';
import type { RecordTest, TestGroup } from './record-test.ts';

/** How many records are tested together: what is looked at of so many stays in a processor's cache from one clause to the next. */
export const blockSize = 2_048;

/** Records that are gone through a block at a time, and what is read of them. */
export interface Look {
  records: readonly AnyRecord[];
  /** What a clause reads of a block, in the order of the places. */
  readonly values: unknown[];
  readonly now: Instant;
  /** How much text was looked at last. */
  fetched: number;
}

/** Where the records of a block stand that are still asked about, in order. */
export type Places = Int32Array<ArrayBuffer>;

/** Moves those of the first so many places to the front, in their order, at which a test comes out as wanted; tells how many they are. */
export type Narrow = (look: Look, places: Places, count: number, wanted: boolean) => number;

/** A test's own way, or else one by one. */
export function narrowOf({ narrow, holds }: Pick<RecordTest, 'narrow' | 'holds'>): Narrow {
  return narrow ?? narrowByRecord(holds);
}

/** One by one. */
export function narrowByRecord(holds: RecordTest['holds']): Narrow {
  return ({ records, now }, places, count, wanted) => {
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const place = places[at] as number;
      places[kept] = place;
      if (holds(records[place] as AnyRecord, now) === wanted) kept += 1;
    }
    return kept;
  };
}

/** A group's: each of its tests is asked about those that the ones before it left open. */
export function narrowInTurn(quantifier: TestGroup['quantifier'], narrows: readonly Narrow[]): Narrow {
  // What all tests agree on is open up to the last: that all hold, or that none of any does.
  const common = quantifier === 'all';
  let room: Places | undefined;
  return (look, places, count, wanted) => {
    let open = places;
    if (wanted !== common) {
      room ??= new Int32Array(blockSize);
      for (let at = 0; at < count; at++) room[at] = places[at] as number;
      open = room;
    }
    let left = count;
    for (const narrow of narrows) left = narrow(look, open, left, common);
    return wanted === common ? left : leaveOut(places, count, open, left);
  };
}

/** Leaves those that are not among some of them. */
function leaveOut(places: Places, count: number, out: Places, outCount: number): number {
  let kept = 0;
  let next = 0;
  for (let at = 0; at < count; at++) {
    const place = places[at] as number;
    if (next < outCount && place === out[next]) next += 1;
    else {
      places[kept] = place;
      kept += 1;
    }
  }
  return kept;
}
