import type { KeptQuery } from '../device/index.ts';
import type { LiveRequest } from '../client.ts';
import type { QueryPlan } from '../query/index.ts';

/** At most so many queries are kept. */
export const mostQueries = 50;

/** The queries whose answers are kept, by what they ask for. Whoever asks for more of the same goes on from there. */
export class KeptQueries {
  readonly #queries = new Map<string, KeptQuery>();
  readonly #askedAt = new Map<string, number>();

  get all(): readonly KeptQuery[] {
    return [...this.#queries.values()];
  }

  get(request: LiveRequest): KeptQuery | undefined {
    return this.#queries.get(queryKey(request));
  }

  /** @param askedAt When this window asked for it; 0: another one did. As before where that is not said. */
  set(query: KeptQuery, askedAt = this.askedAt(query)): void {
    this.#queries.set(query.key, query);
    this.#askedAt.set(query.key, askedAt);
  }

  askedAt({ key }: KeptQuery): number {
    return this.#askedAt.get(key) ?? 0;
  }

  delete({ key }: KeptQuery): void {
    this.#queries.delete(key);
    this.#askedAt.delete(key);
  }

  /** Somebody shows it again. */
  touch(query: KeptQuery, usedAt: number): void {
    if (this.#queries.has(query.key)) this.#queries.set(query.key, { ...query, usedAt });
  }

  /** Lets go of the one that was used least recently, but for the last. Answers whether there was one. */
  dropOldest(): boolean {
    const [oldest] = this.all.toSorted((a, b) => a.usedAt - b.usedAt);
    if (!oldest) return false;
    this.delete(oldest);
    return true;
  }

  clear(): void {
    this.#queries.clear();
    this.#askedAt.clear();
  }
}

/** The same for requests that ask for the same records in the same order, however many. */
export function queryKey({ type, where, orderBy }: LiveRequest): string {
  return JSON.stringify([type, where, orderBy]);
}

/** Whether its records, and their order, can be told from the records of its type. */
export function isOrdered(plan: QueryPlan): boolean {
  return plan.isDecided && plan.placeOf !== undefined;
}
