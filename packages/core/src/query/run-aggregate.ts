import { unreachable } from '../failure/index.ts';
import {
  averageAmount,
  averageNumber,
  bounded,
  comparePoints,
  compareValues,
  decimalToNumber,
  knownPath,
  measureParts,
  readPath,
  select,
  startOfUnit,
  sumDecimals,
  wallTime,
  type FilterContext,
  type Measure,
} from '../filter/index.ts';
import { toInstant, type AnyRecord, type DateOnly, type FieldPath, type Money } from '../model/index.ts';
import { compareOrderValues, orderValue, type OrderPlan, type OrderValue } from './order-of.ts';
import type { AggregateAnswer, AggregateQuery, Figure, GroupKey } from './query.ts';

interface Group {
  /** What the group is ordered and told apart by. */
  readonly order: readonly OrderValue[];
  /** What it is called. */
  readonly key: unknown[];
  readonly records: AnyRecord[];
}

interface Key {
  readonly path: FieldPath;
  readonly read: (record: AnyRecord) => unknown;
}

/** Answers a checked aggregate query from the records of its type that the asker may see. Without keys there is one row, even of no records. */
export function runAggregate(
  records: Iterable<AnyRecord>,
  query: AggregateQuery,
  context: FilterContext,
): AggregateAnswer {
  const keys = (query.by ?? []).map((key) => compileKey(key, query.type, context));
  const groups = new Map<string, Group>();
  if (keys.length === 0) groups.set('[]', { order: [], key: [], records: [] });
  for (const record of query.where ? select(query.where, query.type, records, context) : records) {
    const key = keys.map(({ read }) => read(record) ?? null);
    const order = key.map((value, index) => (value === null ? null : orderValue(keyAt(keys, index).path, value)));
    const name = JSON.stringify(
      order.map((value, index) => (keyAt(keys, index).path.field.choices ? key[index] : value)),
    );
    const group = groups.get(name);
    if (group) {
      group.records.push(record);
      key.forEach((value, index) => {
        if (typeof value === 'string' && comparePoints(value, String(group.key[index])) < 0) group.key[index] = value;
      });
    } else groups.set(name, { order, key, records: [record] });
  }
  const order: OrderPlan = { keys: keys.map(({ path }) => ({ path, direction: 'asc' })) };
  const sorted = [...groups.values()].sort(
    (a, b) =>
      compareOrderValues(order, a.order, b.order) || comparePoints(JSON.stringify(a.key), JSON.stringify(b.key)),
  );
  const measures = Object.entries(query.measures);
  return {
    rows: sorted.map((group) => ({
      key: group.key,
      figures: Object.fromEntries(
        measures.map(([name, measure]) => [name, figureOf(measure, query.type, group.records, context)]),
      ),
    })),
    partial: false,
  };
}

function keyAt(keys: readonly Key[], index: number): Key {
  const key = keys[index];
  if (!key) throw new RangeError(`There is no key ${index}.`);
  return key;
}

function compileKey(key: GroupKey, type: string, context: FilterContext): Key {
  const path = knownPath(context.model, type, typeof key === 'string' ? key : key.field);
  if (typeof key === 'string') return { path, read: (record) => readPath(path, record, context) };
  return {
    path,
    read: (record) => {
      const value = readPath(path, record, context);
      if (typeof value !== 'string') return undefined;
      const wall =
        path.comparison === 'date'
          ? Date.parse(`${value}T00:00:00.000Z`)
          : wallTime(Date.parse(value), context.timeZone);
      return toInstant(bounded(startOfUnit(wall, key.unit, context.weekStart))).slice(0, 10) satisfies DateOnly;
    },
  };
}

function figureOf(measure: Measure, type: string, records: readonly AnyRecord[], context: FilterContext): Figure {
  const parts = measureParts(measure);
  if (parts.take === 'count') return records.length;
  const path = knownPath(context.model, type, parts.field);
  const values = records.map((record) => readPath(path, record, context)).filter((value) => value !== undefined);
  if (values.length === 0) return null;
  if (path.comparison !== 'money') return plainFigure(parts.take, path, values);
  const byCurrency = new Map<string, number[]>();
  for (const { amount, currency } of values as readonly unknown[] as readonly Money[]) {
    const amounts = byCurrency.get(currency);
    if (amounts) amounts.push(amount);
    else byCurrency.set(currency, [amount]);
  }
  return [...byCurrency]
    .sort(([a], [b]) => comparePoints(a, b))
    .map(([currency, amounts]) => ({ amount: amountFigure(parts.take, amounts), currency }));
}

type Take = 'sum' | 'avg' | 'min' | 'max';

function plainFigure(take: Take, path: FieldPath, values: readonly unknown[]): number | string {
  switch (take) {
    case 'sum':
      return decimalToNumber(sumDecimals(values as readonly number[]));
    case 'avg':
      return averageNumber(sumDecimals(values as readonly number[]), values.length);
    case 'min':
      return values.reduce((best, one) => (compareValues(path.comparison, one, best) < 0 ? one : best)) as
        | number
        | string;
    case 'max':
      return values.reduce((best, one) => (compareValues(path.comparison, one, best) > 0 ? one : best)) as
        | number
        | string;
    default:
      return unreachable(take);
  }
}

function amountFigure(take: Take, amounts: readonly number[]): number {
  switch (take) {
    case 'sum':
      return decimalToNumber(sumDecimals(amounts));
    case 'avg':
      return averageAmount(sumDecimals(amounts).digits, amounts.length);
    case 'min':
      return amounts.reduce((least, one) => Math.min(least, one));
    case 'max':
      return amounts.reduce((most, one) => Math.max(most, one));
    default:
      return unreachable(take);
  }
}
