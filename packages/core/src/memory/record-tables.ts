import type { RecordChange, Tombstone } from '../authority/index.ts';
import {
  refKey,
  valueAt,
  type AnyRecord,
  type FieldKey,
  type Model,
  type RecordId,
  type RecordRef,
} from '../model/index.ts';
import { IdOrder } from './id-order.ts';

/** Records in memory: by id, by foreign id, and by what they refer to. */
export class RecordTables {
  readonly model: Model;
  readonly #records = new Map<string, Map<RecordId, AnyRecord>>();
  readonly #tombstones = new Map<string, Tombstone>();
  readonly #external = new Map<string, RecordId>();
  /** By reference field, then by target. An index is made when it is first asked for, and kept from then on. */
  readonly #referring = new Map<string, ReferenceIndex>();
  readonly #orders = new Map<string, IdOrder>();

  constructor(model: Model, records: Iterable<AnyRecord> = [], tombstones: Iterable<Tombstone> = []) {
    this.model = model;
    for (const record of records) this.#insert(record);
    for (const tombstone of tombstones) this.#tombstones.set(refKey(tombstone), tombstone);
  }

  get(ref: RecordRef): AnyRecord | undefined {
    return this.#records.get(ref.type)?.get(ref.id);
  }

  tombstone(ref: RecordRef): Tombstone | undefined {
    return this.#tombstones.get(refKey(ref));
  }

  /** The records of a type, in no order that means anything. */
  all(type: string): Iterable<AnyRecord> {
    return this.#records.get(type)?.values() ?? [];
  }

  /** Everything, for whoever keeps a copy elsewhere. */
  *everything(): Iterable<AnyRecord> {
    for (const records of this.#records.values()) yield* records.values();
  }

  tombstones(): Iterable<Tombstone> {
    return this.#tombstones.values();
  }

  get size(): number {
    let size = 0;
    for (const records of this.#records.values()) size += records.size;
    return size;
  }

  externalOwner(type: string, system: string, externalId: string): RecordId | undefined {
    return this.#external.get(externalKey(type, system, externalId));
  }

  /** The records of `type` whose reference, or set of references, `field` leads to `id`. */
  referring(type: string, field: string, id: RecordId): Iterable<AnyRecord> {
    return this.#indexOf(type, field).get(id);
  }

  /** The ids of a type in their order, and some that are no longer there. Made when it is first asked for, and kept from then on. */
  idOrder(type: string): IdOrder {
    const order = this.#orders.get(type) ?? new IdOrder(this.#records.get(type)?.keys() ?? []);
    this.#orders.set(type, order);
    return order;
  }

  apply(changes: readonly RecordChange[]): void {
    for (const { before, after } of changes) {
      if (after && !before) this.#orders.get(after.type)?.add(after.id);
      if (before) this.#delete(before);
      if (after) this.#insert(after);
      else if (before)
        this.#tombstones.set(refKey(before), {
          deleted: true,
          type: before.type,
          id: before.id,
          version: before.version + 1,
        });
    }
  }

  #insert(record: AnyRecord): void {
    const records = this.#records.get(record.type) ?? new Map<RecordId, AnyRecord>();
    this.#records.set(record.type, records.set(record.id, record));
    for (const [system, id] of Object.entries(record.externalIds))
      this.#external.set(externalKey(record.type, system, id), record.id);
    for (const index of this.#indexes(record.type)) index.add(record);
  }

  #delete(before: AnyRecord): void {
    // What is stored may be newer than the change's own picture of it, where entries are read a second time.
    const record = this.get(before) ?? before;
    this.#records.get(record.type)?.delete(record.id);
    for (const [system, id] of Object.entries(record.externalIds))
      this.#external.delete(externalKey(record.type, system, id));
    for (const index of this.#indexes(record.type)) index.remove(record);
  }

  #indexes(type: string): ReferenceIndex[] {
    return [...this.#referring.values()].filter((index) => index.type === type);
  }

  #indexOf(type: string, field: string): ReferenceIndex {
    const name = `${type}\n${field}`;
    const known = this.#referring.get(name);
    if (known) return known;
    const index = new ReferenceIndex(type, keyOf(field));
    for (const record of this.all(type)) index.add(record);
    this.#referring.set(name, index);
    return index;
  }
}

class ReferenceIndex {
  readonly type: string;
  readonly #key: FieldKey;
  readonly #byTarget = new Map<RecordId, Map<RecordId, AnyRecord>>();

  constructor(type: string, key: FieldKey) {
    this.type = type;
    this.#key = key;
  }

  get(target: RecordId): Iterable<AnyRecord> {
    return this.#byTarget.get(target)?.values() ?? [];
  }

  add(record: AnyRecord): void {
    for (const target of this.#targets(record)) {
      const records = this.#byTarget.get(target);
      if (records) records.set(record.id, record);
      else this.#byTarget.set(target, new Map([[record.id, record]]));
    }
  }

  remove(record: AnyRecord): void {
    for (const target of this.#targets(record)) {
      const records = this.#byTarget.get(target);
      records?.delete(record.id);
      if (records?.size === 0) this.#byTarget.delete(target);
    }
  }

  #targets(record: AnyRecord): readonly string[] {
    const value = valueAt(record, this.#key);
    return typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : [];
  }
}

const keyOf = (field: string): FieldKey =>
  field.startsWith('custom.') ? { at: 'custom', name: field.slice('custom.'.length) } : { at: 'root', name: field };
const externalKey = (type: string, system: string, externalId: string): string => `${type}\n${system}\n${externalId}`;
