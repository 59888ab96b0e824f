import type { AnyRecord, Backend, BackendDescription, Filter, Total } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
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
}

/** How a `next` begins that only this window can go on from: no backend's own does. */
export const mark = '\u0001';

/** Whether the next page is to be had here, and nowhere else. */
export function isHere(after: string | null): boolean {
  return after?.startsWith(mark) ?? false;
}

/** How many records are read at most to answer what a backend can't. */
export const rowBudget = 5_000;

/**
 * Reads at least `limit` records, or to the end. Where a part of the filter is evaluated here, it reads up to `rowBudget` records to find them.
 * @throws BackendError `unsupported`, naming the clause, where the budget did not suffice, or where the clause depends on records that are not at hand.
 */
export async function readWindow(
  backend: Backend,
  { query, residual }: Pick<QueryPlan, 'query' | 'residual'>,
  paging: BackendDescription['paging'],
  { limit, after, signal }: { limit: number; after: string | null; signal: AbortSignal },
): Promise<WindowAnswer> {
  const records: AnyRecord[] = [];
  let next = after;
  let seen = 0;
  let first: { total: Total; cursor: string | null } | undefined;
  let last: AnyRecord | undefined;
  do {
    const wanted = residual ? paging.maxLimit : limit - records.length;
    const page = await backend.query(
      { ...query, limit: Math.min(paging.maxLimit, wanted), ...(next === null ? {} : { after: next }) },
      { signal },
    );
    first ??= page;
    seen += page.records.length;
    last = page.records.at(-1) ?? last;
    next = page.next;
    for (const record of page.records) if (!residual || holds(residual, record)) records.push(record);
    if (residual && records.length < limit && next !== null && seen >= rowBudget) throw beyondBudget(residual.filter);
  } while (next !== null && records.length < limit);
  const complete = next === null && (paging.window === null || seen < paging.window);
  const total: Total = residual
    ? complete && after === null
      ? { kind: 'exact', value: records.length }
      : { kind: 'unknown' }
    : first.total;
  return { records, last, next, complete, total, cursor: first.cursor };
}

function holds({ filter, verdict }: NonNullable<QueryPlan['residual']>, record: AnyRecord): boolean {
  const answer = verdict(record);
  if (answer === undefined)
    throw new BackendError(
      'unsupported',
      `The backend can't answer ${JSON.stringify(filter)}, which depends on other records.`,
    );
  return answer;
}

function beyondBudget(filter: Filter): BackendError {
  return new BackendError(
    'unsupported',
    `The backend can't answer ${JSON.stringify(filter)}, and too few of the first ${rowBudget} records satisfy it: narrow the filter by what the backend can answer.`,
  );
}
