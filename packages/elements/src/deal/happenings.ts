import type { Client, LiveSnapshot } from '@rapport/client';
import type { AnyRecord, Filter, Instant } from '@rapport/core';
import { toInstant } from '@rapport/core/model';

/** How long after deals were first looked at they are watched: a page that has just begun has better to do. */
const patience = 2_000;
/** So many deals are watched, those that were looked at last. */
const most = 200;
const day = 86_400_000;

/** What is known of some deals: the latest activity since an instant, or the latest open task. */
export interface Happened {
  readonly type: 'activity' | 'task';
  readonly since: Instant;
  /** Of every deal that is watched; undefined where there is none. */
  readonly latest: ReadonlyMap<string, Instant | undefined>;
}

/** Watches what happens with deals, and what is planned for them: activities from yesterday on, and open tasks. */
export class Happenings {
  readonly #told: (happened: Happened) => void;
  readonly #deals = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stops: readonly (() => void)[] = [];

  constructor(told: (happened: Happened) => void) {
    this.#told = told;
  }

  watch(client: Client, deals: readonly string[]): void {
    const fresh = deals.filter((id) => !this.#deals.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) this.#deals.add(id);
    for (const id of this.#deals) if (this.#deals.size > most) this.#deals.delete(id);
    this.#timer ??= setTimeout(() => this.#follow(client), patience);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#deals.clear();
  }

  #follow(client: Client): void {
    this.#timer = undefined;
    const earlier = this.#stops;
    const deals = [...this.#deals];
    const since = toInstant(client.now() - day);
    const among: Filter = { field: 'deal', op: 'in', value: deals };
    const follow = (type: Happened['type'], at: 'occurredAt' | 'dueAt', where: Filter): (() => void) => {
      const orderBy = [{ field: at, direction: 'desc' } as const];
      const query = client.live({ type, where: { and: [among, where] }, orderBy, limit: most });
      return query.subscribe(() => {
        const snapshot: LiveSnapshot = query.getSnapshot();
        // Of what is left out nothing can be said.
        if (snapshot.status === 'ready' && !snapshot.hasMore)
          this.#told({ type, since, latest: latestOf(deals, snapshot.records, at) });
      });
    };
    this.#stops = [
      follow('activity', 'occurredAt', { field: 'occurredAt', op: 'gte', value: since }),
      follow('task', 'dueAt', { field: 'status', op: 'eq', value: 'open' }),
    ];
    for (const stop of earlier) stop();
  }
}

function latestOf(
  deals: readonly string[],
  records: readonly AnyRecord[],
  at: string,
): ReadonlyMap<string, Instant | undefined> {
  const latest = new Map<string, Instant | undefined>(deals.map((id) => [id, undefined]));
  for (const record of records) {
    const [deal, time] = [record['deal'] as string, record[at] as Instant | null | undefined];
    if (time != null && time > (latest.get(deal) ?? '')) latest.set(deal, time);
  }
  return latest;
}
