import type { Backend, NewId } from '@rapport/core';
import type { Client, ConnectionSnapshot, LiveQuery, LiveRequest, LiveSnapshot } from './client.ts';
import { BackendError } from '@rapport/core/failure';
import { systemEnvironment, type Environment, type Schedule } from './environment.ts';

export interface ClientOptions {
  readonly backend: Backend;
  /** IANA name of the calendar that relative time ("this month") goes by. The backend's own where it is not said. */
  readonly timeZone?: string;
  /** Milliseconds since 1970; the system's clock where it is not said. */
  readonly clock?: () => number;
  readonly newId?: NewId;
  readonly schedule?: Schedule;
  readonly random?: () => number;
  /** Calls when trying again may be worth it; the browser's `online` event where it is not said. */
  readonly wake?: Environment['wake'];
}

const loadingSnapshot: LiveSnapshot = { status: 'loading', records: [], hasMore: false, loadingMore: false, total: { kind: 'unknown' }, pending: new Set(), error: undefined };
const connectingSnapshot: ConnectionSnapshot = { state: 'connecting', pendingWrites: 0, attention: [] };

/**
 * Connects to a backend: live queries, optimistic writes and the state of the connection. Asks the backend for nothing before the first query or write.
 * The page starts with this door alone; what is behind it loads at once, beside whatever else the page does, and queries and writes made meanwhile wait for it.
 */
export function createClient(options: ClientOptions): Client {
  const { clock, newId, schedule, random, wake } = options;
  const system = systemEnvironment(clock);
  const environment: Environment = { ...system, ...(newId && { newId }), ...(schedule && { schedule }), ...(random && { random }), ...(wake && { wake }) };
  let engine: Client | undefined;
  let failed: LiveSnapshot | undefined;
  let isClosed = false;
  const loading = import('./engine.ts').then(({ createEngine }) => {
    engine = createEngine(options, environment);
    if (isClosed) engine.close();
    return engine;
  });
  loading.catch((cause: unknown) => {
    failed = { ...loadingSnapshot, status: 'error', error: new BackendError('offline', 'A part of the page could not be loaded: load it again.', { cause }) };
  });

  /** Subscribes once there is something to subscribe to, and says that this is so. */
  const subscribeTo = (source: (client: Client) => Pick<LiveQuery, 'subscribe'>) => (listener: () => void): (() => void) => {
    if (engine) return source(engine).subscribe(listener);
    let stop = (): void => {};
    let isStopped = false;
    void loading.then((client) => {
      if (isStopped) return;
      stop = source(client).subscribe(listener);
      listener();
    }, listener);
    return () => {
      isStopped = true;
      stop();
    };
  };
  const waiting = (source: (client: Client) => LiveQuery): LiveQuery => ({
    getSnapshot: () => (engine ? source(engine).getSnapshot() : (failed ?? loadingSnapshot)),
    subscribe: subscribeTo(source),
    loadMore: async () => source(await loading).loadMore(),
    refresh: async () => source(await loading).refresh(),
  });
  const whenLoaded = <T>(work: (client: Client) => Promise<T>): Promise<T> => (engine ? work(engine) : loading.then(work));

  return {
    backend: options.backend,
    describe: () => whenLoaded((client) => client.describe()),
    live: ((request: LiveRequest) => (engine ? engine.live(request) : waiting((client) => client.live(request)))) as Client['live'],
    record: ((type, name) => (engine ? engine.record(type, name) : waiting((client) => client.record(type, name)))) as Client['record'],
    get: (type, name) => whenLoaded((client) => client.get(type, name)),
    aggregate: (query) => whenLoaded((client) => client.aggregate(query)),
    write: (write) => whenLoaded((client) => client.write(write)),
    create: (type, values) => whenLoaded((client) => client.create(type, values)),
    update: (type, id, values) => whenLoaded((client) => client.update(type, id, values)),
    delete: (type, id) => whenLoaded((client) => client.delete(type, id)),
    connection: {
      getSnapshot: () => engine?.connection.getSnapshot() ?? connectingSnapshot,
      subscribe: subscribeTo((client) => client.connection),
    },
    dismiss: (id) => engine?.dismiss(id),
    newId: environment.newId,
    now: environment.clock,
    close: () => {
      isClosed = true;
      engine?.close();
    },
  };
}
