import type { AnyRecord, Total } from '@rapport/core';
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
  const placeOf = plan.placeOf as NonNullable<QueryPlan['placeOf']>;
  const from = after === null ? '' : after.slice(mark.length);
  const to = horizon && placeOf(horizon);
  const top = new Top(limit);
  let above = 0;
  for (const record of records) {
    if (plan.verdict(record) !== true) continue;
    const place = placeOf(record);
    if (to !== null && place > to) continue;
    if (after !== null && place <= from) above += 1;
    else top.add(place, record);
  }
  const isAll = top.count <= limit;
  return {
    records: top.records,
    last: isAll ? (horizon ?? undefined) : top.records.at(-1),
    next: isAll ? next : mark + top.lastPlace,
    complete: isAll && horizon === null,
    total: horizon === null ? { kind: 'exact', value: above + top.count } : total,
    cursor,
    isHeard: true,
  };
}

/** Where an answer goes on that ends with a record that is not the last one at hand. */
export function nextHere({ placeOf }: QueryPlan, last: AnyRecord): string | null {
  return placeOf ? mark + placeOf(last) : null;
}

/** The first of many by place, without sorting them all. */
class Top {
  readonly records: AnyRecord[] = [];
  readonly #places: string[] = [];
  readonly #limit: number;
  count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get lastPlace(): string {
    return this.#places.at(-1) ?? '';
  }

  add(place: string, record: AnyRecord): void {
    this.count += 1;
    const places = this.#places;
    if (places.length === this.#limit && place > this.lastPlace) return;
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((places[middle] as string) < place) low = middle + 1;
      else high = middle;
    }
    places.splice(low, 0, place);
    this.records.splice(low, 0, record);
    if (places.length <= this.#limit) return;
    places.pop();
    this.records.pop();
  }
}
