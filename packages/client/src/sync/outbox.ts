import type { Backend, BackendDescription, Mutation, MutationResult } from '@rapport/core';
import { BackendError, InvalidInputError, refuse } from '@rapport/core/failure';
import type { KeptWrite, OutboxStorage } from '../device/index.ts';
import type { Environment } from '../environment.ts';
import { isPassing, Retry } from './backoff.ts';
import type { Connection } from './connection.ts';
import { interned } from './interned.ts';
import { memoryOutbox } from './memory-outbox.ts';
import { Receipts, type Receipt } from './receipts.ts';
import { sendable, type OutboxEffect, type OutboxEvent, type Transition } from './state.ts';

export interface OutboxEvents {
  /** What is kept is other than it was, to be shown at once. `answered` are those that the backend has answered since. */
  readonly changed: (kept: readonly KeptWrite[], answered: readonly KeptWrite[]) => void;
  /** From here on what is sent may have taken effect. Returns what to call when nothing more will be heard of this attempt. */
  readonly sending: () => () => void;
  /** An answer with the present state of every record that it is about and that is shown. */
  readonly completed: (mutation: Mutation, result: MutationResult) => Promise<MutationResult>;
  /** Resolves once what these writes left need not be kept with them any more. */
  readonly taken: (acknowledged: readonly KeptWrite[]) => Promise<void>;
  /** Writes can't be kept on the device any more. */
  readonly lost: (reason: unknown) => void;
  /** What other windows are to know, once it is kept. */
  readonly tell: (news: OutboxNews) => void;
}

/** What a window tells the others of the writes that they share. */
export interface OutboxNews {
  readonly kind: 'outbox';
  /** On their way from now on. */
  readonly sending: readonly string[];
  readonly results: readonly MutationResult[];
}

interface Unsaved {
  readonly event: OutboxEvent;
  readonly saved: (effects: readonly OutboxEffect[]) => void;
}

export interface OutboxOptions {
  readonly backend: Backend;
  readonly connection: Connection;
  readonly environment: Environment;
  readonly description: () => Promise<BackendDescription>;
  /** Where writes are kept on the device; undefined where they are kept for as long as the page is there. */
  readonly storage: Promise<OutboxStorage> | undefined;
  readonly transition: Transition;
  readonly events: OutboxEvents;
}

/** Performs what `state.ts` decides: keeps the writes, sends them, one push at a time, and tells what became of them. */
export class Outbox {
  readonly #backend: Backend;
  readonly #connection: Connection;
  readonly #events: OutboxEvents;
  readonly #description: () => Promise<BackendDescription>;
  readonly #transition: Transition;
  readonly #retry: Retry;
  readonly #receipts = new Receipts();
  readonly #abort = new AbortController();
  readonly #opened: Promise<void>;
  #storage: OutboxStorage = memoryOutbox();
  #isDurable = false;
  /** As it was kept last, as far as is known here. */
  #saved: readonly KeptWrite[] = [];
  #unsaved: readonly Unsaved[] = [];
  /** What is kept with what is still to be kept: what is shown. */
  #kept: readonly KeptWrite[] = [];
  #isSaving = false;
  #isOutdated = false;
  #isLeading = true;
  #isDraining = false;
  /** So many of the first are sent one by one, because they were declined all together. */
  #alone = 0;

  constructor(options: OutboxOptions) {
    this.#backend = options.backend;
    this.#connection = options.connection;
    this.#events = options.events;
    this.#description = options.description;
    this.#transition = options.transition;
    this.#retry = new Retry(options.environment, () => void this.#drain());
    this.#opened = options.storage ? this.#open(options.storage) : Promise.resolve();
  }

  get kept(): readonly KeptWrite[] {
    return this.#kept;
  }

  /** Resolves once what was kept before is known. */
  get opened(): Promise<void> {
    return this.#opened;
  }

  add(mutation: Mutation): Receipt {
    const receipt = this.#receipts.create(mutation.id);
    void this.#dispatch({ kind: 'write', mutation }).then(() => this.#drain());
    return receipt;
  }

  /** Puts another write in place of one that was declined, or none. */
  decide(id: string, mutation: Mutation | undefined): Receipt | undefined {
    const receipt = mutation && this.#receipts.create(mutation.id);
    void this.#dispatch({ kind: 'decide', id, mutation }).then(() => this.#drain());
    return receipt;
  }

  async clear(): Promise<void> {
    await this.#dispatch({ kind: 'clear' });
  }

  /** Whether this window is the one that sends. */
  set isLeading(isLeading: boolean) {
    this.#isLeading = isLeading;
    // What the one before left on its way is sent again.
    if (isLeading) this.#refresh();
  }

  /** What another window told. */
  hear({ sending, results }: OutboxNews): void {
    const events: OutboxEvent[] = [
      { kind: 'going', ids: sending },
      { kind: 'answer', results },
    ];
    const heard = (kept: readonly KeptWrite[]): readonly KeptWrite[] =>
      events.reduce((state, event) => this.#transition(state, event)[0], kept);
    this.#saved = heard(this.#saved);
    this.#show(heard(this.#kept));
    for (const result of results) this.#receipts.settle(result.id, result);
    this.#refresh();
  }

  /** The storage can't be used any more: what is kept stays here, and is sent all the same. */
  lose(reason: unknown): void {
    if (!this.#isDurable) return;
    this.#isDurable = false;
    this.#storage = memoryOutbox(this.#saved);
    this.#isLeading = true;
    this.#events.lost(reason);
    void this.#drain();
  }

  resume(): void {
    this.#retry.now();
  }

  /** Resolves once nothing is on its way any more, or nobody answers. */
  async flush(): Promise<void> {
    await this.#opened;
    this.#retry.now();
    await this.#drain();
  }

  close(): void {
    this.#abort.abort();
    this.#retry.cancel();
    this.#receipts.fail(
      new BackendError(
        'offline',
        this.#isDurable
          ? 'The client was closed before the backend answered: the write is kept on the device and sent when the client is there again.'
          : 'The client was closed before the backend answered: the write may or may not have taken effect.',
      ),
    );
  }

  async #open(opening: Promise<OutboxStorage>): Promise<void> {
    try {
      const storage = await opening;
      this.#setSaved(await storage.load());
      this.#storage = storage;
      this.#isDurable = true;
      this.#finish();
      void this.#drain();
    } catch (error) {
      this.#events.lost(error);
    }
  }

  #refresh(): void {
    this.#isOutdated = true;
    void this.#save().then(() => this.#drain());
  }

  #dispatch(event: OutboxEvent): Promise<readonly OutboxEffect[]> {
    return new Promise((saved) => {
      this.#unsaved = [...this.#unsaved, { event, saved }];
      this.#show(this.#transition(this.#kept, event)[0]);
      void this.#save();
    });
  }

  /** Keeps what happened, all of a turn at once. */
  async #save(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    await this.#opened;
    while (this.#unsaved.length > 0 || this.#isOutdated) {
      this.#isOutdated = false;
      const batch = this.#unsaved;
      let effects: (readonly OutboxEffect[])[] = [];
      const step = (kept: readonly KeptWrite[]): readonly KeptWrite[] => {
        effects = [];
        return batch.reduce((state, { event }) => {
          const [next, toDo] = this.#transition(state, event);
          effects.push(toDo);
          return next;
        }, kept);
      };
      const saved = batch.length > 0 ? await this.#change(step) : await this.#load();
      this.#unsaved = this.#unsaved.slice(batch.length);
      this.#setSaved(saved);
      for (const [index, { event }] of batch.entries()) this.#perform(event, effects[index] ?? []);
      for (const [index, one] of batch.entries()) one.saved(effects[index] ?? []);
    }
    this.#isSaving = false;
  }

  async #change(step: (kept: readonly KeptWrite[]) => readonly KeptWrite[]): Promise<readonly KeptWrite[]> {
    const storage = this.#storage;
    try {
      const saved = await storage.change(step);
      if (storage === this.#storage) return saved;
    } catch (error) {
      this.lose(error);
    }
    // Lost meanwhile: what has taken its place does not know of it.
    return this.#storage.change(step);
  }

  async #load(): Promise<readonly KeptWrite[]> {
    const storage = this.#storage;
    try {
      const saved = await storage.load();
      if (storage === this.#storage) return saved;
    } catch (error) {
      this.lose(error);
    }
    return this.#storage.load();
  }

  #setSaved(saved: readonly KeptWrite[]): void {
    this.#saved = interned(saved, this.#kept);
    this.#show(
      interned(
        this.#unsaved.reduce((kept, { event }) => this.#transition(kept, event)[0], this.#saved),
        this.#kept,
      ),
    );
  }

  #show(kept: readonly KeptWrite[]): void {
    if (kept === this.#kept) return;
    const known = new Set(this.#kept.flatMap(({ mutation, result }) => (result ? [mutation.id] : [])));
    this.#kept = kept;
    this.#events.changed(
      kept,
      kept.filter(({ mutation, result }) => result && !known.has(mutation.id)),
    );
  }

  #perform(event: OutboxEvent, effects: readonly OutboxEffect[]): void {
    const sending: string[] = [];
    const results: MutationResult[] = [];
    const id = 'mutation' in event ? event.mutation?.id : undefined;
    const isKept = !effects.some((effect) => effect.kind === 'settle' && effect.id === id);
    if (this.#isDurable && isKept && id !== undefined) this.#receipts.keep(id);
    for (const effect of effects) {
      if (effect.kind === 'join') this.#receipts.join(effect.id, effect.into);
      else if (effect.kind === 'push') sending.push(...effect.mutations.map((mutation) => mutation.id));
      else {
        results.push(effect.result);
        this.#receipts.settle(effect.id, effect.result);
      }
    }
    if (this.#isDurable) this.#events.tell({ kind: 'outbox', sending, results });
  }

  async #drain(): Promise<void> {
    if (this.#isDraining || !this.#isLeading || this.#retry.isWaiting || this.#abort.signal.aborted) return;
    this.#isDraining = true;
    try {
      while (sendable(this.#kept, 1).length > 0) await this.#push();
      this.#retry.reset();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#connection.retryLater(this.#retry, error);
    } finally {
      this.#isDraining = false;
    }
  }

  async #push(): Promise<void> {
    const { maxMutations, idempotent } = await this.#description();
    const effects = await this.#dispatch({ kind: 'send', limit: this.#alone > 0 ? 1 : maxMutations });
    const batch = effects.flatMap((effect) => (effect.kind === 'push' ? effect.mutations : []));
    if (batch.length === 0) return;
    const end = this.#events.sending();
    try {
      const results = await this.#send(batch, idempotent);
      if (!results) return;
      this.#alone = Math.max(0, this.#alone - 1);
      const byId = new Map(results.map((result) => [result.id, result]));
      const completed: MutationResult[] = [];
      for (const mutation of batch) {
        const { id } = mutation;
        const result = byId.get(id) ?? { id, status: 'refused', refusal: refuse('no-result') };
        completed.push(await this.#events.completed(mutation, result));
      }
      await this.#dispatch({ kind: 'answer', results: completed });
      this.#finish();
    } finally {
      end();
    }
  }

  /** What became of each; undefined where they are to be sent one by one. */
  async #send(batch: readonly Mutation[], idempotent: boolean): Promise<readonly MutationResult[] | undefined> {
    try {
      return await this.#connection.follow(this.#backend.push(batch, { signal: this.#abort.signal }));
    } catch (error) {
      if (this.#abort.signal.aborted) throw error;
      if (isPassing(error) && (idempotent || ['unauthenticated', 'rate-limited'].includes(error.code))) throw error;
      if (batch.length > 1 && idempotent) {
        this.#alone = batch.length;
        return undefined;
      }
      return batch.map(({ id }) => ({ id, status: 'refused', refusal: refusalOf(error) }));
    }
  }

  /** Lets go of writes that took effect, once what they left is kept elsewhere. */
  #finish(): void {
    const acknowledged = this.#kept.filter(({ state }) => state === 'acknowledged');
    if (acknowledged.length === 0) return;
    const ids = acknowledged.map(({ mutation }) => mutation.id);
    void this.#events.taken(acknowledged).then(() => this.#dispatch({ kind: 'done', ids }));
  }
}

function refusalOf(error: unknown): ReturnType<typeof refuse> {
  if (error instanceof InvalidInputError) return refuse(error.code, undefined, { issues: error.issues });
  if (error instanceof BackendError) return refuse(error.retryable ? 'outcome-unknown' : error.code);
  throw error;
}
