import type {
  AnyRecord,
  Backend,
  BackendDescription,
  Filter,
  Mutation,
  MutationResult,
  NamedRef,
  RecordRef,
  Result,
} from '@rapport/core';
import { refuse } from '@rapport/core/failure';
import { applyPatch } from '@rapport/core/live';
import { Capabilities } from './capabilities.ts';
import type { Client, LiveRequest, PendingWrite, RecordNamed, RefusedWrite, Write } from './client.ts';
import type { DeviceStorage } from './device/index.ts';
import type { Environment } from './environment.ts';
import {
  answerAmong,
  LiveQueryDriver,
  OpenQueries,
  planQuery,
  readWindow,
  relativeTimeFor,
  type LiveQueryServices,
  type QueryPlan,
  type WholeQuery,
} from './query/index.ts';
import type { Sharing, SharingOptions } from './sharing.ts';
import { Overlay, RecordStore } from './store/index.ts';
import { clientClosed, Connection, Feed, missingPart, mutationOf, Notifier, Writes } from './sync/index.ts';
import type * as writing from './writing.ts';

export interface EngineOptions {
  readonly backend: Backend;
  readonly timeZone: string | undefined;
  readonly environment: Environment;
  /** What the client keeps on the device; undefined where it keeps nothing there. */
  readonly device: Promise<DeviceStorage> | undefined;
  /** Joins the other windows of the account; undefined where the client is by itself. */
  readonly share?: ((needs: Pick<SharingOptions, 'planOf' | 'learn'>) => Promise<Sharing>) | undefined;
  /** Fetches what keeps and sends writes. */
  readonly loadWriting: () => Promise<typeof writing>;
}

/** Ties a client's parts together: the queries, the records they show, the writes and the feed. */
export function createEngine(options: EngineOptions): Client {
  const { backend, timeZone, environment, device } = options;
  const { clock, newId } = environment;
  const notifier = new Notifier();
  const abort = new AbortController();
  const { signal } = abort;

  const queries = new OpenQueries(
    environment.schedule,
    (id, request) => new LiveQueryDriver(id, request, services, notifier),
  );
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: capabilities.model, now }));
  const store = new RecordStore({
    overlay,
    holders: () => queries.drivers,
    isOffline: () => connection.isDown,
    doubt: (type) => {
      for (const driver of queries.drivers) if (driver.request.type === type) driver.recheck();
    },
  });
  const connection = new Connection({
    emitter: notifier.createEmitter(),
    environment,
    probe: () => capabilities.probe(),
    backOnline: resume,
  });
  let isOver = false;
  let shared: Sharing | undefined;
  const sharing = options.share?.({ planOf, learn: (types) => capabilities.learn(types) }).then(
    (joined) => {
      if (signal.aborted) return void joined.close();
      joined.group.on('wiped', end);
      return (shared = joined);
    },
    // Then this window is by itself.
    () => undefined,
  );
  const capabilities = new Capabilities({
    backend,
    connection,
    clock,
    signal,
    joined: sharing,
    cache: () => shared?.cache,
    opened: () => writes.open(),
    modelled: (isAbout) => {
      // Writes made before did not know of it.
      for (const ref of overlay.refs) if (isAbout(ref.type)) store.reshow(ref);
    },
    changed: () => {
      for (const driver of queries.drivers) driver.replan();
    },
  });
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
        for (const driver of queries.counted) if (driver.request.type === type) driver.recount();
      },
      recheck: (ids) => {
        for (const driver of queries.drivers) if (driver.isBorrowing || ids.includes(driver.id)) driver.recheck();
      },
      reset: () => {
        store.distrustVersions();
        for (const driver of queries.drivers) driver.recheck();
      },
    },
  });
  const writes = new Writes({
    environment,
    connection,
    isDurable: device !== undefined,
    probe: () => capabilities.probe(),
    load: async () => {
      const { startWriting } = await options.loadWriting();
      const needs = { backend, connection, environment, store, overlay, capabilities, device, sharing, signal };
      return (held) => startWriting(needs, held);
    },
    show: (held) => {
      for (const ref of overlay.replace(held)) store.reshow(ref);
      connection.set({ pendingWrites: held.length });
    },
  });
  overlay.isShared = sharing !== undefined && device !== undefined;
  const services: LiveQueryServices = {
    environment,
    store,
    overlay,
    connection,
    feed,
    backendNow: capabilities.now,
    plan: async (request) => {
      const description = await capabilities.describe();
      const relativeTime = await relativeTimeFor(request.where);
      if (!capabilities.model.types.has(request.type)) await capabilities.complete();
      try {
        return { description, plan: planWith(request, description, relativeTime) };
      } catch (error) {
        // It may lead to a type that few pages ask for.
        if (!(await capabilities.complete())) throw error;
        return { description, plan: planWith(request, description, relativeTime) };
      }
    },
    here: (request, plan, page) => {
      const kept = shared?.cache?.answer(request, plan, page);
      if (kept) return Promise.resolve(kept);
      const wholes = (): readonly WholeQuery[] =>
        queries.drivers.flatMap((driver) =>
          driver.isWhole && driver.request.type === request.type
            ? [{ where: driver.request.where, records: () => driver.bases() }]
            : [],
        );
      return answerAmong(request, plan, page, wholes, () => feed.cursor);
    },
    known: (type) => [...(shared?.cache?.known(type) ?? []), ...store.basesOf(type)],
    keep: (answered) => shared?.cache?.keep(answered),
    read: async (plan, page) => {
      const { paging } = await capabilities.describe();
      return connection.follow(readWindow(backend, plan, paging, page));
    },
  };
  const stopWaking = environment.wake(() => {
    connection.resume();
    if (!connection.isDown) resume();
  });
  const stopFollowing = connection.subscribe(() => {
    for (const driver of queries.drivers) driver.mark();
  });

  /** Tries at once whatever waits to be tried again. */
  function resume(): void {
    feed.resume();
    writes.resume();
    for (const driver of queries.drivers) driver.resume();
  }

  function planWith(
    request: LiveRequest,
    description: BackendDescription,
    relativeTime: Awaited<ReturnType<typeof relativeTimeFor>>,
  ): QueryPlan {
    const shown = (ref: RecordRef): AnyRecord | undefined => store.followed(ref);
    const { model, now } = capabilities;
    return planQuery(request, { description, model, timeZone, now, shown, relativeTime });
  }

  function planOf(request: LiveRequest): QueryPlan | undefined {
    const description = shared?.cache?.description;
    try {
      return description && planWith(request, description, undefined);
    } catch {
      return undefined;
    }
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
      if (isOver) throw clientClosed();
      const mutation = mutationFor(write);
      const { result, durable } = writes.add(mutation);
      return Object.assign(result, { id: mutation.id, durable });
    } catch (error) {
      const declined = Promise.reject<never>(error);
      declined.catch(() => {});
      return Object.assign(Promise.reject<MutationResult>(error), { id: newId(), durable: declined });
    }
  }

  const edit = async (id: string, anew: (declined: RefusedWrite) => Mutation): Promise<MutationResult | undefined> =>
    isOver ? undefined : writes.writing?.edit(id, anew);

  async function wipe(discardWaiting: boolean): Promise<Result<object>> {
    if (device) await writes.load();
    const outbox = writes.writing?.outbox;
    if (device && !outbox && !discardWaiting) throw missingPart();
    // Nobody is to see what is discarded come undone.
    if (discardWaiting) leave();
    const count = writes.held.length + ((await outbox?.end(discardWaiting)) ?? 0);
    if (count > 0 && !discardWaiting) return refuse('writes-waiting', undefined, { count });
    shared?.group.post({ kind: 'wiped' });
    close();
    await (await device?.catch(() => undefined))?.wipe();
    return { ok: true };
  }

  /** Ends whatever is shown, and takes nothing more. */
  function leave(): void {
    isOver = true;
    stopWaking();
    stopFollowing();
    feed.close();
    queries.close();
  }

  function close(): void {
    abort.abort();
    leave();
    void shared?.close();
    writes.close();
    connection.close();
  }

  function end(): void {
    close();
    void device?.then((storage) => storage.close()).catch(() => {});
  }

  return {
    backend,
    describe: () => capabilities.describe(),
    live: ((request: LiveRequest) => queries.live(request)) as Client['live'],
    record: ((type: string, name: NamedRef['name']) =>
      queries.live({ type, where: named(name), limit: 1 })) as Client['record'],
    get: async <Name extends string>(type: Name, name: NamedRef['name']) => {
      const { records } = await connection.follow(backend.get([{ type, name }], { signal }));
      const [record] = records;
      return record && (overlay.show(record, record) as RecordNamed<Name> | undefined);
    },
    aggregate: (query) =>
      connection.follow(backend.aggregate({ ...(timeZone === undefined ? {} : { timeZone }), ...query }, { signal })),
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
    prepareToWrite: () => writes.load(),
    connection: { getSnapshot: connection.getSnapshot, subscribe: connection.subscribe },
    // Sent with the base it had: what others changed since is still noticed.
    retry: (id) => edit(id, ({ at, write }) => ({ ...write, id: newId(), at })),
    edit: (id, write) => edit(id, () => mutationFor(write)),
    discard: (id) => void writes.writing?.outbox.decide(id, undefined),
    wipe: ({ discardWaiting = false } = {}) => wipe(discardWaiting),
    signOut: async ({ send } = {}) => {
      if (send) {
        await writes.load();
        await writes.writing?.outbox.flush();
      }
      return wipe(send === false);
    },
    newId,
    now: clock,
    close: end,
  };
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
