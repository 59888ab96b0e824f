import type { AnyRecord, Total } from '@rapport/core';
import { Placing, Top } from './first-of.ts';
import type { QueryPlan } from './query-plan.ts';
import { mark, type WindowAnswer } from './read-window.ts';

export interface Page {
  readonly limit: number;
  readonly after: string | null;
}

export interface HereAnswer extends WindowAnswer {
  /** Whether changes to these records are heard of already. */
  readonly isHeard: boolean;
}

/** All that is known of the records that a query asks for. */
export interface Holding {
  /** All there are down to the horizon, and others. */
  readonly records: Iterable<AnyRecord>;
  /** The last record the backend told of, and where it goes on behind it; null: it told of all. */
  readonly horizon: AnyRecord | null;
  readonly next: string | null;
  readonly total: Total;
  /** The feed's cursor that the records are as of. */
  readonly cursor: string | null;
}

/** Answers a query, whose plan is decided and ordered by the records alone, from records at hand. */
export function answerHere(plan: QueryPlan, { limit, after }: Page, holding: Holding): HereAnswer {
  const { records, horizon, next, total, cursor } = holding;
  const placing = new Placing(plan);
  const start = after === null ? undefined : { place: after.slice(mark.length) };
  const end = horizon ? placing.place(horizon) : undefined;
  const top = new Top(limit, placing);
  let above = 0;
  for (const record of records) {
    if (plan.verdict(record) !== true) continue;
    const placed = placing.place(record);
    if (end && placing.compare(placed, end) > 0) continue;
    if (start && placing.compare(placed, start) <= 0) above += 1;
    else top.add(placed);
  }
  const first = top.take();
  const last = first.at(-1);
  const isAll = top.count <= limit;
  return {
    records: first,
    last: isAll ? (horizon ?? undefined) : last,
    next: isAll ? next : nextHere(plan, last),
    complete: isAll && horizon === null,
    total: horizon === null ? { kind: 'exact', value: above + top.count } : total,
    cursor,
    isHeard: true,
  };
}

/** Where an answer goes on that ends with a record which is not the last one at hand. */
export function nextHere({ placeOf }: QueryPlan, last: AnyRecord | undefined): string {
  return mark + (last && placeOf ? placeOf(last) : '');
}
