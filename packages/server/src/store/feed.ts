import sql from 'sql-template-tag';
import type { MutationEntry } from '@rapport/core/authority';
import type { Database } from '../sql/index.ts';
import { feedChannel } from './commit-sql.ts';

/** An entry at its place. */
export interface FeedEntry {
  readonly position: number;
  readonly changes: MutationEntry['changes'];
}

/** What there is after a position: entries in order, or word that the position is of another history or no longer kept. */
export type FeedPage =
  | { readonly kind: 'entries'; readonly entries: readonly FeedEntry[]; readonly position: number }
  | { readonly kind: 'lost'; readonly position: number; readonly epoch: string };

const pageLength = 500;
const kept = 1_000;

/**
 * The feed of every tenant, read for all who follow it in this process. Notifications say that there is something new; a slow poll makes up for those
 * that got lost.
 */
export class Feed {
  readonly #database: Database;
  readonly #pollMilliseconds: number;
  readonly #tenants = new Map<string, TenantFeed>();
  #listening: Promise<() => Promise<void>> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(database: Database, { pollMilliseconds = 5_000 }: { readonly pollMilliseconds?: number } = {}) {
    this.#database = database;
    this.#pollMilliseconds = pollMilliseconds;
  }

  /** Follows a tenant's feed until the function that it gives is called. */
  async follow(tenant: string): Promise<{ readonly feed: TenantFeed; leave(): void }> {
    const known = this.#tenants.get(tenant) ?? new TenantFeed(this.#database, tenant);
    this.#tenants.set(tenant, known);
    known.followers += 1;
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      known.followers -= 1;
      if (known.followers === 0) this.#tenants.delete(tenant);
      if (this.#tenants.size === 0) clearInterval(this.#timer);
    };
    try {
      await (this.#listening ??= this.#listen());
    } catch (error) {
      this.#listening = undefined;
      leave();
      throw error;
    }
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#wakeAll(), this.#pollMilliseconds);
    this.#timer.unref();
    return { feed: known, leave };
  }

  #listen(): Promise<() => Promise<void>> {
    return this.#database.listen(feedChannel, (payload) => {
      if (payload === null) this.#wakeAll();
      else this.#tenants.get(payload.split(' ')[0] ?? '')?.wake(Number(payload.split(' ')[1]));
    });
  }

  #wakeAll(): void {
    for (const tenant of this.#tenants.values()) tenant.wake(Number.POSITIVE_INFINITY);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await (
      await this.#listening?.catch(() => undefined)
    )?.();
  }
}

/** One tenant's feed: its latest entries are kept, so that those who are up to date share one read. */
export class TenantFeed {
  followers = 0;
  readonly #database: Database;
  readonly #tenant: string;
  readonly #waiting = new Set<() => void>();
  /** Entries without a gap, the last of them at `#read`. */
  #latest: readonly FeedEntry[] = [];
  #read = -1;
  #epoch = '';
  #told = 0;
  #reading: Promise<FeedPage> | undefined;

  constructor(database: Database, tenant: string) {
    this.#database = database;
    this.#tenant = tenant;
  }

  /** Says that there is something up to a position. */
  wake(position: number): void {
    this.#told = Math.max(this.#told, position);
    for (const resolve of this.#waiting) resolve();
  }

  /** Entries after a position: none where the reader is up to date. */
  async after(epoch: string, position: number): Promise<FeedPage> {
    if (epoch === this.#epoch && position === this.#read && this.#told <= position)
      return { kind: 'entries', entries: [], position };
    const first = this.#latest[0]?.position ?? Number.POSITIVE_INFINITY;
    if (epoch === this.#epoch && position + 1 >= first && position < this.#read) {
      return {
        kind: 'entries',
        entries: this.#latest.filter((entry) => entry.position > position),
        position: this.#read,
      };
    }
    if (epoch !== this.#epoch || position !== this.#read) return this.#fetch(epoch, position);
    return (this.#reading ??= this.#fetch(epoch, position).finally(() => (this.#reading = undefined)));
  }

  async #fetch(epoch: string, position: number): Promise<FeedPage> {
    const told = this.#told;
    const rows = await this.#database.query(
      this.#tenant,
      sql`select p.epoch, p.position, p.kept_from, f.position, f.entry
      from rapport._tenant p left join lateral (
        select e.position, e.entry from rapport._feed e where e.tenant = p.tenant and e.position > ${String(position)}::bigint order by e.position limit ${String(pageLength)}::bigint
      ) f on true where p.tenant = ${this.#tenant} order by f.position`,
    );
    const [first] = rows;
    const [nowEpoch = '', nowPosition = '0', keptFrom = '0'] = first ?? [];
    if (nowEpoch !== epoch || position > Number(nowPosition) || position < Number(keptFrom))
      return { kind: 'lost', epoch: nowEpoch ?? '', position: Number(nowPosition) };
    const entries = rows.flatMap((row): FeedEntry[] =>
      row[3] == null
        ? []
        : [
            {
              position: Number(row[3]),
              changes: (JSON.parse(row[4] ?? '{}') as Pick<MutationEntry, 'changes'>).changes,
            },
          ],
    );
    const last = entries.at(-1)?.position ?? position;
    if (this.#epoch !== epoch || position > this.#read) {
      this.#latest = entries;
    } else if (position === this.#read) {
      this.#latest = [...this.#latest, ...entries].slice(-kept);
    }
    if (this.#epoch !== epoch || position >= this.#read) {
      this.#epoch = epoch;
      this.#read = last;
      // What was told while this read ran may be beyond it.
      if (this.#told === told && entries.length < pageLength) this.#told = last;
    }
    return { kind: 'entries', entries, position: last };
  }

  /** Resolves once there may be something new, or the signal aborts. */
  async wait(position: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#told > position || this.#read > position) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }
}
