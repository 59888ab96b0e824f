import type { AnyRecord, Instant } from '../model/index.ts';
import type { Narrow } from './block.ts';
import type { NumberBound } from './number-bound.ts';

/** A test of records, with what is known of it: guessed at first, measured on a sample later. It has no effects: tests may be asked in any order. */
export interface RecordTest {
  /** What the answer costs once the value is at hand, beside comparing a number. */
  readonly cost: number;
  /** What it costs to get at the value, in the same measure. */
  readonly fetch: number;
  /** The share of records that it holds for: neither 0 nor 1, for it divides. */
  readonly share: number;
  /** Whether `now` matters. */
  readonly timed: boolean;
  readonly holds: (record: AnyRecord, now: Instant) => boolean;
  /** The same for many records at once, where there is a better way than one by one. */
  readonly narrow?: Narrow | undefined;
  /** What it comes to, where it compares a number with a bound: a group sees to that itself. */
  readonly bound?: NumberBound | undefined;
  /** The path of the one field that it reads. Tests of one field fetch its value once. */
  readonly field?: string;
  /** What it is put together from. */
  readonly group?: TestGroup;
  /** The same test, made for records like these. */
  readonly measured: (sample: Sample) => RecordTest;
}

export interface TestGroup {
  readonly quantifier: 'all' | 'any';
  readonly tests: readonly RecordTest[];
}

/** Records that others are taken to be like, and when they are tested. */
export interface Sample {
  readonly records: readonly AnyRecord[];
  readonly now: Instant;
}

/** The share of a sample that passes. */
export function measuredShare(holds: RecordTest['holds'], { records, now }: Sample): number {
  let held = 0;
  for (const record of records) if (holds(record, now)) held += 1;
  return (held + 0.5) / (records.length + 1);
}
