import type { AnyRecord, Comparison, OrderPlan } from '@rapport/core';
import type { QueryPlan } from './query-plan.ts';

/** A record, as far as where it stands had to be looked at. */
interface Placed {
  readonly record?: AnyRecord;
  /** What it is ordered by first, where that is compared as it is. */
  readonly lead?: string | number | undefined;
  place?: string;
}

/** What is compared as it is. */
const plain: ReadonlySet<Comparison> = new Set<Comparison>(['number', 'date', 'instant']);

/** Compares records by place. Of most it is enough to look at the first key: a place is made only where that does not tell. */
export class Placing {
  readonly #placeOf: QueryPlan['placeOf'];
  readonly #leadOf: ((record: AnyRecord) => string | number | undefined) | undefined;
  readonly #isAscending: boolean;

  constructor({ placeOf, order }: QueryPlan) {
    this.#placeOf = placeOf;
    this.#leadOf = leadBy(order);
    this.#isAscending = order.keys[0]?.direction === 'asc';
  }

  place(record: AnyRecord): Placed & { readonly record: AnyRecord } {
    return { record, lead: this.#leadOf?.(record) };
  }

  /** Negative, 0 or positive, for `sort`. */
  compare(a: Placed, b: Placed): number {
    if (a.lead !== undefined && b.lead !== undefined && a.lead !== b.lead)
      return a.lead < b.lead === this.#isAscending ? -1 : 1;
    const [one, two] = [this.#text(a), this.#text(b)];
    return one < two ? -1 : one > two ? 1 : 0;
  }

  #text(placed: Placed): string {
    return (placed.place ??= (placed.record && this.#placeOf?.(placed.record)) ?? '');
  }
}

function leadBy({ keys: [first] }: OrderPlan): ((record: AnyRecord) => string | number | undefined) | undefined {
  if (!first || first.path.steps.length > 0 || first.path.key.at !== 'root' || !plain.has(first.path.comparison))
    return undefined;
  const { name } = first.path.key;
  return (record) => {
    const value = record[name];
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  };
}

/** How many more than twice the limit are gathered before those that are not among the first are let go of. */
const slack = 100;

/** The first of many, without sorting them all. */
export class Top {
  readonly #limit: number;
  readonly #compare: (a: Placed, b: Placed) => number;
  #found: ReturnType<Placing['place']>[] = [];
  /** There are enough up to here. */
  #bound: Placed | undefined;
  /** How many there were, those that are not among the first included. */
  count = 0;

  constructor(limit: number, placing: Placing) {
    this.#limit = limit;
    this.#compare = (a, b) => placing.compare(a, b);
  }

  add(placed: ReturnType<Placing['place']>): void {
    this.count += 1;
    if (this.#bound && this.#compare(placed, this.#bound) > 0) return;
    this.#found.push(placed);
    if (this.#found.length > 2 * this.#limit + slack) this.#cut();
  }

  /** In order. */
  take(): readonly AnyRecord[] {
    this.#cut();
    return this.#found.map(({ record }) => record);
  }

  #cut(): void {
    this.#found.sort(this.#compare);
    if (this.#found.length < this.#limit) return;
    this.#found.length = this.#limit;
    this.#bound = this.#found.at(-1);
  }
}
