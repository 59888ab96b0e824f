import type { AnyRecord, Backend, BackendDescription, Total } from '@rapport/core';
import { needed } from '../sync/index.ts';
import type { QueryPlan } from './query-plan.ts';

/** Records of a query in the backend's order, from a place on. */
export interface WindowAnswer {
  readonly records: readonly AnyRecord[];
  /** The last record that was looked at, whether it is among them or not. Undefined where there was none. */
  readonly last: AnyRecord | undefined;
  /** Where to go on; null where the backend gives no more. */
  readonly next: string | null;
  /** Whether the backend said that there is no more. */
  readonly complete: boolean;
  readonly total: Total;
  /** The first page's position in the change feed. */
  readonly cursor: string | null;
  /** They may not be all there are, or some too many: what was at hand, and not what the backend said. */
  readonly isPartial?: boolean;
  /** Where they were kept: the moment the backend was asked for them, by the clock of the records. What was written here since, they may lack. */
  readonly asOf?: number;
}

/** How a `next` begins that only this window can go on from: no backend's own does. */
export const mark = '\u0001';

/** Whether the next page is to be had here, and nowhere else. */
export function isHere(after: string | null): boolean {
  return after?.startsWith(mark) ?? false;
}

/**
 * Reads at least `limit` records, or to the end. What lets records through that a backend can't tell is loaded with the first query that needs it.
 * @throws BackendError `unsupported` as `sieve.ts` says; `offline` where it can't be loaded.
 */
export async function readWindow(
  backend: Backend,
  { query, residual }: Pick<QueryPlan, 'query' | 'residual'>,
  paging: BackendDescription['paging'],
  { limit, after, signal }: { limit: number; after: string | null; signal: AbortSignal },
): Promise<WindowAnswer> {
  const sieve = residual && (await needed(import('./sieve.ts'))).sieveOf(residual);
  const records: AnyRecord[] = [];
  let next = after;
  let seen = 0;
  let first: { total: Total; cursor: string | null } | undefined;
  let last: AnyRecord | undefined;
  do {
    const wanted = sieve ? paging.maxLimit : limit - records.length;
    const page = await backend.query(
      { ...query, limit: Math.min(paging.maxLimit, wanted), ...(next === null ? {} : { after: next }) },
      { signal },
    );
    first ??= page;
    seen += page.records.length;
    last = page.records.at(-1) ?? last;
    next = page.next;
    for (const record of page.records) if (!sieve || sieve.letsThrough(record)) records.push(record);
    if (records.length < limit && next !== null) sieve?.goOn(seen);
  } while (next !== null && records.length < limit);
  const complete = next === null && (paging.window === null || seen < paging.window);
  const total: Total = !sieve
    ? first.total
    : complete && after === null
      ? { kind: 'exact', value: records.length }
      : { kind: 'unknown' };
  return { records, last, next, complete, total, cursor: first.cursor };
}
