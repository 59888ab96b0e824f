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
} from '@rapport/core';
import { applyPatch, refKey, standardModel, withExtension } from '@rapport/core/live';
import type { Client, LiveQuery, LiveRequest, RecordNamed, Write } from './client.ts';
import type { Environment } from './environment.ts';
import {
  LiveQueryDriver,
  liveQueryHandle,
  planQuery,
  readWindow,
  relativeTimeFor,
  type LiveQueryServices,
} from './query/index.ts';
import { Overlay, RecordStore, refsOf } from './store/index.ts';
import { Connection, Feed, mutationOf, Notifier, Outbox } from './sync/index.ts';

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

/** Ties a client's parts together: the queries, the records they show, the writes and the feed. */
export function createEngine(backend: Backend, timeZone: string | undefined, environment: Environment): Client {
  const { clock, newId, schedule } = environment;
  const notifier = new Notifier();
  const queries = new Map<string, OpenQuery>();
  const drivers = new Map<string, LiveQueryDriver>();
  const abort = new AbortController();
  let capabilities: Promise<Capabilities> | undefined;
  let model = standardModel;
  // The backend's clock less ours: what "now" means is for the backend to say.
  let clockOffset = 0;
  let queryCount = 0;

  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model, now }));
  const store = new RecordStore({ overlay, holders: () => drivers.values() });
  const connection = new Connection(notifier.createEmitter(), resume);
  const feed = new Feed({
    backend,
    connection,
    environment,
    events: {
      heard: (change) => {
        store.hear(change);
        const { type } = change.op === 'put' ? change.record : change;
        for (const driver of drivers.values()) if (driver.request.type === type) driver.recount();
      },
      recheck: (ids) => ids.forEach((id) => drivers.get(id)?.recheck()),
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
    events: {
      sending: (mutations) => {
        for (const mutation of mutations) overlay.markSending(mutation);
        return { since: store.beginRead(), end: () => store.endRead() };
      },
      settled,
    },
  });
  const services: LiveQueryServices = {
    environment,
    store,
    overlay,
    connection,
    feed,
    backendNow: () => clock() + clockOffset,
    plan: async (request) => {
      const { description, model } = await describe();
      const relativeTime = await relativeTimeFor(request.where);
      return {
        description,
        plan: planQuery(request, {
          description,
          model,
          timeZone,
          now: services.backendNow,
          shown: (ref) => store.shown(ref),
          relativeTime,
        }),
      };
    },
    read: async (plan, page) =>
      connection.follow(readWindow(backend, plan, (await describe()).description.paging, page)),
  };
  const stopWaking = environment.wake(resume);
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
    capabilities ??= connection.follow(backend.describe({ signal: abort.signal })).then(
      (description) => {
        clockOffset = Date.parse(description.now) - clock();
        model = withExtension(standardModel, description.extension);
        // Writes made before this did not know of the organisation's own fields.
        for (const ref of overlay.refs) store.reshow(ref);
        return { description, model };
      },
      (error: unknown) => {
        capabilities = undefined;
        throw error;
      },
    );
    return capabilities;
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
        () => leave(key),
      ),
      leave: undefined,
    };
    queries.set(key, query);
    drivers.set(driver.id, driver);
    leave(key);
    return query;
  }

  /** Releases a query that nobody subscribes to, after a while. */
  function leave(key: string): void {
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

  async function settled(mutation: Mutation, result: MutationResult, since: number): Promise<void> {
    const written = 'written' in result ? result.written : 'current' in result ? result.current : [];
    const told = new Set(written.map((one) => refKey('record' in one ? one.record : one.deleted)));
    const untold =
      result.status === 'refused' || result.status === 'conflict'
        ? []
        : refsOf(mutation).filter((ref) => !told.has(refKey(ref)));
    // A patch that changed nothing there is not among what was written, but may be other than what was last heard of here.
    const more = untold.length === 0 ? [] : await fetchShown(untold);
    const refs = overlay.remove(mutation);
    for (const one of written) {
      if ('record' in one) store.learn(one.record, since, true);
      else store.hear({ op: 'delete', ...one.deleted });
    }
    for (const record of more) store.learn(record, since, true);
    for (const ref of refs) store.reshow(ref);
  }

  /** The present state of those records that are shown. */
  async function fetchShown(refs: readonly RecordRef[]): Promise<readonly AnyRecord[]> {
    const shown = refs.filter((ref) => store.shown(ref));
    if (shown.length === 0) return [];
    try {
      return (
        await connection.follow(
          backend.get(
            shown.map(({ type, id }) => ({ type, name: { id } })),
            { signal: abort.signal },
          ),
        )
      ).records;
    } catch {
      // The write took effect all the same; the feed will tell what the record is like.
      return [];
    }
  }

  async function write(write: Write): Promise<MutationResult> {
    const mutation = mutationOf(write, {
      clock,
      newId,
      base: (ref) => store.base(ref),
      shown: (ref) => store.shown(ref),
    });
    for (const ref of overlay.add(mutation)) store.reshow(ref);
    return outbox.add(mutation, write);
  }

  async function retry(id: string): Promise<MutationResult | undefined> {
    const refused = connection.getSnapshot().attention.find((one) => one.id === id);
    if (!refused) return undefined;
    // Sent with the base it had: what others changed since is still noticed.
    const result = write(refused.write);
    connection.dismiss(id);
    return result;
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
    dismiss: (id) => connection.dismiss(id),
    retry,
    newId,
    now: clock,
    close: () => {
      abort.abort();
      stopWaking();
      stopFollowing();
      feed.close();
      outbox.close();
      for (const { driver, leave: cancel } of queries.values()) {
        cancel?.();
        driver.release();
      }
      queries.clear();
      drivers.clear();
    },
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
