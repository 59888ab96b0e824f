import type { Backend, BackendDescription, Mutation, MutationResult } from '@rapport/core';
import { BackendError, InvalidInputError, refuse } from '@rapport/core/failure';
import type { Write } from '../client.ts';
import type { Environment } from '../environment.ts';
import { isPassing, Retry } from './backoff.ts';
import type { Connection } from './connection.ts';

interface QueuedWrite {
  readonly mutation: Mutation;
  readonly write: Write;
  readonly settle: (result: MutationResult) => void;
  readonly fail: (error: unknown) => void;
}

export interface OutboxEvents {
  /** From here on the mutations may have taken effect. Returns what to call when nothing more will be heard of this attempt. */
  readonly sending: (mutations: readonly Mutation[]) => { readonly since: number; readonly end: () => void };
  /** What became of a mutation that was sent at `since`. Resolves once it is taken in. */
  readonly settled: (mutation: Mutation, result: MutationResult, since: number) => Promise<void>;
}

/**
 * Writes on their way to the backend, in the order they were made: one push at a time, with all that waits. While nobody answers they stay, and are sent
 * again with the same ids, so that what did take effect does not take effect twice. One that is declined keeps none of the others.
 *
 *     queued ──push──▶ sending ──result──▶ settled
 *        ▲                │ nobody answered: again, later and later
 *        └────────────────┘
 */
export class Outbox {
  readonly #backend: Backend;
  readonly #connection: Connection;
  readonly #events: OutboxEvents;
  readonly #description: () => Promise<BackendDescription>;
  readonly #retry: Retry;
  readonly #abort = new AbortController();
  #queue: readonly QueuedWrite[] = [];
  #isDraining = false;
  /** So many of the first are sent one by one, because they were declined all together. */
  #alone = 0;

  constructor(options: {
    backend: Backend;
    connection: Connection;
    environment: Environment;
    description: () => Promise<BackendDescription>;
    events: OutboxEvents;
  }) {
    this.#backend = options.backend;
    this.#connection = options.connection;
    this.#events = options.events;
    this.#description = options.description;
    this.#retry = new Retry(options.environment, () => void this.#drain());
  }

  add(mutation: Mutation, write: Write): Promise<MutationResult> {
    return new Promise((settle, fail) => {
      this.#setQueue([...this.#queue, { mutation, write, settle, fail }]);
      if (this.#retry.isWaiting) return;
      // What is written in one turn goes out in one push.
      queueMicrotask(() => void this.#drain());
    });
  }

  resume(): void {
    this.#retry.now();
  }

  close(): void {
    this.#abort.abort();
    this.#retry.cancel();
    const left = this.#queue;
    this.#setQueue([]);
    for (const { fail } of left)
      fail(
        new BackendError(
          'offline',
          'The client was closed before the backend answered: the write may or may not have taken effect.',
        ),
      );
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    try {
      while (this.#queue.length > 0) await this.#push();
      this.#retry.reset();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#retry.later(error);
    } finally {
      this.#isDraining = false;
    }
  }

  async #push(): Promise<void> {
    const { maxMutations, idempotent } = await this.#description();
    const batch = this.#queue.slice(0, this.#alone > 0 ? 1 : maxMutations);
    const sending = this.#events.sending(batch.map(({ mutation }) => mutation));
    try {
      await this.#send(batch, idempotent, sending.since);
    } finally {
      sending.end();
    }
  }

  async #send(batch: readonly QueuedWrite[], idempotent: boolean, since: number): Promise<void> {
    let results: readonly MutationResult[];
    try {
      results = await this.#connection.follow(
        this.#backend.push(
          batch.map(({ mutation }) => mutation),
          { signal: this.#abort.signal },
        ),
      );
    } catch (error) {
      if (this.#abort.signal.aborted) throw error;
      if (isPassing(error) && (idempotent || ['unauthenticated', 'rate-limited'].includes(error.code))) throw error;
      if (batch.length > 1 && idempotent) {
        this.#alone = batch.length;
        return;
      }
      results = batch.map(({ mutation }) => ({ id: mutation.id, status: 'refused', refusal: refusalOf(error) }));
    }
    this.#alone = Math.max(0, this.#alone - 1);
    const byId = new Map(results.map((result) => [result.id, result]));
    for (const { mutation, write, settle } of batch) {
      const result = byId.get(mutation.id) ?? { id: mutation.id, status: 'refused', refusal: refuse('no-result') };
      await this.#events.settled(mutation, result, since);
      if (result.status === 'refused' || result.status === 'conflict') {
        const sent = { ...write, patches: mutation.patches };
        this.#connection.addRefused({ id: mutation.id, at: mutation.at, write: sent, result });
      }
      this.#setQueue(this.#queue.filter((queued) => queued.mutation !== mutation));
      settle(result);
    }
  }

  #setQueue(queue: readonly QueuedWrite[]): void {
    this.#queue = queue;
    this.#connection.setPendingWrites(queue.length);
  }
}

function refusalOf(error: unknown): ReturnType<typeof refuse> {
  if (error instanceof InvalidInputError) return refuse(error.code, undefined, { issues: error.issues });
  if (error instanceof BackendError) return refuse(error.retryable ? 'outcome-unknown' : error.code);
  throw error;
}
