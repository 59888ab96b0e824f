import type { Mutation, MutationResult } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { KeptWrite } from '../device/index.ts';
import type { Environment } from '../environment.ts';
import { Retry } from './backoff.ts';
import { KeptWrites, type KeptWritesOptions, type OutboxNews } from './kept-writes.ts';
import { Receipts, type Receipt } from './receipts.ts';
import { Sender, type SenderEvents, type SenderOptions } from './sender.ts';
import { StandIn } from './stand-in.ts';
import { sendable, type OutboxEffect, type OutboxEvent } from './state.ts';

export interface OutboxEvents extends SenderEvents, Pick<KeptWritesOptions, 'moment' | 'changed' | 'lost'> {
  /** What became of a write of which nobody told: that it is done, with what is there now, or that it can't be seen. Rejects where nobody answers. */
  readonly lookedUp: (mutation: Mutation) => Promise<MutationResult>;
  /** Resolves once what these writes left need not be kept with them any more. */
  readonly taken: (acknowledged: readonly KeptWrite[]) => Promise<void>;
  /** What other windows are to know, once it is kept. */
  readonly tell: (news: OutboxNews) => void;
}

export interface OutboxOptions
  extends
    Pick<SenderOptions, 'backend' | 'connection' | 'description' | 'model'>,
    Pick<KeptWritesOptions, 'storage' | 'transition'> {
  readonly environment: Environment;
  readonly events: OutboxEvents;
}

/** Performs what `state.ts` decides: keeps the writes, sends them, one push at a time, and tells what became of them. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #writes: KeptWrites;
  readonly #sender: Sender;
  readonly #standIn: StandIn;
  readonly #retry: Retry;
  readonly #receipts = new Receipts();
  readonly #abort = new AbortController();
  #isLeading = true;
  #isDraining = false;
  #draining: Promise<void> = Promise.resolve();
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
        this.#standIn.watch();
      },
      perform: (event, effects, isHeard) => this.#perform(event, effects, isHeard),
      vanished: (writes) => this.#lookUp(writes.map(({ mutation }) => mutation)),
      lost: (reason) => {
        events.lost(reason);
        void this.#drain();
      },
    });
    this.#sender = new Sender({ ...options, writes: this.#writes, signal: this.#abort.signal });
    this.#standIn = new StandIn({
      environment,
      waiting: () => this.#waiting(),
      look: () => {
        events.tell({ kind: 'outbox', sending: [], results: [] });
        return this.#writes.refresh();
      },
      begin: () => void this.#drain(),
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

  /** Before all is wiped: where no write waits, none is kept from here on, whichever window makes it. Answers how many do, of all windows that share them. */
  async end(discards: boolean): Promise<number> {
    for (;;) {
      if (discards) await this.#writes.dispatch({ kind: 'clear' });
      const waiting = await this.#writes.end();
      // Another window may have kept one since.
      if (!discards || waiting === 0) return waiting;
    }
  }

  /** Whether this window is the one that sends. */
  set isLeading(isLeading: boolean) {
    this.#isLeading = isLeading;
    // What the one before left on its way is sent again.
    if (isLeading) this.look();
    else this.#standIn.watch();
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
    this.#standIn.close();
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
    // Of what is kept in each window, each finds out by itself what was done: it may have more of it. What was declined to one need not be sent by another. What
    // goes is told: where it waits behind something that was declined to another window alone, what is heard of its record has it all the same.
    const told = this.#writes.isDurable ? results : results.filter(isDeclined);
    this.#options.events.tell({ kind: 'outbox', sending, results: told, ...(decided.length > 0 && { decided }) });
  }

  /** The first of what waits here for another window to send it. */
  #waiting(): string | undefined {
    const isTheirs = !this.#isLeading && this.#writes.isDurable && !this.#abort.signal.aborted;
    return isTheirs ? sendable(this.kept, 1)[0]?.mutation.id : undefined;
  }

  #drain(isUrgent = false): Promise<void> {
    // What is kept in this window alone is sent from here, whoever leads.
    const isOurs = this.#isLeading || this.#standIn.isActive || !this.#writes.isDurable;
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
      while (sendable(this.kept, 1).length > 0) {
        await this.#sender.sendNext();
        this.#finish();
      }
      this.#retry.reset();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#options.connection.retryLater(this.#retry, error);
    }
    // In the same turn as the last look at what waits: what comes from here on is drained anew.
    this.#isDraining = false;
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

function isDeclined(result: MutationResult): boolean {
  return result.status === 'conflict' || (result.status === 'refused' && result.refusal.code !== 'outcome-unknown');
}
