import type {
  AnyRecord,
  Backend,
  BackendDescription,
  Filter,
  Model,
  Mutation,
  MutationResult,
  NamedRef,
  RecordRef,
  Result,
  Written,
} from '@rapport/core';
import { refuse } from '@rapport/core/failure';
import { applyPatch, refKey, standardModel, withExtension } from '@rapport/core/live';
import {
  guarantees,
  type Client,
  type Guarantee,
  type LiveQuery,
  type LiveRequest,
  type PendingWrite,
  type RecordNamed,
  type RefusedWrite,
  type Write,
} from './client.ts';
import type { DeviceStorage, KeptWrite } from './device/index.ts';
import type { Environment } from './environment.ts';
import {
  answerAmong,
  LiveQueryDriver,
  liveQueryHandle,
  planQuery,
  readWindow,
  relativeTimeFor,
  type LiveQueryServices,
  type QueryPlan,
  type WholeQuery,
} from './query/index.ts';
import type { Sharing } from './sharing.ts';
import { Overlay, RecordStore, refsOf } from './store/index.ts';
import { Connection, Feed, mutationOf, Notifier, Outbox, transition, type Transition } from './sync/index.ts';

/** How long a query stays open after its last subscriber left: a view that is rendered again finds it as it was. */
const grace = 5_000;

interface Capabilities {
  readonly description: BackendDescription;
  readonly model: Model;
}

interface OpenQuery {
  readonly driver: LiveQueryDriver;
  readonly handle: LiveQuery;
  leave: (() => void) | undefined;
}

export interface EngineOptions {
  readonly backend: Backend;
  readonly timeZone: string | undefined;
  readonly environment: Environment;
  /** What the client keeps on the device; undefined where it keeps nothing there. */
  readonly device: Promise<DeviceStorage> | undefined;
  /** Joins the other windows of the account; undefined where the client is by itself. */
  readonly share?: ((planOf: (request: LiveRequest) => QueryPlan | undefined) => Promise<Sharing>) | undefined;
  /** What becomes of writes: `sync/state.ts`, where nobody wants to see what another would do. */
  readonly transition?: Transition | undefined;
}

/** Ties a client's parts together: the queries, the records they show, the writes and the feed. */
export function createEngine(options: EngineOptions): Client {
  const { backend, timeZone, environment, device } = options;
  const { clock, newId, schedule } = environment;
  const notifier = new Notifier();
  const queries = new Map<string, OpenQuery>();
  const drivers = new Map<string, LiveQueryDriver>();
  const abort = new AbortController();
  let capabilities: Promise<Capabilities> | undefined;
  /** What the backend can do is known from the device alone. */
  let isRemembered = false;
  let model = standardModel;
  // The backend's clock less ours: what "now" means is for the backend to say.
  let clockOffset = 0;
  let queryCount = 0;

  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model, now }));
  const store = new RecordStore({
    overlay,
    holders: () => drivers.values(),
    isOffline: () => connection.isDown,
    doubt: (type) => {
      for (const driver of drivers.values()) if (driver.request.type === type) driver.recheck();
    },
  });
  const connection = new Connection({
    emitter: notifier.createEmitter(),
    environment,
    probe: () => (isRemembered || !capabilities ? ask() : backend.describe({ signal: abort.signal })),
    backOnline: resume,
  });
  let shared: Sharing | undefined;
  const sharing = options.share?.(planOf).then(
    (joined) => {
      if (abort.signal.aborted) return void joined.close();
      shared = joined;
      const { group } = joined;
      outbox.isLeading = group.leads;
      group.onLead((leads) => (outbox.isLeading = leads));
      group.on('outbox', (news) => outbox.hear(news));
      group.on('wiped', end);
    },
    // Then this window is by itself.
    () => void (outbox.isLeading = true),
  );
  const feed = new Feed({
    backend: {
      describe: (asked) => backend.describe(asked),
      changes: (asked) => (shared ?? backend).changes(asked),
    },
    position: sharing && (async () => shared?.position() ?? null),
    connection,
    environment,
    events: {
      heard: (change) => {
        store.hear(change);
        const { type } = change.op === 'put' ? change.record : change;
        for (const driver of drivers.values()) if (driver.request.type === type) driver.recount();
      },
      recheck: (ids) => {
        for (const driver of drivers.values()) if (driver.isBorrowing || ids.includes(driver.id)) driver.recheck();
      },
      reset: () => {
        store.distrustVersions();
        for (const driver of drivers.values()) driver.recheck();
      },
    },
  });
  const outbox = new Outbox({
    backend,
    connection,
    environment,
    description: async () => (await describe()).description,
    model: () => model,
    storage: device?.then((storage) => {
      storage.onLost((reason) => outbox.lose(reason));
      connection.set({ kept: 'device' });
      return storage.outbox;
    }),
    transition: options.transition ?? transition,
    events: {
      changed,
      sending: () => {
        store.beginRead();
        return () => store.endRead();
      },
      completed,
      present: (mutation) => present(refsOf(mutation)),
      taken: async (acknowledged) => {
        await sharing;
        await shared?.cache?.takeWritten(acknowledged.flatMap(({ result }) => (result ? writtenBy(result) : [])));
      },
      lost: () => connection.set({ kept: 'lost' }),
      // What is told before the other windows are there is told then.
      tell: (news) => void sharing?.then(() => shared?.group.post(news)),
    },
  });
  if (sharing) outbox.isLeading = false;
  overlay.isShared = sharing !== undefined && device !== undefined;
  const services: LiveQueryServices = {
    environment,
    store,
    overlay,
    connection,
    feed,
    backendNow: () => clock() + clockOffset,
    plan: async (request) => {
      const { description } = await describe();
      return { description, plan: planWith(request, description, await relativeTimeFor(request.where)) };
    },
    here: (request, plan, page) => {
      const kept = shared?.cache?.answer(request, plan, page);
      if (kept) return Promise.resolve(kept);
      const wholes = (): readonly WholeQuery[] =>
        [...drivers.values()].flatMap((driver) =>
          driver.isWhole && driver.request.type === request.type
            ? [{ where: driver.request.where, records: () => driver.bases() }]
            : [],
        );
      return answerAmong(request, plan, page, wholes, () => feed.cursor);
    },
    known: (type) => [...(shared?.cache?.known(type) ?? []), ...store.basesOf(type)],
    keep: (answered) => shared?.cache?.keep(answered),
    read: async (plan, page) =>
      connection.follow(readWindow(backend, plan, (await describe()).description.paging, page)),
  };
  const stopWaking = environment.wake(() => {
    connection.resume();
    if (!connection.isDown) resume();
  });
  const stopFollowing = connection.subscribe(() => {
    for (const driver of drivers.values()) driver.mark();
  });

  /** Tries at once whatever waits to be tried again. */
  function resume(): void {
    feed.resume();
    outbox.resume();
    for (const driver of drivers.values()) driver.resume();
  }

  function describe(): Promise<Capabilities> {
    capabilities ??= recall().catch((error: unknown) => {
      capabilities = undefined;
      throw error;
    });
    return capabilities;
  }

  /** What the device remembers, until the backend says it; where it remembers nothing, what the backend says. */
  async function recall(): Promise<Capabilities> {
    await sharing;
    const remembered = shared?.cache?.description;
    const asked = connection.follow(ask());
    if (!remembered) return asked;
    isRemembered = true;
    asked.catch(() => {});
    await outbox.opened;
    return take(remembered);
  }

  async function ask(): Promise<Capabilities> {
    const description = await backend.describe({ signal: abort.signal });
    isRemembered = false;
    clockOffset = Date.parse(description.now) - clock();
    const isOther = shared?.cache?.describe(description);
    const present = take(description);
    if (!isOther) return present;
    capabilities = Promise.resolve(present);
    for (const driver of drivers.values()) driver.replan();
    return present;
  }

  function take(description: BackendDescription): Capabilities {
    model = withExtension(standardModel, description.extension);
    connection.set({ unguaranteed: unguaranteedBy(description) });
    // Writes made before this did not know of the organisation's own fields.
    for (const ref of overlay.refs) store.reshow(ref);
    return { description, model };
  }

  function planWith(
    request: LiveRequest,
    description: BackendDescription,
    relativeTime: Awaited<ReturnType<typeof relativeTimeFor>>,
  ): QueryPlan {
    const shown = (ref: RecordRef): AnyRecord | undefined => store.shown(ref);
    return planQuery(request, { description, model, timeZone, now: services.backendNow, shown, relativeTime });
  }

  function planOf(request: LiveRequest): QueryPlan | undefined {
    const description = shared?.cache?.description;
    try {
      return description && planWith(request, description, undefined);
    } catch {
      return undefined;
    }
  }

  /** @param key The same for requests that ask the same. */
  function open(key: string, request: LiveRequest): OpenQuery {
    const known = queries.get(key);
    if (known) return known;
    const driver = new LiveQueryDriver(`q${(queryCount += 1)}`, request, services, notifier);
    const query: OpenQuery = {
      driver,
      handle: liveQueryHandle(
        () => open(key, request).driver,
        () => leaveQuery(key),
      ),
      leave: undefined,
    };
    queries.set(key, query);
    drivers.set(driver.id, driver);
    leaveQuery(key);
    return query;
  }

  /** Releases a query that nobody subscribes to, after a while. */
  function leaveQuery(key: string): void {
    const query = queries.get(key);
    if (!query || query.driver.listeners > 0) return;
    query.leave?.();
    query.leave = schedule(grace, () => {
      if (query.driver.listeners > 0) return;
      queries.delete(key);
      drivers.delete(query.driver.id);
      query.driver.release();
    });
  }

  /** The writes are others: shows the records as they are now. */
  function changed(kept: readonly KeptWrite[], answered: readonly KeptWrite[]): void {
    const refs = overlay.replace(kept);
    for (const one of overlay.appeared) store.meet(one);
    for (const { result } of answered) for (const one of result ? writtenBy(result) : []) store.take(one);
    for (const ref of refs) store.reshow(ref);
    connection.show(kept);
  }

  async function completed(mutation: Mutation, result: MutationResult): Promise<MutationResult> {
    if (!('written' in result)) return result;
    const told = new Set(writtenBy(result).map((one) => refKey('record' in one ? one.record : one.deleted)));
    // A patch that changed nothing there is not among what was written, but may be other than what was last heard of here.
    const untold = refsOf(mutation).filter((ref) => !told.has(refKey(ref)));
    // The write took effect all the same; the feed will tell what the record is like.
    const more = await present(untold).catch(() => []);
    return more.length > 0 ? { ...result, written: [...result.written, ...more] } : result;
  }

  /** The present state of those records that are shown, or were before a write that deletes them. */
  async function present(refs: readonly RecordRef[]): Promise<readonly Written[]> {
    const known = refs.filter((ref) => store.shown(ref) ?? store.base(ref));
    if (known.length === 0) return [];
    const names = known.map(({ type, id }) => ({ type, name: { id } }));
    const { records } = await connection.follow(backend.get(names, { signal: abort.signal }));
    const there = new Set(records.map(refKey));
    const gone = known.filter((ref) => !there.has(refKey(ref)));
    return [
      ...records.map((record) => ({ record })),
      ...gone.map(({ type, id }) => ({ deleted: { type, id, version: (store.base({ type, id })?.version ?? 0) + 1 } })),
    ];
  }

  function mutationFor(write: Write): Mutation {
    return mutationOf(write, {
      clock,
      newId,
      base: (ref) => store.base(ref),
      shown: (ref) => store.shown(ref),
    });
  }

  function write(write: Write): PendingWrite {
    try {
      const mutation = mutationFor(write);
      const { result, durable } = outbox.add(mutation);
      return Object.assign(result, { id: mutation.id, durable });
    } catch (error) {
      const declined = Promise.reject<never>(error);
      declined.catch(() => {});
      return Object.assign(Promise.reject<MutationResult>(error), { id: newId(), durable: declined });
    }
  }

  async function edit(id: string, write: (declined: RefusedWrite) => Mutation): Promise<MutationResult | undefined> {
    const declined = connection.getSnapshot().attention.find((one) => one.id === id);
    return declined && outbox.decide(id, write(declined))?.result;
  }

  async function wipe(discardWaiting: boolean): Promise<Result<object>> {
    const count = await outbox.countWaiting();
    if (count > 0 && !discardWaiting) return refuse('writes-waiting', undefined, { count });
    // Nobody is to see what was discarded come undone.
    leave();
    await outbox.clear();
    shared?.group.post({ kind: 'wiped' });
    close();
    await (await device?.catch(() => undefined))?.wipe();
    return { ok: true };
  }

  /** Ends whatever is shown. */
  function leave(): void {
    stopWaking();
    stopFollowing();
    feed.close();
    for (const query of queries.values()) {
      query.leave?.();
      query.driver.release();
    }
    queries.clear();
    drivers.clear();
  }

  function close(): void {
    abort.abort();
    leave();
    void shared?.close();
    outbox.close();
    connection.close();
  }

  function end(): void {
    close();
    void device?.then((storage) => storage.close()).catch(() => {});
  }

  const live = (request: LiveRequest): LiveQuery => {
    const { type, where, orderBy, limit, total } = request;
    return open(JSON.stringify([type, where, orderBy, limit, total]), request).handle;
  };

  return {
    backend,
    describe: async () => (await describe()).description,
    live: live as Client['live'],
    record: ((type: string, name: NamedRef['name']) =>
      live({ type, where: named(name), limit: 1 })) as Client['record'],
    get: async <Name extends string>(type: Name, name: NamedRef['name']) => {
      const { records } = await connection.follow(backend.get([{ type, name }], { signal: abort.signal }));
      const [record] = records;
      return record && (overlay.show(record, record) as RecordNamed<Name> | undefined);
    },
    aggregate: (query) =>
      connection.follow(
        backend.aggregate({ ...(timeZone === undefined ? {} : { timeZone }), ...query }, { signal: abort.signal }),
      ),
    write,
    create: (type, values) => {
      const { id = newId(), ...set } = values as Partial<AnyRecord>;
      return write({ command: `${type}.create`, patches: [{ op: 'create', type, id, set: defined(set) }] });
    },
    update: (type, id, values) => {
      const unset = Object.keys(values).filter((name) => (values as Partial<AnyRecord>)[name] === undefined);
      return write({
        command: `${type}.update`,
        patches: [{ op: 'update', type, id, set: defined(values), ...(unset.length > 0 ? { unset } : {}) }],
      });
    },
    delete: (type, id) => write({ command: `${type}.delete`, patches: [{ op: 'delete', type, id }] }),
    connection: { getSnapshot: connection.getSnapshot, subscribe: connection.subscribe },
    // Sent with the base it had: what others changed since is still noticed.
    retry: (id) => edit(id, ({ at, write }) => ({ ...write, id: newId(), at })),
    edit: (id, write) => edit(id, () => mutationFor(write)),
    discard: (id) => void outbox.decide(id, undefined),
    wipe: ({ discardWaiting = false } = {}) => wipe(discardWaiting),
    signOut: async ({ send } = {}) => {
      if (send) await outbox.flush();
      return wipe(send === false);
    },
    newId,
    now: clock,
    close: end,
  };
}

/** What a mutation left, or what stood in its way. */
function writtenBy(result: MutationResult): readonly Written[] {
  return 'written' in result ? result.written : 'current' in result ? result.current : [];
}

/** What a backend can't give, by its own word. */
function unguaranteedBy({ feed, concurrency, idempotent, atomic }: BackendDescription): readonly Guarantee[] {
  const lacks = {
    live: feed === 'none',
    conflicts: concurrency === 'none',
    'exactly-once': !idempotent,
    whole: !atomic,
  };
  return guarantees.filter((one) => lacks[one]);
}

/** A record by its name, as a filter. */
function named(name: NamedRef['name']): Filter {
  return 'id' in name
    ? { field: 'id', op: 'eq', value: name.id }
    : { field: `externalIds.${name.system}`, op: 'eq', value: name.externalId };
}

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
