import type { AnyRecord, RecordRef } from '@rapport/core';
import type { Segment } from './cache-format.ts';

/** Takes in segments from the newest to the oldest, and lets through of each what no newer one has told otherwise. */
export class Newest {
  /** Ids by type. */
  readonly #told = new Map<string, Set<string>>();

  /** The records of a segment that still are as it says. The same list where all are. */
  of({ put, remove }: Pick<Segment, 'put' | 'remove'>): readonly AnyRecord[] {
    for (const ref of remove) this.#tell(ref);
    const records = this.among(put);
    for (const ref of records) this.#tell(ref);
    return records;
  }

  /** As `of`, of what is older than everything else, where no record is twice. */
  among(records: readonly AnyRecord[]): readonly AnyRecord[] {
    return this.#told.size > 0 && records.some((record) => this.has(record))
      ? records.filter((record) => !this.has(record))
      : records;
  }

  has({ type, id }: RecordRef): boolean {
    return this.#told.get(type)?.has(id) ?? false;
  }

  #tell({ type, id }: RecordRef): void {
    const ids = this.#told.get(type);
    if (ids) ids.add(id);
    else this.#told.set(type, new Set([id]));
  }
}
