import type { AnyRecord } from '@rapport/core';

export type Compare = (a: AnyRecord, b: AnyRecord) => number;

/**
 * The top of an ordered set of records, as far down as it is known. `horizon` is the last place known: nothing below it is kept, since what else is
 * there can't be known; null when the whole set is. A change costs a binary search and a move inside one array.
 */
export class SortedWindow {
  readonly #compare: Compare;
  readonly #members = new Map<string, AnyRecord>();
  #records: AnyRecord[] = [];
  #horizon: AnyRecord | null = null;

  constructor(compare: Compare) {
    this.#compare = compare;
  }

  /** In order. Not to be changed, and not to be kept: it changes in place. */
  get records(): readonly AnyRecord[] {
    return this.#records;
  }

  get complete(): boolean {
    return this.#horizon === null;
  }

  has(id: string): boolean {
    return this.#members.has(id);
  }

  /** Starts again with these records, in any order; those below the horizon are left out. */
  reset(records: Iterable<AnyRecord>, horizon: AnyRecord | null): void {
    this.#horizon = horizon;
    this.#members.clear();
    for (const record of records) if (this.#isKnownPlace(record)) this.#members.set(record.id, record);
    this.#records = [...this.#members.values()].sort(this.#compare);
  }

  /** Moves the horizon down, with the records up to it. */
  extend(records: Iterable<AnyRecord>, horizon: AnyRecord | null): void {
    this.reset([...this.#records, ...records], horizon);
  }

  /** Puts a record in its place. Answers the first index that changed, or -1 for none. */
  put(record: AnyRecord): number {
    const before = this.#members.get(record.id);
    if (before === record) return -1;
    if (!this.#isKnownPlace(record)) return this.delete(record.id);
    this.#members.set(record.id, record);
    if (before === undefined) {
      const index = this.#lowerBound(record);
      this.#records.splice(index, 0, record);
      return index;
    }
    const from = this.#indexOf(before);
    if (this.#fits(record, from)) {
      this.#records[from] = record;
      return from;
    }
    this.#records.splice(from, 1);
    const to = this.#lowerBound(record);
    this.#records.splice(to, 0, record);
    return Math.min(from, to);
  }

  /** Takes a record out. Answers the index it had, or -1 where it was not there. */
  delete(id: string): number {
    const record = this.#members.get(id);
    if (record === undefined) return -1;
    const index = this.#indexOf(record);
    this.#members.delete(id);
    this.#records.splice(index, 1);
    return index;
  }

  #isKnownPlace(record: AnyRecord): boolean {
    return this.#horizon === null || this.#compare(record, this.#horizon) <= 0;
  }

  /** Whether the record may stand at an index that another version of it has now. */
  #fits(record: AnyRecord, index: number): boolean {
    const above = this.#records[index - 1];
    const below = this.#records[index + 1];
    return (above === undefined || this.#compare(above, record) < 0) && (below === undefined || this.#compare(record, below) < 0);
  }

  #indexOf(record: AnyRecord): number {
    const index = this.#lowerBound(record);
    return this.#records[index] === record ? index : this.#records.indexOf(record);
  }

  /** The first index whose record does not come before this one. */
  #lowerBound(record: AnyRecord): number {
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#records[middle] as AnyRecord, record) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
