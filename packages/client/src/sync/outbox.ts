import type { Backend, BackendDescription, FieldConflict, Model, Mutation, MutationResult } from '@rapport/core';
import { BackendError, InvalidInputError, refuse } from '@rapport/core/failure';
import { refKey } from '@rapport/core/identity';
import type { KeptWrite, OutboxStorage } from '../device/index.ts';
import type { Environment } from '../environment.ts';
import { isPassing, Retry } from './backoff.ts';
import type { Connection } from './connection.ts';
import { KeptWrites, type OutboxNews } from './kept-writes.ts';
import { Receipts, type Receipt } from './receipts.ts';
import { sendable, type OutboxEffect, type OutboxEvent, type Transition } from './state.ts';
import { comparedWith, lookedFor } from './weak-backend.ts';

export interface OutboxEvents {
  /** The present moment, by the clock of whoever shows the writes. */
  readonly moment: () => number;
  /**
   * The writes are others than they were, to be shown at once. `answered` are those that the backend has answered since; none that is `queued` had been sent at
   * the moment `asOf`.
   */
  readonly changed: (kept: readonly KeptWrite[], answered: readonly KeptWrite[], asOf: number) => void;
  /** From here on what is sent may have taken effect. Returns what to call when nothing more will be heard of this attempt. */
  readonly sending: () => () => void;
  /** An answer with the present state of every record that it is about and that is shown. */
  readonly completed: (mutation: Mutation, result: MutationResult) => Promise<MutationResult>;
  /** What became of a write of which nobody told: that it is done, with what is there now, or that it can't be seen. Rejects where nobody answers. */
  readonly lookedUp: (mutation: Mutation) => Promise<MutationResult>;
  /** Resolves once what these writes left need not be kept with them any more. */
  readonly taken: (acknowledged: readonly KeptWrite[]) => Promise<void>;
  /** Writes can't be kept on the device any more. */
  readonly lost: (reason: unknown) => void;
  /** What other windows are to know, once it is kept. */
  readonly tell: (news: OutboxNews) => void;
}

export interface OutboxOptions {
  readonly backend: Backend;
  readonly connection: Connection;
  readonly environment: Environment;
  readonly description: () => Promise<BackendDescription>;
  readonly model: () => Model;
  /** Where writes are kept on the device; undefined where they are kept for as long as the page is there. */
  readonly storage: Promise<OutboxStorage> | undefined;
  readonly transition: Transition;
  readonly events: OutboxEvents;
}

/** Milliseconds in which another window has sent what waits, where nothing is in its way. */
const patience = 5_000;
/** So often what waits is looked at before it is sent from here. */
const mostRounds = 3;

/** Performs what `state.ts` decides: keeps the writes, sends them, one push at a time, and tells what became of them. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #writes: KeptWrites;
  readonly #retry: Retry;
  readonly #receipts = new Receipts();
  readonly #abort = new AbortController();
  #isLeading = true;
  #following: (() => void) | undefined;
  /** The first of what waits for another window to send it, and how often it was found to. */
  #awaited: string | undefined;
  #rounds = 0;
  #isStandingIn = false;
  #isDraining = false;
  #draining: Promise<void> = Promise.resolve();
  /** So many of the first are sent one by one, because they were declined all together. */
  #alone = 0;
  /** What these left is being kept elsewhere. */
  readonly #taking = new Set<string>();

  constructor(options: OutboxOptions) {
    const { environment, storage, transition, events } = options;
    this.#options = options;
    this.#retry = new Retry(environment, () => void this.#drain());
    this.#writes = new KeptWrites({
      environment,
      storage,
      transition,
      moment: events.moment,
      changed: (kept, answered, asOf) => {
        events.changed(kept, answered, asOf);
        // Also of those that another window sent and could not tell of.
        for (const { result } of answered) if (result) this.#receipts.settle(result.id, result);
        this.#follow();
      },
      perform: (event, effects, isHeard) => this.#perform(event, effects, isHeard),
      vanished: (writes) => this.#lookUp(writes.map(({ mutation }) => mutation)),
      lost: (reason) => {
        events.lost(reason);
        void this.#drain();
      },
    });
    void this.#writes.opened.then(() => this.#drain());
  }

  get kept(): readonly KeptWrite[] {
    return this.#writes.all;
  }

  /** Resolves once what was kept before is known. */
  get opened(): Promise<void> {
    return this.#writes.opened;
  }

  /** Whether what is accepted survives the page. */
  get isDurable(): boolean {
    return this.#writes.isDurable;
  }

  add(mutation: Mutation): Receipt {
    const receipt = this.#receipts.create(mutation.id);
    void this.#writes.dispatch({ kind: 'write', mutation }).then(() => this.#drain());
    return receipt;
  }

  /** Puts another write in place of one that was declined, or none. */
  decide(id: string, mutation: Mutation | undefined): Receipt | undefined {
    const receipt = mutation && this.#receipts.create(mutation.id);
    void this.#writes.dispatch({ kind: 'decide', id, mutation }).then(() => this.#drain());
    return receipt;
  }

  /** How many writes the backend does not have, of all windows that share them. */
  async countWaiting(): Promise<number> {
    await this.#writes.refresh();
    return this.kept.filter(({ state }) => state !== 'acknowledged').length;
  }

  async clear(): Promise<void> {
    await this.#writes.dispatch({ kind: 'clear' });
  }

  /** Whether this window is the one that sends. */
  set isLeading(isLeading: boolean) {
    this.#isLeading = isLeading;
    // What the one before left on its way is sent again.
    if (isLeading) this.look();
    else this.#follow();
  }

  /** Other windows may have kept writes that they did not tell of. */
  look(): void {
    void this.#writes.refresh().then(() => this.#drain());
  }

  /** What another window told. */
  hear(news: OutboxNews): void {
    void this.#writes.hear(news).then(() => this.#drain());
    for (const result of news.results) this.#receipts.settle(result.id, result);
  }

  /** The storage can't be used any more: what is kept stays here, and is sent all the same. */
  lose(reason: unknown): void {
    this.#writes.lose(reason);
  }

  resume(): void {
    this.#retry.now();
  }

  /** Sends what waits, whoever leads. Resolves once nothing is on its way any more, or nobody answers. */
  async flush(): Promise<void> {
    await this.opened;
    this.#isLeading = true;
    this.#retry.cancel();
    await this.#drain(true);
  }

  close(): void {
    this.#abort.abort();
    this.#retry.cancel();
    this.#following?.();
    this.#writes.close();
    const fate =
      this.#writes.isDurable && this.kept.length > 0
        ? 'it is kept on the device, and sent when the client is there again'
        : 'it may or may not have taken effect';
    this.#receipts.fail(
      new BackendError('offline', `The client was closed before the backend answered the write: ${fate}.`),
    );
  }

  async #lookUp(mutations: readonly Mutation[]): Promise<readonly MutationResult[]> {
    const results: MutationResult[] = [];
    for (const mutation of mutations) results.push(await this.#options.events.lookedUp(mutation));
    for (const result of results) this.#receipts.settle(result.id, result);
    return results;
  }

  #perform(event: OutboxEvent, effects: readonly OutboxEffect[], isHeard: boolean): void {
    const sending: string[] = [];
    const results: MutationResult[] = [];
    const id = 'mutation' in event ? event.mutation?.id : undefined;
    const isKept = !effects.some((effect) => effect.kind === 'settle' && effect.id === id);
    if (this.#writes.isDurable && isKept && id !== undefined) this.#receipts.keep(id);
    for (const effect of effects) {
      if (effect.kind === 'join') this.#receipts.join(effect.id, effect.into);
      else if (effect.kind === 'push') sending.push(...effect.mutations.map((mutation) => mutation.id));
      else {
        results.push(effect.result);
        this.#receipts.settle(effect.id, effect.result);
      }
    }
    if (isHeard) return;
    const decided = event.kind === 'decide' ? [{ id: event.id, mutation: event.mutation }] : [];
    // Of what is kept in each window, each finds out by itself what was done: it may have more of it. What was declined to one need not be sent by another.
    const told = this.#writes.isDurable ? { sending, results } : { sending: [], results: results.filter(isDeclined) };
    this.#options.events.tell({ kind: 'outbox', ...told, ...(decided.length > 0 && { decided }) });
  }

  /** While another window is to send what waits here: looks now and then whether it has, and says that there is something. A message may be lost. */
  #follow(): void {
    const waits = (): boolean =>
      !this.#isLeading && this.#writes.isDurable && sendable(this.kept, 1).length > 0 && !this.#abort.signal.aborted;
    if (this.#following || !waits()) return;
    this.#following = this.#options.environment.schedule(patience, () => {
      this.#following = undefined;
      if (!waits()) return;
      this.#options.events.tell({ kind: 'outbox', sending: [], results: [] });
      void this.#writes.refresh().then(() => this.#standIn());
    });
  }

  /** Where what waits is the same for long, the one that leads does not know of it: its own storage may be lost. Then it is sent from here. */
  #standIn(): void {
    const [first] = sendable(this.kept, 1);
    this.#rounds = first && first.mutation.id === this.#awaited ? this.#rounds + 1 : 0;
    this.#awaited = first?.mutation.id;
    this.#isStandingIn = this.#rounds >= mostRounds;
    if (this.#isStandingIn) void this.#drain();
    this.#follow();
  }

  #drain(isUrgent = false): Promise<void> {
    // What is kept in this window alone is sent from here, whoever leads.
    const isOurs = this.#isLeading || this.#isStandingIn || !this.#writes.isDurable;
    if (!isOurs || this.#retry.isWaiting || this.#abort.signal.aborted) return Promise.resolve();
    if (this.#options.connection.isDown && !isUrgent && !this.#isDraining) {
      // Nobody would answer: what is not on its way can still be folded into one.
      this.#retry.park();
      return Promise.resolve();
    }
    if (!this.#isDraining) {
      this.#isDraining = true;
      this.#draining = this.#work();
    }
    return this.#draining;
  }

  async #work(): Promise<void> {
    try {
      this.#finish();
      while (sendable(this.kept, 1).length > 0) await this.#push();
      this.#retry.reset();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#options.connection.retryLater(this.#retry, error);
    }
    // In the same turn as the last look at what waits: what comes from here on is drained anew.
    this.#isDraining = false;
  }

  async #push(): Promise<void> {
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
      this.#finish();
    } finally {
      end();
    }
  }

  /** What a backend can't see to is seen to here. Undefined where that alone was something to do. */
  async #prepare({ idempotent, concurrency, maxMutations }: BackendDescription): Promise<Careful | undefined> {
    const { backend, model, connection } = this.#options;
    const weak = { backend, model: model(), signal: this.#abort.signal };
    // One by one, where it must be found out of each whether it took effect.
    const next = separate(sendable(this.kept, idempotent ? maxMutations : 1));
    const unanswered = next.filter(({ state }) => state === 'inflight').map(({ mutation }) => mutation);
    if (!idempotent && unanswered.length > 0) {
      await this.#writes.dispatch({ kind: 'answer', results: await connection.follow(lookedFor(unanswered, weak)) });
      this.#finish();
      return undefined;
    }
    if (concurrency !== 'none') return { limit: next.length, overwrote: new Map() };
    const fresh = next.filter(({ state }) => state === 'queued').map(({ mutation }) => mutation);
    const { ready, results, overwrote } = await connection.follow(comparedWith(fresh, weak));
    if (results.length === 0) return { limit: next.length, prepared: ready, overwrote };
    await this.#writes.dispatch({ kind: 'answer', results });
    this.#finish();
    return undefined;
  }

  /** What became of each; undefined where they are to be sent one by one. */
  async #send(batch: readonly Mutation[], idempotent: boolean): Promise<readonly MutationResult[] | undefined> {
    try {
      return await this.#options.connection.follow(this.#options.backend.push(batch, { signal: this.#abort.signal }));
    } catch (error) {
      if (this.#abort.signal.aborted) throw error;
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

  /** Lets go of writes that took effect, once what they left is kept elsewhere. */
  #finish(): void {
    const acknowledged = this.kept.filter(
      ({ state, mutation }) => state === 'acknowledged' && !this.#taking.has(mutation.id),
    );
    if (acknowledged.length === 0) return;
    const ids = acknowledged.map(({ mutation }) => mutation.id);
    for (const id of ids) this.#taking.add(id);
    const done = async (): Promise<void> => {
      await this.#options.events.taken(acknowledged);
      await this.#writes.dispatch({ kind: 'done', ids });
      for (const id of ids) this.#taking.delete(id);
    };
    void done();
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

function isDeclined(result: MutationResult): boolean {
  return result.status === 'conflict' || (result.status === 'refused' && result.refusal.code !== 'outcome-unknown');
}

function refusalOf(error: unknown): ReturnType<typeof refuse> {
  if (error instanceof InvalidInputError) return refuse(error.code, undefined, { issues: error.issues });
  if (error instanceof BackendError) return refuse(error.code);
  throw error;
}
