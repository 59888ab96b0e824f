import type { AnyRecord } from '@rapport/core';
import type { QueryPlan } from './query-plan.ts';

/** What a record is ordered by first: all of a query's are texts, or all are numbers. NaN where it does not tell. */
export type Lead = string | number;

/** A record, as far as where it stands had to be looked at. */
export interface Placed {
  readonly record?: AnyRecord;
  readonly lead: Lead;
  place?: string;
}

/** Compares records by place. Of most it is enough to look at the first key: a place is made only where that does not tell. */
export class Placing {
  readonly leadOf: (record: AnyRecord) => Lead;
  /** Whether the greater lead is further up: only of texts, for numbers are turned over. */
  readonly isDescending: boolean;
  readonly #placeOf: QueryPlan['placeOf'];

  constructor({ placeOf, order: { keys } }: QueryPlan) {
    const [first] = keys;
    const name =
      first && first.path.steps.length === 0 && first.path.key.at === 'root' ? first.path.key.name : undefined;
    const comparison = first?.path.comparison;
    const isDown = first?.direction === 'desc';
    this.#placeOf = placeOf;
    this.isDescending = isDown && comparison !== 'number';
    this.leadOf = () => NaN;
    if (name === undefined) return;
    if (comparison === 'number') this.leadOf = numberOf(name, isDown ? -1 : 1);
    if (comparison === 'date' || comparison === 'instant') this.leadOf = textOf(name, isDown ? '' : '\uffff');
  }

  place(record: AnyRecord): Placed & { readonly record: AnyRecord } {
    return { record, lead: this.leadOf(record) };
  }

  /** Negative, 0 or positive, for `sort`. */
  compare(a: Placed, b: Placed): number {
    const byLead = compareByOrder(a.lead, b.lead);
    if (byLead !== 0) return this.isDescending ? -byLead : byLead;
    return compareByOrder(this.#text(a), this.#text(b));
  }

  #text(placed: Placed): string {
    return (placed.place ??= (placed.record && this.#placeOf?.(placed.record)) ?? '');
  }
}

function compareByOrder(a: Lead, b: Lead): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// Missing ones are last in either direction.

function numberOf(name: string, sign: number): Placing['leadOf'] {
  return (record) => {
    const value = record[name] as number | null | undefined;
    return value === undefined || value === null ? Infinity : sign * value;
  };
}

/** Text of a day or of a point in time is in time's own order, and compared as it stands. */
function textOf(name: string, missing: string): Placing['leadOf'] {
  return (record) => (record[name] as string | null | undefined) ?? missing;
}
