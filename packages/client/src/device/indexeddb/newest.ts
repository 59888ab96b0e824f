import type { AnyRecord, RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';
import type { Segment } from './cache-format.ts';

/** Takes in segments from the newest to the oldest, and lets through of each what no newer one has told otherwise. */
export class Newest {
  readonly #told = new Set<string>();

  /** The records of a segment that still are as it says. The same list where all are. */
  of({ put, remove }: Pick<Segment, 'put' | 'remove'>): readonly AnyRecord[] {
    for (const ref of remove) this.#told.add(refKey(ref));
    const records = this.among(put);
    for (const ref of records) this.#told.add(refKey(ref));
    return records;
  }

  /** As `of`, of what is older than everything else, where no record is twice. */
  among(records: readonly AnyRecord[]): readonly AnyRecord[] {
    return this.#told.size > 0 && records.some((record) => this.has(record))
      ? records.filter((record) => !this.has(record))
      : records;
  }

  has(ref: RecordRef): boolean {
    return this.#told.has(refKey(ref));
  }
}
