import { select, type FilterContext } from '../filter/index.ts';
import type { AnyRecord } from '../model/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { compareOrderValues, orderOf, orderValues, type OrderValues } from './order-of.ts';
import type { Page, Query, Total } from './query.ts';

export const defaultLimit = 50;

interface Placed<R> {
  readonly record: R;
  readonly values: OrderValues;
}

/**
 * Answers a checked query from the records of its type that the asker may see.
 * @throws InvalidInputError `cursor-mismatch` where `after` belongs to another query.
 */
export function runQuery<R extends AnyRecord>(
  records: Iterable<R>,
  query: Query,
  context: FilterContext,
): Omit<Page<R>, 'cursor'> {
  const order = orderOf(context.model, query.type, query.orderBy);
  const after = query.after === undefined ? undefined : decodeCursor(query, order, query.after);
  const limit = query.limit ?? defaultLimit;
  const compare = (a: Placed<R>, b: Placed<R>): number => compareOrderValues(order, a.values, b.values);

  let count = 0;
  let kept: Placed<R>[] = [];
  let worst: Placed<R> | undefined;
  for (const record of query.where ? select(query.where, query.type, records, context) : records) {
    count += 1;
    const placed = { record, values: orderValues(order, record, context) };
    if (after && compareOrderValues(order, placed.values, after) <= 0) continue;
    if (worst && compare(placed, worst) > 0) continue;
    kept.push(placed);
    // One more than the page, to know whether there is a next one; sorted now and then, so that all but the first need no more than a glance.
    if (kept.length >= 4 * (limit + 1)) {
      kept = kept.sort(compare).slice(0, limit + 1);
      worst = kept.at(-1);
    }
  }
  const found = kept.sort(compare);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const total: Total = query.total ? { kind: 'exact', value: count } : { kind: 'unknown' };
  return {
    records: page.map(({ record }) => record),
    next: last && found.length > limit ? encodeCursor(query, last.values) : null,
    total,
  };
}
