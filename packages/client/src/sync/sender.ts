import type { Backend, BackendDescription, FieldConflict, Model, Mutation, MutationResult } from '@rapport/core';
import { BackendError, InvalidInputError, refuse } from '@rapport/core/failure';
import { refKey } from '@rapport/core/identity';
import type { KeptWrite } from '../device/index.ts';
import { isPassing } from './backoff.ts';
import type { Connection } from './connection.ts';
import type { KeptWrites } from './kept-writes.ts';
import { sendable } from './state.ts';
import { comparedWith, lookedFor } from './weak-backend.ts';

export interface SenderEvents {
  /** From here on what is sent may have taken effect. Returns what to call when nothing more will be heard of this attempt. */
  readonly sending: () => () => void;
  /** An answer with the present state of every record that it is about and that is shown. */
  readonly completed: (mutation: Mutation, result: MutationResult) => Promise<MutationResult>;
}

export interface SenderOptions {
  readonly backend: Backend;
  readonly connection: Connection;
  readonly description: () => Promise<BackendDescription>;
  readonly model: () => Model;
  readonly events: SenderEvents;
  readonly writes: Pick<KeptWrites, 'all' | 'dispatch'>;
  readonly signal: AbortSignal;
}

/** Sends what waits, one push at a time, in the way that the backend asks for. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #writes: SenderOptions['writes'];
  /** So many of the first are sent one by one, because they were declined all together. */
  #alone = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#writes = options.writes;
  }

  /** Sends the next ones. Resolves once it is kept what became of them. Rejects where nobody answers. */
  async sendNext(): Promise<void> {
    const description = await this.#options.description();
    const { maxMutations, idempotent, concurrency } = description;
    const isWeak = !idempotent || concurrency === 'none';
    const careful = isWeak ? await this.#prepare(description) : undefined;
    if (isWeak && !careful) return;
    const limit = this.#alone > 0 ? 1 : maxMutations;
    const effects = await this.#writes.dispatch({ kind: 'send', limit, ...careful });
    const batch = effects.flatMap((effect) => (effect.kind === 'push' ? effect.mutations : []));
    if (batch.length === 0) return;
    const end = this.#options.events.sending();
    try {
      const results = await this.#send(batch, idempotent);
      if (!results) return;
      this.#alone = Math.max(0, this.#alone - 1);
      const byId = new Map(results.map((result) => [result.id, result]));
      const completed: MutationResult[] = [];
      for (const mutation of batch) {
        const { id } = mutation;
        const result = byId.get(id) ?? { id, status: 'refused', refusal: refuse('no-result') };
        completed.push(
          await this.#options.events.completed(mutation, withOverwritten(result, careful?.overwrote.get(id))),
        );
      }
      await this.#writes.dispatch({ kind: 'answer', results: completed });
    } finally {
      end();
    }
  }

  /** What a backend can't see to is seen to here. Undefined where that alone was something to do. */
  async #prepare({ idempotent, concurrency, maxMutations }: BackendDescription): Promise<Careful | undefined> {
    const { backend, model, connection, signal } = this.#options;
    const weak = { backend, model: model(), signal };
    // One by one, where it must be found out of each whether it took effect.
    const next = separate(sendable(this.#writes.all, idempotent ? maxMutations : 1));
    const unanswered = next.filter(({ state }) => state === 'inflight').map(({ mutation }) => mutation);
    if (!idempotent && unanswered.length > 0) {
      await this.#writes.dispatch({
        kind: 'answer',
        results: await connection.follow(lookedFor(unanswered, weak)),
      });
      return undefined;
    }
    if (concurrency !== 'none') return { limit: next.length, overwrote: new Map() };
    const fresh = next.filter(({ state }) => state === 'queued').map(({ mutation }) => mutation);
    const { ready, results, overwrote } = await connection.follow(comparedWith(fresh, weak));
    if (results.length === 0) return { limit: next.length, prepared: ready, overwrote };
    await this.#writes.dispatch({ kind: 'answer', results });
    return undefined;
  }

  /** What became of each; undefined where they are to be sent one by one. */
  async #send(batch: readonly Mutation[], idempotent: boolean): Promise<readonly MutationResult[] | undefined> {
    const { backend, connection, signal } = this.#options;
    try {
      return await connection.follow(backend.push(batch, { signal }));
    } catch (error) {
      if (signal.aborted) throw error;
      if (isPassing(error)) {
        const isUnsent = error.code === 'unauthenticated' || error.code === 'rate-limited';
        if (isUnsent && !idempotent) await this.#writes.dispatch({ kind: 'unsent', ids: batch.map(({ id }) => id) });
        throw error;
      }
      if (batch.length > 1 && idempotent) {
        this.#alone = batch.length;
        return undefined;
      }
      return batch.map(({ id }) => ({ id, status: 'refused', refusal: refusalOf(error) }));
    }
  }
}

interface Careful {
  readonly limit: number;
  readonly prepared?: readonly (readonly [Mutation, Mutation])[];
  /** Values of others that give way, by the write. */
  readonly overwrote: ReadonlyMap<string, readonly FieldConflict[]>;
}

/** As many of the first as are about different records: what another one leaves is not there to be compared with. */
function separate(kept: readonly KeptWrite[]): readonly KeptWrite[] {
  const seen = new Set<string>();
  const end = kept.findIndex(({ mutation }) => {
    const keys = mutation.patches.map(refKey);
    const isAgain = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isAgain;
  });
  return end === -1 ? kept : kept.slice(0, end);
}

function withOverwritten(result: MutationResult, overwrote: readonly FieldConflict[] = []): MutationResult {
  return result.status === 'applied' && overwrote.length > 0 ? { ...result, status: 'merged', overwrote } : result;
}

function refusalOf(error: unknown): ReturnType<typeof refuse> {
  if (error instanceof InvalidInputError) return refuse(error.code, undefined, { issues: error.issues });
  if (error instanceof BackendError) return refuse(error.code);
  throw error;
}
