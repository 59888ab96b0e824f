import type { AnyRecord, BackendDescription, Filter, Mutation, MutationResult, RecordRef, Total } from '@rapport/core';
import type { LiveRequest } from '../client.ts';

/**
 * Where a write stands.
 *
 *     queued ─▶ inflight ─▶ acknowledged ─▶ gone, once what it left is kept here
 *       ▲          │ ├────▶ refused ┐
 *       └──────────┘ └────▶ conflict┴─ retry, edit ─▶ queued;  discard ─▶ gone
 *     blocked: behind a refused or conflicting write of the same record; queued again when that is decided
 */
export type WriteState = 'queued' | 'inflight' | 'acknowledged' | 'refused' | 'conflict' | 'blocked';

/** A write that was accepted and is not done with. Never changed: another state is another object. */
export interface KeptWrite {
  readonly mutation: Mutation;
  readonly state: WriteState;
  /** What the backend said, where it has answered. */
  readonly result?: MutationResult | undefined;
}

/** Writes that wait, in the order they were made; all windows of an account share them. */
export interface OutboxStorage {
  load(): Promise<readonly KeptWrite[]>;
  /**
   * Replaces what is kept by what `step` makes of it, whole or not at all, and answers that once it is durable. Windows take turns: where another one was
   * faster, `step` is called again with what that one left. What is the same object is not written again.
   * @throws BackendError `storage`: nothing was changed. It always settles.
   */
  change(step: (kept: readonly KeptWrite[]) => readonly KeptWrite[]): Promise<readonly KeptWrite[]>;
  /**
   * Before it is wiped: where all that is kept is `acknowledged`, every change that any window asks for from then on is declined. Answers what is kept.
   * @throws BackendError `storage`.
   */
  end(): Promise<readonly KeptWrite[]>;
}

/** A query's window as it was answered, and kept up to date since: its records are those of the cache that its filter lets through, down to `horizon`. */
export interface KeptQuery {
  readonly key: string;
  readonly request: LiveRequest;
  /** The window's size. */
  readonly limit: number;
  /** The last record the backend told of; null: it told of all. */
  readonly horizon: AnyRecord | null;
  /** Where the backend goes on. */
  readonly next: string | null;
  readonly total: Total;
  /** What the feed is asked for, so that the query's records are kept up to date. */
  readonly interest?: { readonly type: string; readonly where?: Filter };
  /** Whom the backend answered, in its order, where that can't be told from the records: as of then, and not kept up since. */
  readonly members?: readonly string[];
  /** When somebody last showed it, milliseconds since 1970. */
  readonly usedAt: number;
}

/** A kept query's first records, apart from all the others: enough to show it before those are read. */
export interface KeptView {
  /** The query's. */
  readonly key: string;
  /** All there are of the query down to `horizon`, and it may be others. */
  readonly records: readonly AnyRecord[];
  /** Null: as far down as the query is kept. */
  readonly horizon: AnyRecord | null;
}

/** What the backend said, as of `cursor`: never behind it. */
export interface CacheImage {
  readonly cursor: string | null;
  readonly description: BackendDescription | undefined;
  readonly records: readonly AnyRecord[];
  readonly queries: readonly KeptQuery[];
  readonly views?: readonly KeptView[] | undefined;
}

/** The image before its records are read. */
export interface CachePreview extends Pick<CacheImage, 'cursor' | 'description' | 'queries'> {
  /** A query's view as of the cursor; undefined where there is none, or none that can be read. */
  readonly view: (key: string) => Promise<KeptView | undefined>;
}

export interface CacheChange {
  readonly cursor: string | null;
  readonly put: readonly AnyRecord[];
  readonly remove: readonly RecordRef[];
  /** All of them, where one changed. */
  readonly queries?: readonly KeptQuery[];
  readonly description?: BackendDescription;
  /** All of them, as they are with this change made. One that says the same as before is the same object. */
  readonly views?: readonly KeptView[];
}

/** Records on the device. It may be lost at any time: everything in it can be asked for again. */
export interface CacheStorage {
  /**
   * What is kept; undefined where there is nothing, or nothing that can be read.
   * @param early Told of the same image, as of the same cursor, before its records are read, where that can be done.
   */
  load(early?: (preview: CachePreview) => void): Promise<CacheImage | undefined>;
  /** Takes the pen from whoever had it: what they write from now on is declined. */
  lead(): Promise<number>;
  /** Whole or not at all. False where another has taken the pen since. */
  apply(change: CacheChange, fence: number): Promise<boolean>;
  /** Forgets everything and begins anew. */
  clear(fence: number): Promise<boolean>;
}

/** What one account's client keeps on a device. Sealing, files and versions are its own business. */
export interface DeviceStorage {
  readonly outbox: OutboxStorage;
  readonly cache: CacheStorage;
  /** Whether what was kept before turned out to be damaged, and is gone. */
  readonly isDamaged?: boolean;
  /** Calls when the storage can't be used any more: full, deleted, taken over by a newer version of the page. */
  onLost(listener: (reason: Error) => void): void;
  /** Leaves nothing of the account on the device, the key first. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}
