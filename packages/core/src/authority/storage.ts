import type { AnyRecord, RecordId, RecordRef } from '../model/index.ts';
import type { MutationResult } from '../port/index.ts';

/** A record as a mutation found and left it. Null before: created; null after: deleted. */
export interface RecordChange {
  readonly before: AnyRecord | null;
  readonly after: AnyRecord | null;
}

/** What a mutation did, as it is kept for the feed and for the mutation being sent again. */
export interface MutationEntry {
  readonly mutation: RecordId;
  /** A digest of the content: the same id with another digest is another mutation. */
  readonly digest: string;
  readonly command: string;
  readonly actor: string | null;
  readonly at: string;
  readonly changes: readonly RecordChange[];
  readonly result: MutationResult;
}

/** What was remembered of a mutation that took effect. Of the result only which records it named is asked for again. */
export interface RememberedMutation {
  readonly digest: string;
  readonly result: MutationResult;
}

/** How many records of `type` referred to `id` by `field` when a rule looked. */
export interface ReferringSet {
  readonly type: string;
  readonly field: string;
  readonly id: RecordId;
  readonly count: number;
}

/** What rules learned, as it was stored: a mutation is kept only where these records are still at these versions and the sets have gained none. */
export interface Basis {
  readonly records: readonly AnyRecord[];
  readonly referring: readonly ReferringSet[];
}

/** One transaction of one tenant. Reads see the transaction's own writes only through `commit`'s caller: the authority keeps them. */
export interface AuthorityTransaction {
  /** The records there are, locked until the end, keyed by `refKey`; a deleted one as a tombstone. References are locked in the order of their keys. */
  load(refs: readonly RecordRef[]): Promise<ReadonlyMap<string, AnyRecord | Tombstone>>;
  /** Who has a foreign id. */
  findExternal(type: string, system: string, externalId: string): Promise<RecordId | undefined>;
  /** The records of `type` whose `field` (as `Relation` or a set of references names it) refers to `id`, locked until the end. */
  referring(type: string, field: string, id: RecordId): Promise<readonly AnyRecord[]>;
  recall(mutation: RecordId): Promise<RememberedMutation | undefined>;
  /**
   * Writes the records, the memory of the mutation and the feed's entry; the position in the feed is taken last. Called at most once, as the last thing.
   * A change without `after` leaves a tombstone of version `before.version + 1`. An entry without changes is remembered, and not sent to anybody.
   * Where transactions don't wait for each other, it rejects unless the basis is as it was read.
   */
  commit(entry: MutationEntry, basis: Basis): Promise<void>;
}

export interface Tombstone {
  readonly deleted: true;
  readonly type: string;
  readonly id: RecordId;
  readonly version: number;
}

/** Where an authority keeps records. `work` runs in one transaction: all of it is kept, or, where it rejects, nothing. */
export interface AuthorityStorage {
  transaction<T>(work: (transaction: AuthorityTransaction) => Promise<T>): Promise<T>;
}
