import { refKey, type AnyRecord, type Instant, type RecordId, type RecordRef } from '../model/index.ts';
import { referredIds, type ReferenceField } from './patch-fields.ts';
import { sameJson } from './plain-json.ts';
import type { AuthorityTransaction, RecordChange, Tombstone } from './storage.ts';

export type Held = AnyRecord | Tombstone | null;

export function isTombstone(held: Held | undefined): held is Tombstone {
  return held !== null && held !== undefined && 'deleted' in held && held.deleted === true && !('externalIds' in held);
}

/** What a mutation works on: the records it has loaded, with its own changes over them. Nothing reaches the storage before the commit. */
export class WorkingSet {
  readonly #transaction: AuthorityTransaction;
  readonly #stored = new Map<string, Held>();
  readonly #changed = new Map<string, AnyRecord | null>();
  readonly #referring = new Map<string, readonly string[]>();

  constructor(transaction: AuthorityTransaction) {
    this.#transaction = transaction;
  }

  /** Loads what is not loaded yet, in the order of the keys, so that two mutations never wait for each other's records. */
  async load(refs: Iterable<RecordRef>): Promise<void> {
    const wanted = new Map(
      [...refs].map((ref) => [refKey(ref), ref] as const).filter(([key]) => !this.#stored.has(key)),
    );
    if (wanted.size === 0) return;
    const sorted = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref);
    const found = await this.#transaction.load(sorted);
    for (const key of wanted.keys()) this.#stored.set(key, found.get(key) ?? null);
  }

  /** The record as this mutation has it so far, a tombstone, or null; undefined where it was not loaded. */
  held(ref: RecordRef): Held | undefined {
    const key = refKey(ref);
    return this.#changed.has(key) ? this.#changed.get(key) : this.#stored.get(key);
  }

  /** The record as this mutation has it so far; undefined where there is none. */
  record(ref: RecordRef): AnyRecord | undefined {
    const held = this.held(ref);
    return held && !isTombstone(held) ? held : undefined;
  }

  /** The record as the mutation found it. */
  stored(ref: RecordRef): Held {
    return this.#stored.get(refKey(ref)) ?? null;
  }

  put(record: AnyRecord): void {
    this.#changed.set(refKey(record), record);
  }

  remove(ref: RecordRef): void {
    this.#changed.set(refKey(ref), null);
  }

  /** The records of `field.type` that refer to `id` as things stand; undefined where that was not loaded. */
  referring(type: string, field: string, id: RecordId): readonly AnyRecord[] | undefined {
    const keys = this.#referring.get(referringKey(type, field, id));
    if (!keys) return undefined;
    const changed = [...this.#changed.values()]
      .filter((record) => record?.type === type)
      .map((record) => refKey(record as AnyRecord));
    return [...new Set([...keys, ...changed])].flatMap((key) => {
      const held = this.#changed.has(key) ? this.#changed.get(key) : this.#stored.get(key);
      return held && !isTombstone(held) && refersTo(held, field, id) ? [held] : [];
    });
  }

  /** Loads them, and gives them as they are stored. */
  async loadReferring(type: string, field: string, id: RecordId): Promise<readonly AnyRecord[]> {
    const key = referringKey(type, field, id);
    let known = this.#referring.get(key);
    if (!known) {
      const records = await this.#transaction.referring(type, field, id);
      for (const record of records) if (!this.#stored.has(refKey(record))) this.#stored.set(refKey(record), record);
      known = records.map(refKey);
      this.#referring.set(key, known);
    }
    // What was loaded before stays as it was then: the commit finds out where it is no longer so.
    return known.map((each) => this.#stored.get(each) as AnyRecord);
  }

  /** In the order of their ids: whatever order a storage gives them in, the same comes of it. */
  async referringThrough(reference: ReferenceField, id: RecordId): Promise<readonly AnyRecord[]> {
    await this.loadReferring(reference.type, reference.path.path, id);
    const records = this.referring(reference.type, reference.path.path, id) ?? [];
    return [...records].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Who has a foreign id, as things stand. */
  async externalOwner(type: string, system: string, externalId: string): Promise<RecordId | undefined> {
    for (const record of this.#changed.values())
      if (record?.type === type && record.externalIds[system] === externalId) return record.id;
    const id = await this.#transaction.findExternal(type, system, externalId);
    return id === undefined || this.#changed.has(refKey({ type, id })) ? undefined : id;
  }

  /** What came of it all, in the order of first touch: one change a record, none where it ends as it was. Versions are given here. */
  changes(now: Instant): RecordChange[] {
    return [...this.#changed].flatMap(([key, after]): RecordChange[] => {
      const held = this.#stored.get(key);
      const before = held && !isTombstone(held) ? held : null;
      if (before === null && after === null) return [];
      if (before === null || after === null)
        return [{ before, after: after && { ...after, version: 1, updatedAt: now } }];
      const same = sameJson({ ...after, version: 0, updatedAt: '' }, { ...before, version: 0, updatedAt: '' });
      return same ? [] : [{ before, after: { ...after, version: before.version + 1, updatedAt: now } }];
    });
  }
}

const referringKey = (type: string, field: string, id: RecordId): string => `${type}\n${field}\n${id}`;

function refersTo(record: AnyRecord, field: string, id: RecordId): boolean {
  const custom = field.startsWith('custom.');
  return referredIds(record, { at: custom ? 'custom' : 'root', name: custom ? field.slice(7) : field }).includes(id);
}
