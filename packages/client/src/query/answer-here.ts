import type { AnyRecord, Total } from '@rapport/core';
import { firstOf } from './first-of.ts';
import { Placing, type Placed } from './placing.ts';
import type { QueryPlan } from './query-plan.ts';
import { mark, type WindowAnswer } from './read-window.ts';

export interface Page {
  readonly limit: number;
  readonly after: string | null;
}

export interface HereAnswer extends WindowAnswer {
  /** Whether changes to these records are heard of already. */
  readonly isHeard: boolean;
  /** What it leaves open only the backend can tell. */
  readonly isDue?: boolean | undefined;
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
  const start: Placed | undefined = after === null ? undefined : { lead: NaN, place: after.slice(mark.length) };
  const end = horizon ? placing.place(horizon) : undefined;
  let above = 0;
  const isBetween = (record: AnyRecord): boolean => {
    if (plan.verdict(record) !== true) return false;
    const placed = placing.place(record);
    if (end && placing.compare(placed, end) > 0) return false;
    const isAbove = start !== undefined && placing.compare(placed, start) <= 0;
    if (isAbove) above += 1;
    return !isAbove;
  };
  const { records: first, count } = firstOf(records, start || end ? isBetween : plan.verdict, limit, placing);
  const last = first.at(-1);
  const isAll = count <= limit;
  return {
    records: first,
    last: isAll ? (horizon ?? undefined) : last,
    next: isAll ? next : nextHere(plan, last),
    complete: isAll && horizon === null,
    total: horizon === null ? { kind: 'exact', value: above + count } : total,
    cursor,
    isHeard: true,
  };
}

/** Where an answer goes on that ends with a record which is not the last one at hand. */
export function nextHere({ placeOf }: QueryPlan, last: AnyRecord | undefined): string {
  return mark + (last && placeOf ? placeOf(last) : '');
}
