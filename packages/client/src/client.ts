import type {
  AggregateAnswer,
  AggregateQuery,
  AnyRecord,
  Backend,
  BackendDescription,
  Filter,
  Instant,
  MutationResult,
  NamedRef,
  NewId,
  OrderKey,
  Patch,
  RapportError,
  Result,
  StandardRecords,
  StandardTypeName,
  Total,
} from '@rapport/core';

/** A record by type name: the declared shape for the declared types, an open one for those added at run time. */
export type RecordNamed<Name extends string> = Name extends StandardTypeName ? StandardRecords[Name] : AnyRecord;

/** What a live query asks for; as a `Query`, and it stays answered. */
export interface LiveRequest<Name extends string = string> {
  readonly type: Name;
  readonly where?: Filter;
  readonly orderBy?: readonly OrderKey[];
  /** The window's size to begin with; `loadMore` adds as many. Default 50. */
  readonly limit?: number;
  readonly total?: boolean;
}

/**
 * `loading` nothing to show yet; `ready` what the backend said, with pending writes on top, kept live;
 * `stale` what it said last: it can't be reached just now; `error` it declined or failed, `error` says how.
 */
export type LiveStatus = 'loading' | 'ready' | 'stale' | 'error';

/** One state of a live query. Immutable; the same object until something changes. */
export interface LiveSnapshot<R extends AnyRecord = AnyRecord> {
  readonly status: LiveStatus;
  readonly records: readonly R[];
  /** Whether there are records below the window. */
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly total: Total;
  /** `complete`: what the backend would answer as of the last change heard of, with pending writes on top. `partial`: what is known here of it. */
  readonly coverage: 'complete' | 'partial';
  /** Ids of records that carry a write not yet acknowledged. */
  readonly pending: ReadonlySet<string>;
  readonly error: RapportError | undefined;
}

/** A query that stays answered while somebody subscribes. */
export interface LiveQuery<R extends AnyRecord = AnyRecord> {
  getSnapshot(): LiveSnapshot<R>;
  /** Calls after each change, never during the call. Returns how to stop; the last one to stop releases the query. */
  subscribe(listener: () => void): () => void;
  loadMore(): Promise<void>;
  /** Asks the backend again. */
  refresh(): Promise<void>;
}

/** A write: patches that take effect together. `id`, `at` and `base` are filled in where they are missing. */
export interface Write {
  readonly command: string;
  readonly patches: readonly Patch[];
}

/** Where a write is kept so that no crash of the page can lose it: on the device, or nowhere but in the backend. */
export type Durability = 'device' | 'backend';

/** A write under way: what became of it, or sooner, that it can't be lost any more. */
export interface PendingWrite extends Promise<MutationResult> {
  /** Names it in `attention`, unless it became part of an earlier write that still waited. */
  readonly id: string;
  /** Resolves once the write survives the page, and says where it is kept by then. Rejects where it was declined or given up before. */
  readonly durable: Promise<Durability>;
}

export const guarantees = ['live', 'conflicts', 'exactly-once', 'whole'] as const;
/**
 * What a backend may not be able to give. `live` changes of others are heard of when they happen; `conflicts` none of them is overwritten unnoticed;
 * `exactly-once` a write that was not answered takes effect once; `whole` a write of several records takes effect in all of them or none.
 */
export type Guarantee = (typeof guarantees)[number];

/** How the client stands with its backend, and with what was written. */
export interface ConnectionSnapshot {
  readonly state: 'connecting' | 'online' | 'offline' | 'unauthenticated';
  /** Writes accepted and not yet acknowledged, but for those that wait behind one in `attention`. */
  readonly pendingWrites: number;
  /** Those of them that are on their way now. */
  readonly sendingWrites: number;
  /** Writes the backend declined, kept until somebody decides about them. */
  readonly attention: readonly RefusedWrite[];
  /** Where writes are kept until the backend has them. `lost`: the device can't keep them any more; they are here as long as the page is. */
  readonly kept: 'memory' | 'device' | 'lost';
  /** The browser found its storage damaged and deleted it before this page came: what waited there is gone. */
  readonly isForgotten?: true;
  /** What the backend can't give. Empty before it has described itself. */
  readonly unguaranteed: readonly Guarantee[];
}

export interface RefusedWrite {
  readonly id: string;
  /** When it was made, by the client's clock. */
  readonly at: Instant;
  /** As it was sent: with what its writer saw in each patch's `base`. */
  readonly write: Write;
  readonly result: MutationResult;
  /** Later writes to its records, which wait until it is decided. */
  readonly behind: readonly WaitingWrite[];
}

export type WaitingWrite = Pick<RefusedWrite, 'id' | 'at' | 'write'>;

/** What a host and the elements work with: typed access to every record, live, writable. */
export interface Client {
  readonly backend: Backend;
  describe(): Promise<BackendDescription>;
  /** Same request, same query: subscribers share it. */
  live<Name extends string>(request: LiveRequest<Name>): LiveQuery<RecordNamed<Name>>;
  /** One record, live; by id or by a foreign system's name for it. At most one record in the snapshot. */
  record<Name extends string>(type: Name, name: NamedRef['name']): LiveQuery<RecordNamed<Name>>;
  get<Name extends string>(type: Name, name: NamedRef['name']): Promise<RecordNamed<Name> | undefined>;
  aggregate(query: AggregateQuery): Promise<AggregateAnswer>;
  /**
   * Shows the write at once in every live query, sends it, and resolves with what became of it. A refused or conflicting write is undone alone.
   * While the backend can't be reached it waits and is sent later, in order. It rejects only for misuse, and on `close`.
   */
  write(write: Write): PendingWrite;
  create<Name extends StandardTypeName>(type: Name, values: Partial<StandardRecords[Name]>): PendingWrite;
  update<Name extends StandardTypeName>(type: Name, id: string, values: Partial<StandardRecords[Name]>): PendingWrite;
  delete(type: string, id: string): PendingWrite;
  /**
   * Fetches what keeps and sends writes, for whoever is about to write; the first write does so otherwise, and is shown meanwhile. A page that stays open while
   * its host is deployed anew does well to call it when it is idle. Resolves once that is there, or can't be had for now: then it is tried again.
   */
  prepareToWrite(): Promise<void>;
  readonly connection: { getSnapshot(): ConnectionSnapshot; subscribe(listener: () => void): () => void };
  /** Sends a write that was declined again, as it was and in place of it. Undefined where there is none of that id in `attention`. */
  retry(writeId: string): Promise<MutationResult | undefined>;
  /** Sends another write in place of one that was declined. Undefined where there is none of that id in `attention`. */
  edit(writeId: string, write: Write): Promise<MutationResult | undefined>;
  /** Gives up a write that was declined, or one behind it. What stood on a record that it was to create goes with it. */
  discard(writeId: string): void;
  /**
   * Leaves nothing of the account on the device and ends the client, in every window. Refused `writes-waiting` while there are accepted writes that the backend
   * does not have, unless they are to be discarded; `params.count` says how many.
   */
  wipe(options?: { readonly discardWaiting?: boolean }): Promise<Result<object>>;
  /**
   * Wipes, for who signs out. While writes wait it is refused, as `wipe` is; `send` true sends them first, as far as that is possible now, and false discards them.
   */
  signOut(options?: { readonly send?: boolean }): Promise<Result<object>>;
  readonly newId: NewId;
  /** The client's clock, milliseconds since 1970: for labels only. */
  readonly now: () => number;
  /** Ends the feed and every query. */
  close(): void;
}
