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

/** How the client stands with its backend. */
export interface ConnectionSnapshot {
  readonly state: 'connecting' | 'online' | 'offline' | 'unauthenticated';
  /** Writes accepted and not yet acknowledged. */
  readonly pendingWrites: number;
  /** Writes the backend declined, kept until they are dismissed. */
  readonly attention: readonly RefusedWrite[];
}

export interface RefusedWrite {
  readonly id: string;
  /** When it was made, by the client's clock. */
  readonly at: Instant;
  /** As it was sent: with what its writer saw in each patch's `base`. */
  readonly write: Write;
  readonly result: MutationResult;
}

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
   * While the backend can't be reached it waits and is sent later, in order. It rejects only for misuse.
   */
  write(write: Write): Promise<MutationResult>;
  create<Name extends StandardTypeName>(type: Name, values: Partial<StandardRecords[Name]>): Promise<MutationResult>;
  update<Name extends StandardTypeName>(
    type: Name,
    id: string,
    values: Partial<StandardRecords[Name]>,
  ): Promise<MutationResult>;
  delete(type: string, id: string): Promise<MutationResult>;
  readonly connection: { getSnapshot(): ConnectionSnapshot; subscribe(listener: () => void): () => void };
  dismiss(writeId: string): void;
  /** Sends a write that was declined again, as it was and in place of it. Undefined where there is none of that id in `attention`. */
  retry(writeId: string): Promise<MutationResult | undefined>;
  readonly newId: NewId;
  /** The client's clock, milliseconds since 1970: for labels only. */
  readonly now: () => number;
  /** Ends the feed and every query. */
  close(): void;
}
