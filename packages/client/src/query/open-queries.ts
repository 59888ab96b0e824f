import type { LiveQuery, LiveRequest } from '../client.ts';
import type { Schedule } from '../environment.ts';
import type { LiveQueryDriver } from './live-query.ts';
import { liveQueryHandle } from './live-query-handle.ts';

/** How long a query stays open after its last subscriber left: a view that is rendered again finds it as it was. */
const grace = 5_000;

interface OpenQuery {
  readonly driver: LiveQueryDriver;
  readonly handle: LiveQuery;
  leave: (() => void) | undefined;
}

/** The queries that are open: one for all who ask the same. */
export class OpenQueries {
  readonly #schedule: Schedule;
  readonly #start: (id: string, request: LiveRequest) => LiveQueryDriver;
  readonly #queries = new Map<string, OpenQuery>();
  /** Not to be changed: the list is another one when they are others. */
  drivers: readonly LiveQueryDriver[] = [];
  /** Those among them that somebody wants counted. */
  counted: readonly LiveQueryDriver[] = [];
  #count = 0;
  #isClosed = false;

  constructor(schedule: Schedule, start: (id: string, request: LiveRequest) => LiveQueryDriver) {
    this.#schedule = schedule;
    this.#start = start;
  }

  live(request: LiveRequest): LiveQuery {
    const { type, where, orderBy, limit, total } = request;
    return this.#open(JSON.stringify([type, where, orderBy, limit, total]), request).handle;
  }

  /** From here on nothing is shown, also in one that is opened later. */
  close(): void {
    this.#isClosed = true;
    for (const { leave, driver } of this.#queries.values()) {
      leave?.();
      driver.release();
    }
    this.#queries.clear();
    this.#keep([]);
  }

  /** @param key The same for requests that ask the same. */
  #open(key: string, request: LiveRequest): OpenQuery {
    const known = this.#queries.get(key);
    if (known) return known;
    const driver = this.#start(`q${(this.#count += 1)}`, request);
    const query: OpenQuery = {
      driver,
      handle: liveQueryHandle(
        () => this.#open(key, request).driver,
        () => this.#leave(key),
      ),
      leave: undefined,
    };
    this.#queries.set(key, query);
    if (this.#isClosed) driver.release();
    else {
      this.#keep([...this.drivers, driver]);
      this.#leave(key);
    }
    return query;
  }

  #keep(drivers: readonly LiveQueryDriver[]): void {
    this.drivers = drivers;
    this.counted = drivers.filter(({ request }) => request.total);
  }

  /** Releases a query that nobody subscribes to, after a while. */
  #leave(key: string): void {
    const query = this.#queries.get(key);
    if (!query || query.driver.listeners > 0) return;
    query.leave?.();
    query.leave = this.#schedule(grace, () => {
      if (query.driver.listeners > 0) return;
      this.#queries.delete(key);
      this.#keep(this.drivers.filter((one) => one !== query.driver));
      query.driver.release();
    });
  }
}
