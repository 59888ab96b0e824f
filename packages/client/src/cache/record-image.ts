import type { AnyRecord, Change, RecordRef } from '@rapport/core';

const none: ReadonlyMap<string, AnyRecord> = new Map();

/** Records as the backend said them, the newest version of each. */
export class RecordImage {
  readonly #types = new Map<string, Map<string, AnyRecord>>();
  #count = 0;

  constructor(records: Iterable<AnyRecord> = []) {
    for (const record of records) this.put(record);
  }

  get count(): number {
    return this.#count;
  }

  of(type: string): Iterable<AnyRecord> {
    return (this.#types.get(type) ?? none).values();
  }

  *all(): Iterable<AnyRecord> {
    for (const records of this.#types.values()) yield* records.values();
  }

  get({ type, id }: RecordRef): AnyRecord | undefined {
    return this.#types.get(type)?.get(id);
  }

  /** Answers whether it was news. */
  put(record: AnyRecord): boolean {
    let records = this.#types.get(record.type);
    if (!records) this.#types.set(record.type, (records = new Map()));
    const before = records.get(record.id);
    if (before && before.version >= record.version) return false;
    records.set(record.id, record);
    if (!before) this.#count += 1;
    return true;
  }

  /** Answers whether it was there, in no newer version. */
  remove(ref: RecordRef, version = Infinity): boolean {
    const before = this.get(ref);
    if (!before || before.version > version) return false;
    this.#types.get(ref.type)?.delete(ref.id);
    this.#count -= 1;
    return true;
  }

  /** Answers whether the change was news. */
  take(change: Change): boolean {
    return change.op === 'put' ? this.put(change.record) : this.remove(change, change.version);
  }

  clear(): void {
    this.#types.clear();
    this.#count = 0;
  }
}
