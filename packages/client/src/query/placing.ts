import type { AnyRecord, Comparison, OrderPlan } from '@rapport/core';
import type { QueryPlan } from './query-plan.ts';

/** A record, as far as where it stands had to be looked at. */
export interface Placed {
  readonly record?: AnyRecord;
  /** What it is ordered by first, as a number: the less, the further up. NaN where that does not tell. */
  readonly lead: number;
  place?: string;
}

/** Compares records by place. Of most it is enough to look at the first key: a place is made only where that does not tell. */
export class Placing {
  readonly leadOf: (record: AnyRecord) => number;
  readonly #placeOf: QueryPlan['placeOf'];

  constructor({ placeOf, order }: QueryPlan) {
    this.#placeOf = placeOf;
    this.leadOf = leadBy(order);
  }

  place(record: AnyRecord): Placed & { readonly record: AnyRecord } {
    return { record, lead: this.leadOf(record) };
  }

  /** Negative, 0 or positive, for `sort`. */
  compare(a: Placed, b: Placed): number {
    return a.lead - b.lead || compareTexts(this.#text(a), this.#text(b));
  }

  #text(placed: Placed): string {
    return (placed.place ??= (placed.record && this.#placeOf?.(placed.record)) ?? '');
  }
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const numbers: ReadonlySet<Comparison> = new Set<Comparison>(['number', 'date', 'instant']);

function leadBy({ keys: [first] }: OrderPlan): Placing['leadOf'] {
  if (!first || first.path.steps.length > 0 || first.path.key.at !== 'root' || !numbers.has(first.path.comparison))
    return () => NaN;
  const { name } = first.path.key;
  const sign = first.direction === 'asc' ? 1 : -1;
  return (record) => {
    const value = record[name];
    // Text of a point in time is in time's own order.
    if (typeof value === 'string') return sign * Date.parse(value);
    if (typeof value === 'number') return sign * value;
    // Missing ones are last in either direction.
    return value === undefined || value === null ? Infinity : NaN;
  };
}
