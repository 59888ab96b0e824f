import type { AnyRecord, BackendDescription, Total } from '@rapport/core';
import { RapportError } from '@rapport/core/failure';
import type { LiveQuery, LiveRequest, LiveSnapshot, LiveStatus } from '../client.ts';
import type { Environment } from '../environment.ts';
import type { Holder, Overlay, RecordStore, ShownChange } from '../store/index.ts';
import { isPassing, Retry, type Connection, type Emitter, type Feed, type Notifier } from '../sync/index.ts';
import { packed, type PlaceOf } from './place-of.ts';
import type { QueryPlan } from './query-plan.ts';
import type { WindowAnswer } from './read-window.ts';
import { SortedWindow } from './sorted-window.ts';

/** What a live query needs of its client. */
export interface LiveQueryServices {
  readonly environment: Environment;
  readonly store: RecordStore;
  readonly overlay: Overlay;
  readonly connection: Connection;
  readonly feed: Feed;
  readonly plan: (
    request: LiveRequest,
  ) => Promise<{ readonly plan: QueryPlan; readonly description: BackendDescription }>;
  readonly read: (
    plan: QueryPlan,
    page: { limit: number; after: string | null; signal: AbortSignal },
  ) => Promise<WindowAnswer>;
  /** The backend's clock, milliseconds since 1970, as far as it is known here. */
  readonly backendNow: () => number;
}

/** Milliseconds between two re-reads that changes elsewhere asked for. */
const recheckSpacing = 250;
/** How often a query is read again whose records come and go by time alone, and one whose backend has no feed. */
const timedInterval = 60_000;
const pollInterval = 15_000;

const noTotal: Total = { kind: 'unknown' };
const none: readonly AnyRecord[] = [];
const nonePending: ReadonlySet<string> = new Set();

/** Keeps one query answered: reads its window, applies each change to it, and reads again what can't be told from the changes. */
export class LiveQueryDriver implements Holder {
  readonly id: string;
  readonly request: LiveRequest;
  readonly #services: LiveQueryServices;
  readonly #emitter: Emitter;
  readonly #retry: Retry;
  readonly #abort = new AbortController();
  readonly #step: number;
  #limit: number;
  #plan: QueryPlan | undefined;
  #hasFeed = true;
  #window: SortedWindow | undefined;
  /** The places the backend gave, where only it can tell the order. */
  #ranks = new Map<string, number>();
  #next: string | null = null;
  #total: Total = noTotal;
  #error: RapportError | undefined;
  #isStale = false;
  #again = false;
  #isLoadingMore = false;
  #isRunning = false;
  #running: Promise<void> = Promise.resolve();
  #cooling: (() => void) | undefined;
  #watch: { readonly at: number; readonly cancel: () => void } | undefined;
  #snapshot: LiveSnapshot | undefined;
  #told: LiveSnapshot | undefined;
  #isDirty = true;
  /** The first index of the window that changed since the snapshot. */
  #changedFrom = 0;

  constructor(id: string, request: LiveRequest, services: LiveQueryServices, notifier: Notifier) {
    this.id = id;
    this.request = request;
    this.#services = services;
    this.#emitter = notifier.createEmitter(() => this.#hasNews());
    this.#step = this.#limit = request.limit ?? 50;
    this.#retry = new Retry(services.environment, () => void this.#pump());
  }

  get listeners(): number {
    return this.#emitter.listeners;
  }

  getSnapshot(): LiveSnapshot {
    if (this.#isDirty || !this.#snapshot) {
      this.#isDirty = false;
      this.#snapshot = sameOr(this.#snapshot, this.#build());
    }
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#told ??= this.getSnapshot();
    void this.#pump();
    return this.#emitter.subscribe(listener);
  }

  async loadMore(): Promise<void> {
    // What is on its way is what was asked for before: twice is once.
    if (!this.#window || this.#isLoadingMore || !this.#hasMore) return this.#pump();
    this.#limit += this.#step;
    this.#isLoadingMore = true;
    this.mark();
    await this.#pump();
  }

  async refresh(): Promise<void> {
    this.#error = undefined;
    this.#again = true;
    this.mark();
    await this.#pump();
  }

  /** Something that is part of the snapshot changed. */
  mark(): void {
    this.#isDirty = true;
    this.#emitter.mark();
  }

  #hasNews(): boolean {
    const before = this.#told;
    this.#told = this.getSnapshot();
    return this.#told !== before;
  }

  /** Tries again what failed for reasons that may have passed. */
  resume(): void {
    this.#retry.now();
  }

  /** Its answer may have changed in a way that changes don't show. */
  recheck(): void {
    if (!this.#plan || this.#hasFailed) return;
    this.#again = true;
    if (!this.#cooling) void this.#pump();
  }

  /** A record of its type came, changed or went, known here or not: what lies below the window is only counted by the backend. */
  recount(): void {
    if (this.request.total && !(this.#window?.isComplete && !this.#isRunning)) this.recheck();
  }

  apply({ type, before, after, id }: ShownChange, wasMember: boolean): boolean {
    const plan = this.#plan;
    const window = this.#window;
    if (!plan || !window) return false;
    if (type !== this.request.type) {
      if (plan.dependencies.has(type)) this.recheck();
      return false;
    }
    if (before === after && wasMember) {
      this.mark();
      return true;
    }
    const verdict = after === undefined ? false : plan.verdict(after);
    if (verdict === undefined) this.recheck();
    const belongs = verdict ?? wasMember;
    if (!belongs && !wasMember) return false;
    const index = after && belongs ? window.put(after) : window.delete(id);
    if (index === -1) {
      // Where only the backend can tell the order, it has to say where a new one stands.
      if (!plan.placeOf && !wasMember) this.recheck();
      return wasMember;
    }
    const isMember = window.has(id);
    this.#changedFrom = Math.min(this.#changedFrom, index);
    this.mark();
    if (isMember && after) this.#watchFor(after);
    else if (this.#next !== null && window.records.length < this.#limit) void this.#pump();
    if (!plan.placeOf && !wasMember) this.recheck();
    return isMember;
  }

  release(): void {
    this.#abort.abort();
    this.#retry.cancel();
    this.#cooling?.();
    this.#watch?.cancel();
    this.#services.feed.remove(this.id);
    const records = this.#window?.records ?? [];
    this.#window = undefined;
    this.#services.store.release(
      this.request.type,
      records.map(({ id }) => id),
      this,
    );
  }

  get #hasMore(): boolean {
    return this.#window !== undefined && (this.#window.records.length > this.#limit || !this.#window.isComplete);
  }

  /** Failed in a way that only asking otherwise, or somebody's `refresh`, can mend. */
  get #hasFailed(): boolean {
    return this.#error !== undefined && !isPassing(this.#error);
  }

  #pump(): Promise<void> {
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#running = this.#work();
    }
    return this.#running;
  }

  async #work(): Promise<void> {
    try {
      for (let part = this.#missing(); part && !this.#abort.signal.aborted; part = this.#missing())
        await this.#read(part);
      this.#retry.reset();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#fail(error);
    }
    // In the same turn as the last look at what is missing: what is asked for from here on starts anew.
    this.#isRunning = false;
    if (this.#isLoadingMore) {
      this.#isLoadingMore = false;
      this.mark();
    }
  }

  #missing(): 'top' | 'more' | undefined {
    if (this.#hasFailed) return undefined;
    if (!this.#window || this.#again) return 'top';
    return this.#next !== null && this.#window.records.length < this.#limit ? 'more' : undefined;
  }

  async #read(part: 'top' | 'more'): Promise<void> {
    const { store, feed, plan: planQuery, read } = this.#services;
    const { signal } = this.#abort;
    if (!this.#plan) {
      const { plan, description } = await planQuery(this.request);
      if (signal.aborted) return;
      this.#plan = plan;
      this.#hasFeed = description.feed === 'live';
      if (this.#hasFeed) feed.add({ id: this.id, ...plan.interest });
    }
    const sentAt = feed.cursor;
    const since = store.beginRead();
    const after = part === 'more' ? this.#next : null;
    const limit = part === 'more' ? this.#limit - (this.#window?.records.length ?? 0) : this.#limit;
    this.#again = false;
    try {
      const answer = await read(this.#plan, { limit, after, signal });
      if (signal.aborted) return;
      // Asked before the feed had a position, and the feed began elsewhere: what happened in between is not heard of.
      if (answer.cursor !== null && sentAt === null && !feed.startAt(answer.cursor)) {
        this.#again = true;
        return;
      }
      for (const record of answer.records) store.learn(record, since);
      this.#take(part, answer, since);
    } catch (error) {
      if (part === 'top') this.#again = true;
      throw error;
    } finally {
      store.endRead();
    }
  }

  #take(part: 'top' | 'more', answer: WindowAnswer, since: number): void {
    const plan = this.#plan as QueryPlan;
    const { store, overlay, environment } = this.#services;
    const { type } = this.request;
    const window = (this.#window ??= new SortedWindow(plan.placeOf ?? this.#placeByRank));
    if (part === 'top') this.#ranks.clear();
    const answered = new Set<string>();
    const members: AnyRecord[] = [];
    for (const record of answer.records) {
      answered.add(record.id);
      if (!plan.placeOf) this.#ranks.set(record.id, this.#ranks.size);
      const shown = store.shown(record);
      // Where nothing newer is known, the backend's word that it belongs here is good.
      const isAsAnswered = shown?.version === record.version && !overlay.has(record);
      if (shown && (isAsAnswered || (plan.verdict(shown) ?? true))) members.push(shown);
    }
    for (const record of store.newerThan(type, since)) {
      if (!answered.has(record.id) && plan.verdict(record) === true) members.push(record);
    }
    if (answer.last && !plan.placeOf && !answered.has(answer.last.id))
      this.#ranks.set(answer.last.id, this.#ranks.size);
    const horizon = answer.complete ? null : (answer.last ?? null);
    const left = part === 'top' ? window.records.map(({ id }) => id) : [];
    if (part === 'top') window.reset(members, horizon);
    else window.extend(members, horizon);
    store.release(
      type,
      [...left, ...answered].filter((id) => !window.has(id)),
      this,
    );
    store.hold(
      type,
      window.records.map(({ id }) => id),
      this,
    );
    this.#changedFrom = 0;
    this.#next = answer.next;
    if (part === 'top') {
      this.#total = answer.total;
      this.#cooling?.();
      this.#cooling = environment.schedule(recheckSpacing, () => {
        this.#cooling = undefined;
        if (this.#again) void this.#pump();
      });
    }
    this.#error = undefined;
    this.#isStale = false;
    this.#watchAll();
    this.mark();
  }

  #fail(error: unknown): void {
    this.#error =
      error instanceof RapportError
        ? error
        : new RapportError('unexpected', 'The query failed in a way that was not foreseen.', { cause: error });
    this.#isStale = true;
    if (isPassing(error)) this.#retry.later(error);
    this.mark();
  }

  /** Has the query looked at again when time may have changed its answer, or when there is no other way to learn of changes. */
  #watchAll(): void {
    const { plan, backendNow } = { plan: this.#plan, backendNow: this.#services.backendNow };
    this.#watch?.cancel();
    this.#watch = undefined;
    if (!this.#hasFeed) this.#wakeAt(backendNow() + pollInterval);
    if (!plan?.nextChange) return;
    this.#wakeAt(backendNow() + timedInterval);
    for (const record of this.#window?.records ?? []) this.#watchFor(record);
  }

  #watchFor(record: AnyRecord): void {
    const next = this.#plan?.nextChange?.(record);
    if (next) this.#wakeAt(Date.parse(next));
  }

  #wakeAt(at: number): void {
    if (this.#watch && this.#watch.at <= at) return;
    this.#watch?.cancel();
    const cancel = this.#services.environment.schedule(Math.max(1, at - this.#services.backendNow()), () => {
      this.#watch = undefined;
      const { store } = this.#services;
      const ended = (this.#window?.records ?? [])
        .filter((record) => this.#plan?.verdict(record) === false)
        .map(({ id }) => id);
      for (const id of ended) this.#window?.delete(id);
      store.release(this.request.type, ended, this);
      if (ended.length > 0) {
        this.#changedFrom = 0;
        this.mark();
      }
      this.#watchAll();
      this.recheck();
    });
    this.#watch = { at, cancel };
  }

  readonly #placeByRank: PlaceOf = ({ id }) => packed(this.#ranks.get(id) ?? Infinity) + id;

  #build(): LiveSnapshot {
    const { overlay } = this.#services;
    const records = this.#list();
    const pending = overlay.isEmpty ? [] : records.filter((record) => overlay.has(record)).map(({ id }) => id);
    return {
      status: this.#status(),
      records,
      hasMore: this.#hasMore,
      loadingMore: this.#isLoadingMore,
      total:
        this.request.total && this.#window?.isComplete
          ? { kind: 'exact', value: this.#window.records.length }
          : this.#total,
      pending: pending.length === 0 ? nonePending : new Set(pending),
      error: this.#error,
    };
  }

  /** The records to show: the list before where none of them changed. */
  #list(): readonly AnyRecord[] {
    if (!this.#window || this.#hasFailed) return none;
    const before = this.#snapshot?.records;
    const count = Math.min(this.#limit, this.#window.records.length);
    if (before && before.length === count && this.#changedFrom >= count) return before;
    const isReset = this.#changedFrom === 0;
    this.#changedFrom = Infinity;
    const records = this.#window.records.slice(0, count);
    return before && isReset && before.length === count && before.every((record, index) => record === records[index])
      ? before
      : records;
  }

  #status(): LiveStatus {
    if (this.#hasFailed) return 'error';
    if (!this.#window) return this.#error ? 'error' : 'loading';
    return this.#isStale || this.#services.connection.isDown ? 'stale' : 'ready';
  }
}

/** The snapshot before where nothing in it changed, so that it stays the same object. */
function sameOr(before: LiveSnapshot | undefined, after: LiveSnapshot): LiveSnapshot {
  if (!before || before.records !== after.records) return after;
  const isSamePending =
    before.pending.size === after.pending.size && [...before.pending].every((id) => after.pending.has(id));
  const isSameTotal = before.total.kind === after.total.kind && valueOf(before.total) === valueOf(after.total);
  const isSame = (['status', 'hasMore', 'loadingMore', 'error'] as const).every((name) => before[name] === after[name]);
  return isSame && isSamePending && isSameTotal ? before : after;
}

const valueOf = (total: Total): number | undefined => (total.kind === 'unknown' ? undefined : total.value);

/** A handle on a query that outlives its being released: it is opened again when somebody subscribes again. */
export function liveQueryHandle(open: () => LiveQueryDriver, release: (driver: LiveQueryDriver) => void): LiveQuery {
  return {
    getSnapshot: () => open().getSnapshot(),
    subscribe: (listener) => {
      const driver = open();
      const stop = driver.subscribe(listener);
      return () => {
        stop();
        release(driver);
      };
    },
    loadMore: () => open().loadMore(),
    refresh: () => open().refresh(),
  };
}
