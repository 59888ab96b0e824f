import type { AnyRecord, Change, RecordRef } from '@rapport/core';
import type { LiveRequest } from '../client.ts';
import { FieldIndex, saidByAll } from './field-index.ts';

const none: ReadonlyMap<string, AnyRecord> = new Map();
/** So few records of a type are looked at one by one. */
const few = 1_000;
/** Of a type, at most so many fields are followed. */
const mostIndexes = 4;

/** Records as the backend said them, the newest version of each. */
export class RecordImage {
  readonly #types = new Map<string, Map<string, AnyRecord>>();
  /** By type, the oldest first. */
  readonly #indexes = new Map<string, FieldIndex[]>();
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

  /** Records of the type that a query is about, all that satisfy its filter among them. */
  candidates({ type, where }: Pick<LiveRequest, 'type' | 'where'>): Iterable<AnyRecord> {
    for (const { field, value } of saidByAll(where)) {
      if (field === 'id') return [this.get({ type, id: value }) ?? []].flat();
      const index = this.#index(type, field);
      if (index) return index.saying(value);
    }
    return this.of(type);
  }

  /** Whether there are so many of a type that following what they say is worth it. */
  isMany(type: string): boolean {
    return (this.#types.get(type)?.size ?? 0) > few;
  }

  /** From here on, finds the candidates of queries like this one without a look at all there are. */
  follow({ type, where }: Pick<LiveRequest, 'type' | 'where'>): void {
    const sayings = saidByAll(where);
    const isFound = sayings.some(({ field }) => field === 'id' || this.#index(type, field));
    const [first] = sayings;
    if (isFound || !first || !this.isMany(type)) return;
    const indexes = [...(this.#indexes.get(type) ?? []), new FieldIndex(first.field, this.of(type))];
    this.#indexes.set(type, indexes.slice(-mostIndexes));
  }

  #index(type: string, field: string): FieldIndex | undefined {
    return this.#indexes.get(type)?.find((index) => index.field === field);
  }

  #changed(type: string, before: AnyRecord | undefined, after: AnyRecord | undefined): void {
    for (const index of this.#indexes.get(type) ?? []) index.change(before, after);
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
    this.#changed(record.type, before, record);
    if (!before) this.#count += 1;
    return true;
  }

  /** Answers whether it was there, in no newer version. */
  remove(ref: RecordRef, version = Infinity): boolean {
    const before = this.get(ref);
    if (!before || before.version > version) return false;
    this.#types.get(ref.type)?.delete(ref.id);
    this.#changed(ref.type, before, undefined);
    this.#count -= 1;
    return true;
  }

  /** Answers whether the change was news. */
  take(change: Change): boolean {
    return change.op === 'put' ? this.put(change.record) : this.remove(change, change.version);
  }

  clear(): void {
    this.#types.clear();
    this.#indexes.clear();
    this.#count = 0;
  }
}
