import {
  createClient,
  type Client,
  type DeviceStorage,
  type LiveQuery,
  type LiveRequest,
  type LiveSnapshot,
  type Tabs,
} from '@rapport/client';
import type { AnyRecord, Backend, MutationResult, Patch } from '@rapport/core';
import type { Author, Journal, Made } from './journal.ts';
import { createMark, deleteMark } from './marks.ts';
import type { Random } from './random.ts';
import type { Life, Scheduler } from './scheduler.ts';
import { Witness } from './witness.ts';

export interface OpenQuery {
  readonly request: LiveRequest;
  readonly query: LiveQuery;
  readonly stop: () => void;
}

export interface AppWindowOptions {
  readonly by: Author;
  readonly life: Life;
  readonly backend: Backend;
  /** Undefined where nothing is kept on the device. */
  readonly storage: DeviceStorage | undefined;
  /** Undefined where each window is by itself. */
  readonly tabs: Tabs | undefined;
  readonly scheduler: Scheduler;
  readonly journal: Journal;
  readonly random: Random;
  readonly newId: () => string;
  /** The device's clock less the true time. */
  readonly skew: () => number;
  readonly report: (problem: string) => void;
}

/** A window of the host's application from when it is opened until it is closed or crashes: a client, the queries it shows, and all it has shown. */
export class AppWindow {
  readonly by: Author;
  readonly life: Life;
  readonly client: Client;
  readonly queries: OpenQuery[] = [];
  readonly #options: AppWindowOptions;
  readonly #witness: Witness;
  readonly #wakers = new Set<() => void>();

  constructor(options: AppWindowOptions) {
    const { by, life, backend, storage, tabs, scheduler, journal, random, newId, skew, report } = options;
    this.by = by;
    this.life = life;
    this.#options = options;
    this.#witness = new Witness(journal, by, report);
    this.client = createClient({
      backend,
      tabs: tabs ?? false,
      ...(storage && { persistence: storage }),
      ...(tabs && { account: by.account }),
      clock: () => scheduler.now + skew(),
      newId,
      random,
      schedule: (milliseconds, task) => scheduler.after(milliseconds, task, life, life),
      wake: (retry) => {
        this.#wakers.add(retry);
        return () => void this.#wakers.delete(retry);
      },
    });
  }

  /** The browser says that it is online. */
  wake(): void {
    for (const waker of this.#wakers) waker();
  }

  open(request: LiveRequest): void {
    const query = this.client.live(request) as LiveQuery;
    let before: LiveSnapshot | undefined;
    const look = (): void => {
      if (this.life.isOver) return;
      const snapshot = query.getSnapshot();
      this.#look(request, before, snapshot);
      before = snapshot;
    };
    this.queries.push({ request, query, stop: query.subscribe(look) });
    look();
  }

  close(index: number): void {
    this.queries.splice(index, 1)[0]?.stop();
  }

  /** Everything its queries show, each record once. */
  get shown(): readonly AnyRecord[] {
    const records = this.queries.flatMap(({ query }) => query.getSnapshot().records);
    return [...new Map(records.map((record) => [record.id, record])).values()];
  }

  write(command: string, patches: readonly Patch[]): Made {
    const { journal, scheduler, skew, by } = this.#options;
    const at = scheduler.now;
    const made = journal.write(by, patches, { at, clock: at + skew(), shown: this.shown });
    const pending = this.client.write({ command, patches });
    this.#follow(made, pending);
    pending.durable.then(
      (where) => {
        if (!this.life.isOver) made.durable = where;
      },
      () => {},
    );
    return made;
  }

  /** Sends a declined write again. */
  retry(id: string): void {
    const refused = this.client.connection.getSnapshot().attention.find((one) => one.id === id);
    if (!refused) return;
    // Nobody enters again blindly what may be there.
    if (isUnknown(refused.result)) return this.discard(id);
    // Another window has decided, which is yet to be heard here: a decision is made once.
    if (!this.#options.journal.undecided.has(id)) return void this.client.retry(id)?.catch(() => {});
    const again = this.#options.journal.madeOf({ at: refused.at, ...refused.write }, this.by);
    for (const made of again) this.#options.journal.retry(made, this.by);
    this.#options.journal.decide(id);
    const result = this.client.retry(id);
    for (const made of again) this.#follow(made, result);
  }

  /** Sends another write in place of a declined one. */
  edit(id: string, command: string, patches: readonly Patch[]): void {
    const { journal, scheduler, skew, by } = this.#options;
    const refused = this.client.connection.getSnapshot().attention.find((one) => one.id === id);
    if (!refused) return;
    for (const before of journal.decidedOf(id, { at: refused.at, ...refused.write }, by)) before.isDiscarded = true;
    journal.decide(id);
    const at = scheduler.now;
    const made = journal.write(by, patches, { at, clock: at + skew(), shown: this.shown });
    // It goes before those that waited behind the other.
    made.isRetried = true;
    const result = this.client.edit(id, { command, patches });
    this.#follow(made, result);
  }

  discard(id: string): void {
    const refused = this.client.connection.getSnapshot().attention.find((one) => one.id === id);
    if (!refused) return;
    const created = new Set(refused.write.patches.filter(({ op }) => op === 'create').map((patch) => patch.id));
    // What stood on a record that was to be created goes with it.
    const behind = refused.behind.filter(({ write }) => write.patches.every((patch) => created.has(patch.id)));
    for (const { id: each, at, write } of [refused, ...behind]) {
      for (const made of this.#options.journal.decidedOf(each, { at, ...write }, this.by)) made.isDiscarded = true;
      this.#options.journal.decide(each);
    }
    this.client.discard(id);
  }

  #follow(made: Made, result: ReturnType<Client['retry']>): void {
    result.then(
      (settled) => {
        if (!settled || this.life.isOver) return;
        // Its writer is told that it may have taken effect, and that it is kept nowhere.
        if (isUnknown(settled)) return void (made.durable = undefined);
        made.result = settled;
        made.isDeclined = settled.status === 'refused' || settled.status === 'conflict';
      },
      () => {},
    );
  }

  #look(request: LiveRequest, before: LiveSnapshot | undefined, after: LiveSnapshot): void {
    if (before === after) return;
    const old = new Set(before?.records);
    for (const record of after.records) {
      const isPending = after.pending.has(record.id);
      if (!old.has(record) || before?.pending.has(record.id) !== isPending) this.#witness.see(record, isPending);
    }
    this.#lookForOwn(request, old, after);
  }

  /** What was created here is in every list of everything. */
  #lookForOwn(
    { type, where }: LiveRequest,
    before: ReadonlySet<AnyRecord>,
    { status, hasMore, records }: LiveSnapshot,
  ): void {
    if (where || hasMore || status !== 'ready') return;
    const { journal, report } = this.#options;
    const ids = new Set(records.map(({ id }) => id));
    const old = new Set([...before].map(({ id }) => id));
    for (const { by, effects, isDeclined, isDiscarded, retriedIn } of journal.made) {
      if (by.window !== this.by.window || isDeclined || isDiscarded) continue;
      // It was undone here, and another window sends it again: that it does so is yet to be heard.
      if ((retriedIn ?? by.window) !== by.window) continue;
      for (const { mark, ref } of effects)
        if (
          ref.type === type &&
          mark === createMark(ref) &&
          !ids.has(ref.id) &&
          !journal.effect(deleteMark(ref)) &&
          // Somebody else may have moved it to a page that was read before: the feed has yet to tell.
          (old.has(ref.id) || !journal.isWrittenElsewhere(ref, this.by.device)) &&
          // While an addition to it is on its way, what is newly heard of it is put off.
          !journal.own(this.by.device, ref).some(({ made }) => !made.result)
        )
          report(`flicker: ${mark} is not shown any more`);
    }
  }
}

/** Whether nobody can tell what became of a write: its writer is to look. */
function isUnknown(result: MutationResult): boolean {
  return result.status === 'refused' && result.refusal.code === 'outcome-unknown';
}
