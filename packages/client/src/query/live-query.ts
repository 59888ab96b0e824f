import type { AnyRecord, Total } from '@rapport/core';
import { RapportError } from '@rapport/core/failure';
import type { LiveRequest, LiveSnapshot } from '../client.ts';
import type { Holder, ShownChange } from '../store/index.ts';
import { isPassing, type Emitter, type Notifier } from '../sync/index.ts';
import { Alarm } from './alarm.ts';
import type { HereAnswer, Page } from './answer-here.ts';
import { AnsweredOrder } from './answered-order.ts';
import type { LiveQueryServices } from './live-query-services.ts';
import { membersOf } from './members-of.ts';
import type { QueryPlan } from './query-plan.ts';
import { hasFailed, hasMore, snapshotOf, type QueryState } from './query-snapshot.ts';
import { isHere, type WindowAnswer } from './read-window.ts';
import { SortedWindow, type WindowMember } from './sorted-window.ts';
import { WindowReading, type Part } from './window-reading.ts';

/** Milliseconds: how often a query is read again whose records come and go by time alone, and one whose backend has no feed. */
const timedInterval = 60_000;
const pollInterval = 15_000;

/** Keeps one query answered: reads its window, applies each change to it, and reads again what can't be told from the changes. */
export class LiveQueryDriver extends WindowReading implements Holder {
  readonly id: string;
  readonly request: LiveRequest;
  /** Whether it hears of changes by what others listen for. */
  isBorrowing = false;
  readonly #services: LiveQueryServices;
  readonly #emitter: Emitter;
  readonly #step: number;
  #limit: number;
  #plan: QueryPlan | undefined;
  #hasFeed = true;
  #window: SortedWindow | undefined;
  readonly #answeredOrder = new AnsweredOrder();
  /** Shown for their pending writes, though the backend left them out: without those, what is known of them here is too old. */
  #doubtful: ReadonlySet<string> = new Set();
  #next: string | null = null;
  #total: Total = { kind: 'unknown' };
  #error: RapportError | undefined;
  #isStale = false;
  /** What it shows is what was at hand, and not what the backend said. */
  #isPartial = false;
  #isListening = false;
  #isLoadingMore = false;
  /** Rings when time may have changed the answer. */
  readonly #alarm: Alarm;
  #snapshot: LiveSnapshot | undefined;
  #told: LiveSnapshot | undefined;
  #isDirty = true;

  constructor(id: string, request: LiveRequest, services: LiveQueryServices, notifier: Notifier) {
    super(services.environment);
    this.id = id;
    this.request = request;
    this.#services = services;
    this.#emitter = notifier.createEmitter(() => this.#hasNews());
    this.#step = this.#limit = request.limit ?? 50;
    this.#alarm = new Alarm(services.environment, services.backendNow, () => this.#timeHasCome());
  }

  /** Whether it shows all records that there are of what it asks for, whatever the time. */
  get isWhole(): boolean {
    const plan = this.#plan;
    return (
      this.#isAll &&
      this.#hasFeed &&
      !this.isDue &&
      !this.isReading &&
      !this.#error &&
      plan !== undefined &&
      plan.isDecided &&
      !plan.nextChange
    );
  }

  /** The records of a query that is whole, as the backend said them last; undefined where pending writes leave that in doubt. */
  bases(): readonly AnyRecord[] | undefined {
    const { store, overlay } = this.#services;
    const { type } = this.request;
    const window = this.#window;
    const isHidden = (base: AnyRecord | undefined): boolean =>
      base?.type === type && !window?.members.has(base.id) && this.#plan?.verdict(base) !== false;
    if (overlay.refs.some((ref) => isHidden(store.base(ref)))) return undefined;
    return (window?.records ?? []).flatMap((record) =>
      this.#doubtful.has(record.id) ? [] : (store.base(record) ?? []),
    );
  }

  get #isAll(): boolean {
    return (this.#window?.isComplete ?? false) && !this.#isPartial;
  }

  get listeners(): number {
    return this.#emitter.listeners;
  }

  getSnapshot(): LiveSnapshot {
    if (this.#snapshot && !this.#isDirty) return this.#snapshot;
    this.#isDirty = false;
    return (this.#snapshot = snapshotOf(this.#state, this.#snapshot));
  }

  subscribe(listener: () => void): () => void {
    this.#told ??= this.getSnapshot();
    void this.pump();
    return this.#emitter.subscribe(listener);
  }

  async loadMore(): Promise<void> {
    // What is on its way is what was asked for before: twice is once.
    if (!this.#window || this.#isLoadingMore || !hasMore(this.#state)) return this.pump();
    this.#limit += this.#step;
    this.#isLoadingMore = true;
    this.mark();
    await this.pump();
  }

  async refresh(): Promise<void> {
    this.#error = undefined;
    this.isDue = true;
    this.mark();
    await this.pump();
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
    this.retry.now();
  }

  /** Its answer may have changed in a way that changes don't show. */
  recheck(): void {
    if (!this.#plan || hasFailed(this.#error)) return;
    this.readAgain();
  }

  /** Of those it counts a record came, changed or went, known here or not: what lies below the window is only counted by the backend. */
  recount(): void {
    if (!this.#isAll || this.isReading) this.recheck();
  }

  /** What the backend can do is not what it was. */
  replan(): void {
    this.#plan = undefined;
    this.#isListening = false;
    this.#error = undefined;
    this.isDue = true;
    if (this.#window) void this.pump();
  }

  apply(change: ShownChange, member: WindowMember | undefined): WindowMember | undefined {
    const { type, after } = change;
    const plan = this.#plan;
    const window = this.#window;
    if (!plan || !window) return member;
    if (type !== this.request.type) {
      if (plan.dependencies.has(type)) this.recheck();
      return undefined;
    }
    if (this.#doubtful.has(change.id) && !this.#services.overlay.has(change)) this.recheck();
    if (member && change.before === after) {
      this.mark();
      return member;
    }
    const verdict = after === undefined ? false : plan.verdict(after);
    if (verdict === undefined) this.recheck();
    const belongs = verdict ?? member !== undefined;
    if (!belongs && !member) return undefined;
    // Where only the backend can tell the order, it has to say where a new one stands, and one that changed.
    if (!plan.placeOf) this.recheck();
    const present = after && belongs ? window.put(after, member) : window.delete(member);
    if (!present && !member) return undefined;
    this.mark();
    if (present) this.#watchFor(present.record);
    else if (this.#next !== null && window.records.length < this.#limit) void this.pump();
    return present;
  }

  release(): void {
    this.stopReading();
    this.#alarm.cancel();
    this.#services.feed.remove(this.id);
    this.#services.store.release(this.request.type, this.#window?.members.keys() ?? [], this);
    this.#window = undefined;
  }

  get #state(): QueryState {
    const { overlay, connection } = this.#services;
    return {
      window: this.#window,
      limit: this.#limit,
      isLoadingMore: this.#isLoadingMore,
      total: this.#total,
      isCounted: this.request.total ?? false,
      error: this.#error,
      isStale: this.#isStale || connection.isDown,
      // While it can be asked, what is missing is as good as on its way.
      isPartial: this.#isPartial || ((this.#isStale || connection.isDown) && this.missing() !== undefined),
      overlay,
    };
  }

  protected ended(failure?: { readonly error: unknown }): void {
    if (failure) this.#fail(failure.error);
    else if (this.#isStale && !hasFailed(this.#error)) {
      // What could not be read before is not missing any more: a change has filled the window, say.
      this.#error = undefined;
      this.#isStale = false;
    }
    this.#isLoadingMore = false;
    this.mark();
  }

  protected missing(): Part | undefined {
    if (hasFailed(this.#error)) return undefined;
    if (!this.#window || this.isDue) return 'top';
    return this.#next !== null && this.#window.records.length < this.#limit ? 'more' : undefined;
  }

  protected async read(part: Part): Promise<void> {
    const plan = this.#plan ?? (await this.#makePlan());
    const { feed } = this.#services;
    if (this.#hasFeed && feed.cursor === null) await feed.begin();
    if (this.abort.signal.aborted) return;
    const page = {
      limit: part === 'more' ? this.#limit - (this.#window?.records.length ?? 0) : this.#limit,
      after: part === 'more' ? this.#next : null,
    };
    // Once it is open, whoever asks for it again wants to know from the backend.
    const answering = this.#window && part === 'top' ? undefined : this.#services.here(this.request, plan, page);
    if (answering && (await this.#readHere(part, plan, answering))) return;
    if (this.abort.signal.aborted) return;
    // What was at hand is not any more, and the backend would not know where to go on.
    if (isHere(page.after)) this.isDue = true;
    else await this.#readThere(part, plan, page);
  }

  async #makePlan(): Promise<QueryPlan> {
    const { plan, description } = await this.#services.plan(this.request);
    this.#hasFeed = description.feed === 'live';
    return (this.#plan = plan);
  }

  /** Asks the backend. */
  async #readThere(part: Part, plan: QueryPlan, page: Page): Promise<void> {
    const { store, feed, read, keep } = this.#services;
    const { signal } = this.abort;
    this.#listen(plan, false);
    const sentAt = feed.cursor;
    const since = store.beginRead();
    try {
      const answer = await read(plan, { ...page, signal });
      if (signal.aborted) return;
      // Asked before the feed had a position, and the feed began elsewhere: what happened in between is not heard of.
      if (answer.cursor !== null && sentAt === null && !feed.startAt(answer.cursor)) {
        this.isDue = true;
        return;
      }
      for (const record of answer.records) store.learn(record, since);
      this.#take(part, answer, since);
      keep({
        request: this.request,
        plan,
        answer,
        isMore: part === 'more',
        limit: this.#limit,
        members: () => (this.#window?.records ?? []).map(({ id }) => id),
        // The answer may be older than what was heard since the feed began with it.
        at: sentAt ?? answer.cursor,
        since,
      });
    } finally {
      store.endRead();
    }
  }

  /** Takes the answer from what is at hand. Answers whether there was one. */
  async #readHere(part: Part, plan: QueryPlan, answering: Promise<HereAnswer | undefined>): Promise<boolean> {
    const { store } = this.#services;
    const since = store.beginRead();
    try {
      const answer = await answering;
      if (!answer || this.abort.signal.aborted) return false;
      if (answer.isDue) this.isDue = true;
      this.#listen(plan, answer.isHeard);
      for (const record of answer.records) store.learn(record, since, answer.asOf);
      this.#take(part, answer, since);
      return true;
    } finally {
      store.endRead();
    }
  }

  #listen(plan: QueryPlan, isHeard: boolean): void {
    if (!this.#hasFeed || this.#isListening) return;
    this.#isListening = true;
    this.isBorrowing = isHeard;
    this.#services.feed.add({ id: this.id, ...plan.interest }, isHeard);
  }

  /** Shows what is at hand of it while the backend can't be asked. */
  #showKnown(): void {
    const plan = this.#plan;
    if (!plan) return;
    const { store, known } = this.#services;
    const since = store.beginRead();
    const records = [...known(this.request.type)].filter((record) => plan.verdict(record) === true);
    if (records.length > 0) {
      // Nobody said that it is so now: what is known may be of a history before this one.
      for (const record of records) store.learn(record, 0);
      this.#take(
        'top',
        { records, last: undefined, next: null, complete: true, total: this.#total, cursor: null, isPartial: true },
        since,
      );
    }
    store.endRead();
  }

  #take(part: Part, answer: WindowAnswer, since: number): void {
    const plan = this.#plan as QueryPlan;
    const { store } = this.#services;
    const { type } = this.request;
    const order = this.#answeredOrder;
    const window = (this.#window ??= new SortedWindow(plan.placeOf ?? order.placeOf, this));
    if (!plan.placeOf) order[part === 'top' ? 'restart' : 'extend'](answer);
    const { members, doubtful, isDue } = membersOf(answer, since, plan, this.#services);
    if (isDue) this.isDue = true;
    this.#doubtful = new Set([...(part === 'more' ? this.#doubtful : []), ...doubtful]);
    const horizon = answer.complete ? null : (answer.last ?? null);
    const left = window.members;
    window[part === 'top' ? 'reset' : 'extend'](members, horizon);
    store.release(
      type,
      [...left.keys(), ...answer.records.map(({ id }) => id)].filter((id) => !window.members.has(id)),
      this,
    );
    store.hold(type, window.members);
    this.#next = answer.next;
    if (part === 'top') {
      this.#total = answer.total;
      this.#isPartial = answer.isPartial ?? false;
      this.rest();
    }
    this.#error = undefined;
    this.#isStale = false;
    this.#watchAll();
    this.mark();
  }

  #fail(error: unknown): void {
    if (!this.#window && isPassing(error)) this.#showKnown();
    this.#error =
      error instanceof RapportError
        ? error
        : new RapportError('unexpected', 'The query failed unexpectedly.', { cause: error });
    this.#isStale = true;
    if (isPassing(error)) this.#services.connection.retryLater(this.retry, error);
    this.mark();
  }

  /** Has the query looked at again when time may have changed its answer, or when there is no other way to learn of changes. */
  #watchAll(): void {
    const now = this.#services.backendNow();
    this.#alarm.cancel();
    if (!this.#hasFeed) this.#alarm.setTo(now + pollInterval);
    if (!this.#plan?.nextChange) return;
    this.#alarm.setTo(now + timedInterval);
    for (const record of this.#window?.records ?? []) this.#watchFor(record);
  }

  #watchFor(record: AnyRecord): void {
    const next = this.#plan?.nextChange?.(record);
    if (next) this.#alarm.setTo(Date.parse(next));
  }

  /** Lets go of what time took out, and asks what it brought in. */
  #timeHasCome(): void {
    const ended = (this.#window?.records ?? [])
      .filter((record) => this.#plan?.verdict(record) === false)
      .map(({ id }) => id);
    for (const id of ended) this.#window?.delete(this.#window.members.get(id));
    this.#services.store.release(this.request.type, ended, this);
    if (ended.length > 0) this.mark();
    this.#watchAll();
    this.recheck();
  }
}
