import type { Backend, Change, ChangeMessage, Interest } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { Environment } from '../environment.ts';
import { Retry } from './backoff.ts';
import type { Connection } from './connection.ts';

export interface FeedEvents {
  readonly heard: (change: Change) => void;
  /** The answers to these interests may have changed in a way that changes can't show. */
  readonly recheck: (interests: readonly string[]) => void;
  /** All that was read before is to be read again. */
  readonly reset: () => void;
}

export interface FeedOptions {
  readonly backend: Pick<Backend, 'describe' | 'changes'>;
  readonly connection: Connection;
  readonly environment: Environment;
  readonly events: FeedEvents;
  /** Where the feed is before anything was answered here: for another window, or when the device was used last. Null where nobody knows. */
  readonly position?: (() => Promise<string | null>) | undefined;
}

/**
 * One feed for all open queries. A message is applied only if its `from` is the local cursor; any other is dropped, and the feed asked again from there.
 *
 *     idle ──startAt(cursor)──▶ open ──message──▶ open
 *      ▲                         │ lost, or interests added: asked again from the cursor, later and later while nobody answers
 *      └──────── last interest removed
 */
export class Feed {
  readonly #backend: Pick<Backend, 'describe' | 'changes'>;
  readonly #connection: Connection;
  readonly #events: FeedEvents;
  readonly #retry: Retry;
  readonly #interests = new Map<string, Interest>();
  #cursor: string | null = null;
  #startedAt: string | null = null;
  #stream: AbortController | undefined;
  #closed = false;
  readonly #position: (() => Promise<string | null>) | undefined;
  #beginning: Promise<void> | undefined;

  constructor(options: FeedOptions) {
    this.#backend = options.backend;
    this.#position = options.position;
    this.#connection = options.connection;
    this.#events = options.events;
    this.#retry = new Retry(options.environment, () => void this.#open());
  }

  /** The position up to which everything was heard. Null before the feed was started. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /** Starts the feed before the first answer, where it is known from where. */
  async begin(): Promise<void> {
    if (!this.#position || this.#cursor !== null) return;
    this.#beginning ??= this.#position().then(
      (cursor) => {
        this.#beginning = undefined;
        if (cursor !== null) this.startAt(cursor);
      },
      () => (this.#beginning = undefined),
    );
    await this.#beginning;
  }

  /**
   * From now on changes that matter to this interest are heard, from the present cursor on.
   * @param isHeard Whether they are anyway.
   */
  add(interest: Interest, isHeard = false): void {
    this.#interests.set(interest.id, interest);
    if (this.#cursor === null || this.#closed || (isHeard && this.#stream)) return;
    // At once, so that the cursor can't pass a change that the old stream did not tell of.
    this.#stream?.abort();
    this.#stream = new AbortController();
    const { signal } = this.#stream;
    queueMicrotask(() => {
      if (!signal.aborted) void this.#open();
    });
  }

  /** The stream goes on as it is: hearing more than one needs is harmless. */
  remove(id: string): void {
    this.#interests.delete(id);
    if (this.#interests.size === 0) this.#stop();
  }

  /**
   * Starts the feed at the cursor of an answer, unless it is started. Answers whether everything after that cursor is heard of:
   * not where it was started at another, for cursors can't be compared.
   */
  startAt(cursor: string): boolean {
    if (this.#cursor === null && !this.#closed) {
      this.#cursor = this.#startedAt = cursor;
      if (this.#interests.size > 0) void this.#open();
    }
    return this.#startedAt === cursor;
  }

  /** Tries again at once if it was waiting to. */
  resume(): void {
    this.#retry.now();
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #stop(): void {
    this.#stream?.abort();
    this.#stream = undefined;
    this.#retry.reset();
    this.#cursor = this.#startedAt = null;
  }

  async #open(): Promise<void> {
    this.#stream?.abort();
    const stream = (this.#stream = new AbortController());
    const { signal } = stream;
    try {
      // A stream can be silent for long: only an answer says that the backend is there again.
      if (this.#retry.attempt > 0) await this.#connection.follow(this.#backend.describe({ signal }));
      const messages = this.#backend.changes({ since: this.#cursor, interest: [...this.#interests.values()], signal });
      let first = true;
      for await (const message of messages) {
        if (signal.aborted) return;
        this.#connection.answered();
        if (!this.#apply(message, first)) break;
        first = false;
        this.#retry.reset();
      }
      if (!signal.aborted) this.#lost(new BackendError('offline', 'The change feed ended.'));
    } catch (error) {
      if (!signal.aborted) this.#lost(error);
    }
  }

  /** Answers whether the message followed on the last one. A stream that does not even begin where it was asked to is of another history. */
  #apply(message: ChangeMessage, first: boolean): boolean {
    if (message.kind === 'reset' || (first && message.from !== this.#cursor)) {
      this.#cursor = message.to;
      this.#events.reset();
      return true;
    }
    if (message.from !== this.#cursor) return false;
    for (const change of message.changes) this.#events.heard(change);
    this.#cursor = message.to;
    if (message.recheck?.length) this.#events.recheck(message.recheck);
    return true;
  }

  #lost(error: unknown): void {
    this.#stream = undefined;
    if (error instanceof BackendError && error.code === 'cursor-expired') {
      this.#stop();
      this.#events.reset();
      return;
    }
    // The first loss may be no more than a server that starts again: the next attempt says.
    if (this.#retry.attempt > 0) this.#connection.failed(error);
    this.#connection.retryLater(this.#retry, error);
  }
}
