import type { Mutation, MutationResult } from '@rapport/core';
import type { KeptWrite, OutboxStorage } from '../device/index.ts';
import type { Environment } from '../environment.ts';
import { interned } from './interned.ts';
import { LeftStorage } from './left-storage.ts';
import { memoryOutbox } from './memory-outbox.ts';
import { MissingWrites } from './missing-writes.ts';
import { outrun } from './outrun.ts';
import { Overtaken } from './overtaken.ts';
import type { OutboxEffect, OutboxEvent, Transition } from './state.ts';

/** What a window tells the others of the writes that they share. */
export interface OutboxNews {
  readonly kind: 'outbox';
  /** On their way from now on. */
  readonly sending: readonly string[];
  /** What became of others. */
  readonly results: readonly MutationResult[];
  /** What was decided about some that were declined. */
  readonly decided?: readonly Decision[];
}

/** Another write in place of one that was declined, or none. */
export interface Decision {
  readonly id: string;
  readonly mutation?: Mutation | undefined;
}

export interface KeptWritesOptions {
  readonly environment: Pick<Environment, 'schedule'>;
  /** Where writes are kept on the device; undefined where they are kept for as long as the page is there. */
  readonly storage: Promise<OutboxStorage> | undefined;
  readonly transition: Transition;
  /** The present moment, by the clock of whoever shows the writes. */
  readonly moment: () => number;
  /**
   * The writes are others, to be shown at once. `answered` are those that the backend has answered since; none that is `queued` had been sent at the moment
   * `asOf`.
   */
  readonly changed: (kept: readonly KeptWrite[], answered: readonly KeptWrite[], asOf: number) => void;
  /** An event is kept: what it asks for is to be done. Others know of one that `isHeard`. */
  readonly perform: (event: OutboxEvent, effects: readonly OutboxEffect[], isHeard: boolean) => void;
  /** These left the storage, and nobody has told what became of them: says what there is now. Rejects where nobody knows as yet. */
  readonly vanished: (writes: readonly KeptWrite[]) => Promise<readonly MutationResult[]>;
  /** Writes can't be kept on the device any more: what is kept is here from now on. */
  readonly lost: (reason: unknown) => void;
}

interface Unsaved {
  readonly event: OutboxEvent;
  readonly isHeard: boolean;
  readonly saved: (effects: readonly OutboxEffect[]) => void;
}

/** The writes as this window knows them: what the storage keeps, with what is still to be kept on top. What happens shows at once, and is done once it is kept. */
export class KeptWrites {
  /** Resolves once what was kept before is known. */
  readonly opened: Promise<void>;
  readonly #options: KeptWritesOptions;
  #storage: OutboxStorage = memoryOutbox();
  /** One that can't be trusted to keep writes any more. */
  #left: LeftStorage | undefined;
  #isDurable = false;
  #isClosed = false;
  #saved: readonly KeptWrite[] = [];
  #unsaved: readonly Unsaved[] = [];
  /** What is saved, with what is still to be. */
  #all: readonly KeptWrite[] = [];
  /** What did not take the place of a declined write after all: shown until its writers are told. */
  #outrun: readonly KeptWrite[] = [];
  readonly #missing: MissingWrites;
  #shown: readonly KeptWrite[] = [];
  readonly #overtaken = new Overtaken();
  #isSaving = false;
  #isOutdated = false;
  /** What other windows have told since the storage was last asked: what it answers may be from before. */
  #heard: readonly OutboxEvent[] = [];

  constructor(options: KeptWritesOptions) {
    this.#options = options;
    const { environment, vanished } = options;
    this.#missing = new MissingWrites({
      environment,
      vanished,
      found: (results) => this.#take([{ kind: 'answer', results }]),
    });
    this.opened = options.storage ? this.#open(options.storage) : Promise.resolve();
  }

  get all(): readonly KeptWrite[] {
    const ids = new Set(this.#outrun.map(({ mutation }) => mutation.id));
    return ids.size > 0 ? this.#all.filter(({ mutation }) => !ids.has(mutation.id)) : this.#all;
  }

  /** Whether what is accepted survives the page. */
  get isDurable(): boolean {
    return this.#isDurable;
  }

  /** Shows what an event makes of the writes, and resolves with what it asks for once that is kept. */
  dispatch(event: OutboxEvent, isHeard = false): Promise<readonly OutboxEffect[]> {
    this.#left?.note(event);
    return new Promise((saved) => {
      const unsaved = { event, isHeard, saved };
      this.#unsaved = [...this.#unsaved, unsaved];
      this.#setAll(this.#pend(this.#all, unsaved));
      void this.#save();
    });
  }

  /** Another window told of the writes. Resolves once the storage was looked at again. */
  hear({ sending, results, decided = [] }: OutboxNews): Promise<void> {
    const events: readonly OutboxEvent[] = [
      { kind: 'going', ids: sending },
      { kind: 'answer', results: results.filter((result) => !isDiscarded(result)) },
      ...[...decided, ...results.filter(isDiscarded)].map(({ id, mutation }: Decision): OutboxEvent => ({
        kind: 'decide',
        id,
        mutation,
      })),
    ];
    this.#take(events);
    // What was shared is in each window now, and what happens to it is kept in each.
    for (const event of this.#isDurable ? [] : events) void this.dispatch(event, true);
    return this.refresh();
  }

  /** Looks again at what is kept: other windows keep theirs there, too. */
  refresh(): Promise<void> {
    this.#isOutdated = true;
    return this.#save();
  }

  /** Where nothing waits, the storage takes nothing more of any window. Answers how many writes do. */
  async end(): Promise<number> {
    await this.refresh();
    const here = countWaiting(this.all);
    return here > 0 ? here : countWaiting(await this.#whole((storage) => storage.end()));
  }

  /** The storage can't be used any more. */
  lose(reason: unknown): void {
    if (!this.#isDurable) return;
    this.#isDurable = false;
    const known = { saved: this.#saved, unsaved: this.#unsaved.map(({ event }) => event) };
    this.#left = new LeftStorage(this.#storage, known, this.#options.transition);
    this.#storage = this.#left.successor;
    this.#options.lost(reason);
  }

  close(): void {
    this.#isClosed = true;
    this.#missing.close();
  }

  async #open(opening: Promise<OutboxStorage>): Promise<void> {
    try {
      const storage = await opening;
      const asOf = this.#options.moment();
      const saved = await storage.load();
      this.#storage = storage;
      this.#isDurable = true;
      // One that was declined before tells how its records were then, which is nothing to be shown by now.
      this.#shown = saved.filter(({ result }) => result && !('written' in result));
      this.#setSaved(saved, asOf);
    } catch (error) {
      this.#options.lost(error);
    }
  }

  /** Keeps what happened, all of a turn at once. */
  async #save(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    await this.opened;
    while ((this.#unsaved.length > 0 || this.#isOutdated) && !this.#isClosed) {
      this.#isOutdated = false;
      // A send is kept after what came before it: what it sends is known as it waits, first.
      const sending = this.#unsaved.findIndex(({ event }, index) => index > 0 && event.kind === 'send');
      const batch = sending === -1 ? this.#unsaved : this.#unsaved.slice(0, sending);
      let effects: (readonly OutboxEffect[])[] = [];
      const step = (kept: readonly KeptWrite[]): readonly KeptWrite[] => {
        effects = [];
        return batch.reduce((state, { event }) => {
          const [next, toDo] = this.#transition(state, event);
          effects.push(toDo);
          return next;
        }, kept);
      };
      const asOf = this.#options.moment();
      this.#heard = [];
      const saved = await this.#whole((storage) => (batch.length > 0 ? storage.change(step) : storage.load()));
      this.#unsaved = this.#unsaved.slice(batch.length);
      const happened = batch.map((one, index) => ({ ...one, effects: effects[index] ?? [] }));
      const lost = happened.flatMap((one) => (one.isHeard ? [] : outrun(one.event, one.effects)));
      this.#outrun = [...this.#outrun, ...lost];
      this.#setSaved(this.#heard.reduce(this.#next, saved), asOf);
      await this.#left?.tell(happened, this.all);
      for (const one of happened) this.#options.perform(one.event, one.effects, one.isHeard);
      for (const one of happened) one.saved(one.effects);
      if (lost.length > 0) this.#options.environment.schedule(0, () => this.#leaveOut(lost));
    }
    this.#isSaving = false;
  }

  async #whole(use: (storage: OutboxStorage) => Promise<readonly KeptWrite[]>): Promise<readonly KeptWrite[]> {
    const storage = this.#storage;
    try {
      const saved = await use(storage);
      if (storage === this.#storage) return saved;
    } catch (error) {
      this.lose(error);
    }
    // What has taken its place does not know of this yet.
    return use(this.#storage);
  }

  readonly #transition: Transition = (kept, event) =>
    this.#options.transition(kept, event.kind === 'write' ? { ...event, elsewhere: this.#left?.shared } : event);

  readonly #next = (kept: readonly KeptWrite[], event: OutboxEvent): readonly KeptWrite[] =>
    this.#transition(kept, event)[0];

  #setSaved(saved: readonly KeptWrite[], asOf: number): void {
    const before = this.#saved;
    this.#saved = interned(saved, this.#all);
    const all = this.#withUnsaved(this.#unsaved);
    this.#miss(before, all);
    // Until it is kept that a write goes from here, it has not gone: what is known of its records can't have it.
    const waiting = this.#unsaved.filter(({ event }) => event.kind !== 'send');
    if (waiting.length < this.#unsaved.length) this.#setAll(interned(this.#withUnsaved(waiting), this.#all), asOf);
    this.#setAll(interned(all, this.#all), asOf);
  }

  #withUnsaved(unsaved: readonly Unsaved[]): readonly KeptWrite[] {
    return unsaved.reduce(this.#pend, [...this.#saved, ...this.#outrun]);
  }

  readonly #pend = (kept: readonly KeptWrite[], { event, isHeard }: Unsaved): readonly KeptWrite[] => {
    const [next, effects] = this.#transition(kept, event);
    const lost = isHeard ? [] : outrun(event, effects);
    return lost.length > 0 ? [...next, ...lost] : next;
  };

  /** Their writers have been told: they need not be shown any more. */
  #leaveOut(told: readonly KeptWrite[]): void {
    this.#outrun = this.#outrun.filter((one) => !told.includes(one));
    this.#setAll(interned(this.#withUnsaved(this.#unsaved), this.#all));
  }

  /** Notes what was there and waited, and is not there any more. */
  #miss(before: readonly KeptWrite[], all: readonly KeptWrite[]): void {
    const there = new Set([...all, ...this.#saved].map(({ mutation }) => mutation.id));
    const waited = new Set(this.#all.flatMap(({ mutation, result }) => (result ? [] : [mutation.id])));
    this.#missing.add(before.filter(({ mutation: { id }, result }) => !result && waited.has(id) && !there.has(id)));
  }

  /** What happened elsewhere, and is kept there. */
  #take(events: readonly OutboxEvent[]): void {
    this.#heard = [...this.#heard, ...events];
    const heard = (kept: readonly KeptWrite[]): readonly KeptWrite[] => events.reduce(this.#next, kept);
    this.#saved = heard(this.#saved);
    this.#missing.hear(heard);
    // What was taken to be part of one that was sent meanwhile is a write of its own.
    this.#setAll(interned(this.#withUnsaved(this.#unsaved), this.#all));
  }

  #setAll(all: readonly KeptWrite[], asOf?: number): void {
    this.#all = all;
    this.#show(asOf);
    if (this.#missing.leaveOutKnown()) this.#show(asOf);
  }

  #show(asOf = this.#options.moment()): void {
    const missing = this.#missing.all;
    const all = missing.length > 0 ? [...missing, ...this.#all] : this.#all;
    // Where the storage is lost, others send theirs without what is kept in this window alone.
    const isAlone = (id: string): boolean =>
      !this.#isDurable && !this.#left?.shared.has(id) && !missing.some(({ mutation }) => mutation.id === id);
    const shown = this.#overtaken.leaveOut(all, isAlone);
    if (shown === this.#shown) return;
    const known = new Set(this.#shown.flatMap(({ mutation, result }) => (result ? [mutation.id] : [])));
    this.#shown = shown;
    this.#options.changed(
      shown,
      shown.filter(({ mutation, result }) => result && !known.has(mutation.id)),
      asOf,
    );
  }
}

function countWaiting(kept: readonly KeptWrite[]): number {
  return kept.filter(({ state }) => state !== 'acknowledged').length;
}

function isDiscarded(result: MutationResult): boolean {
  return result.status === 'refused' && result.refusal.code === 'discarded';
}
