import type { AnyRecord, RecordId, RecordName } from '../model/index.ts';
import type { AggregateAnswer, AggregateQuery, Page, Query } from '../query/index.ts';
import type { ChangeMessage, Interest } from './change.ts';
import type { BackendDescription } from './description.ts';
import type { Mutation, MutationResult } from './mutation.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Asks for one record, by our id or by a foreign system's. */
export interface NamedRef {
  readonly type: string;
  readonly name: RecordName;
}

export interface GetAnswer {
  readonly records: readonly AnyRecord[];
  /** What was asked for and is not there, or not for the reader to see: the two can't be told apart. */
  readonly missing: readonly NamedRef[];
  /** Ids that were asked for and live on in another record, `from` the old `to` the survivor. */
  readonly redirects: readonly { readonly type: string; readonly from: RecordId; readonly to: RecordId }[];
}

/**
 * The one port to the outside: whatever stores records implements it and passes the conformance kit.
 *
 * Every method rejects with `BackendError` (nobody answered, not signed in, not permitted, too many requests …) or `InvalidInputError` (what was
 * asked is malformed, unknown, or beyond what `describe` says) and with the signal's reason once it aborts. Nothing is half-applied.
 */
export interface Backend {
  /** What the backend can do for whoever asks. */
  describe(options?: CallOptions): Promise<BackendDescription>;
  query(query: Query, options?: CallOptions): Promise<Page>;
  aggregate(query: AggregateQuery, options?: CallOptions): Promise<AggregateAnswer>;
  get(refs: readonly NamedRef[], options?: CallOptions): Promise<GetAnswer>;
  /**
   * Applies mutations in order, each atomic by itself. One result each, in order: a mutation that is refused does not stop the ones after it. After a
   * rejection it is unknown which took effect, and the same mutations may be sent again: a mutation is known by its id.
   * The same id with other content is refused: `mutation-id-reused`.
   */
  push(mutations: readonly Mutation[], options?: CallOptions): Promise<readonly MutationResult[]>;
  /**
   * Every change after `since` that the reader may see, and then those to come, until the signal aborts (the iterator then ends) or the connection is
   * lost (it throws; call again with the last `to`). `since` null starts at the present: the first message is `changes` from and to the same cursor, empty.
   */
  changes(options: {
    readonly since: string | null;
    readonly interest?: readonly Interest[] | undefined;
    readonly signal: AbortSignal;
  }): AsyncIterable<ChangeMessage>;
}
