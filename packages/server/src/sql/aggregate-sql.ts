import sql, { join, raw, type Sql } from 'sql-template-tag';
import {
  averageAmount,
  averageNumber,
  comparePoints,
  decimalToNumber,
  measureParts,
  toDecimal,
  type Measure,
} from '@rapport/core/filter';
import type { FieldPath, Money } from '@rapport/core/model';
import {
  compareOrderValues,
  orderValue,
  type AggregateAnswer,
  type AggregateQuery,
  type AggregateRow,
  type Figure,
  type GroupKey,
} from '@rapport/core/query';
import { scalarPlace } from './filter-sql.ts';
import { decoders } from './record-row.ts';
import { Aliases, from, type Scope } from './scope.ts';
import { conditions } from './select-sql.ts';
import type { Row, SqlValue, Statement } from './statement.ts';

export interface Aggregate {
  readonly statement: Statement;
  read(rows: readonly Row[]): AggregateAnswer;
}

/** What records are grouped by: the columns that tell groups apart, and what a group is called. */
interface Key {
  readonly path: FieldPath;
  readonly by: readonly Sql[];
  /** Text that folds alike is one group; it is called by the first of its spellings. */
  readonly original: Sql | undefined;
  read(values: readonly SqlValue[]): unknown;
}

interface Measured {
  readonly name: string;
  readonly take: 'count' | 'sum' | 'avg' | 'min' | 'max';
  readonly path: FieldPath | undefined;
  readonly value: Sql;
  readonly currency: Sql | undefined;
}

/**
 * One statement for figures (Q5). Figures over money are one a currency: each such measure is a grouping set of its own, with the currency beside the keys.
 * Where there is one, and beside it nothing but counts, that set alone will do: counts add up. The query is checked.
 */
export function aggregateSql(scope: Scope, tenant: string, query: AggregateQuery): Aggregate {
  const aliases = new Aliases();
  const alias = aliases.next();
  const keys = (query.by ?? []).map((key) => keyOf(scope, aliases, query.type, alias, key));
  const measures = Object.entries(query.measures).map(([name, measure]) =>
    measureOf(scope, aliases, query.type, alias, name, measure),
  );
  const { table } = from(scope.model, query.type, alias);

  const keyColumns = keys.map(({ by }, index) => by.map((_, part) => `g${index}_${part}`));
  const columns = [
    ...keys.flatMap(({ by, original }, index) => [
      ...by.map((expression, part) => sql`${expression} as ${raw(`g${index}_${part}`)}`),
      ...(original ? [sql`${original} as ${raw(`o${index}`)}`] : []),
    ]),
    ...measures.flatMap(({ value, currency }, index) => [
      sql`${value} as ${raw(`v${index}`)}`,
      ...(currency ? [sql`${currency} as ${raw(`c${index}`)}`] : []),
    ]),
  ];
  const monies = measures.flatMap(({ currency }, index) => (currency ? [index] : []));
  const groups = keyColumns.flat();
  const isOnePass =
    keys.length > 0 &&
    keys.every(({ original }) => original === undefined) &&
    monies.length === 1 &&
    measures.every(({ take, currency }) => take === 'count' || currency !== undefined);
  const sets = [...(isOnePass ? [] : [groups]), ...monies.map((index) => [...groups, `c${index}`])].map(
    (set) => `(${set.join(', ')})`,
  );
  const selected = [
    ...monies.flatMap((index) => [raw(`grouping(c${index})`), raw(`c${index}`)]),
    ...groups.map((column) => raw(column)),
    ...keys.flatMap(({ original }, index) => (original ? [raw(`min(o${index} collate "C")`)] : [])),
    ...measures.flatMap((measure, index) => figureColumns(measure, index).map((text) => raw(text))),
  ];
  const records = sql`select ${join([raw('1 as one'), ...columns], ', ')} from ${table} where ${conditions(scope, aliases, tenant, query.type, alias, query.where)}`;
  return {
    statement: sql`select ${join([raw('1'), ...selected], ', ')} from (${records}) s group by grouping sets (${raw(sets.join(', '))})`,
    read: (rows) => readRows(rows, keys, measures, monies, isOnePass),
  };
}

function keyOf(scope: Scope, aliases: Aliases, type: string, alias: string, key: GroupKey): Key {
  const { path, place } = scalarPlace(scope, aliases, type, alias, typeof key === 'string' ? key : key.field);
  const plain = { path, original: undefined };
  if (typeof key !== 'string') {
    const wall = path.comparison === 'date' ? place.value : sql`${place.value} at time zone ${zone(scope.timeZone)}`;
    const day = key.unit === 'day' ? sql`(${wall})::date` : sql`date_trunc(${key.unit}, ${wall})::date`;
    return {
      ...plain,
      by: [sql`case when ${place.value} is not null then least(greatest(${day}, '0001-01-01'), '9999-12-31') end`],
      read: ([day]) => day,
    };
  }
  if (path.comparison === 'money') {
    return {
      ...plain,
      by: [place.currency, place.value],
      read: ([currency, amount]) => (currency === null ? null : ({ amount: Number(amount), currency } as Money)),
    };
  }
  if (path.comparison === 'folded')
    return { path, by: [place.compared], original: place.value, read: ([text]) => text };
  return { ...plain, by: [place.value], read: ([value]) => (value == null ? null : decoders[path.field.kind](value)) };
}

/** A time zone as SQL takes it. An offset is an interval: as a name its sign would be read the other way round (POSIX). */
const zone = (name: string): Sql => (/^[+-]\d/.test(name) ? sql`${name}::interval` : sql`${name}::text`);

function measureOf(
  scope: Scope,
  aliases: Aliases,
  type: string,
  alias: string,
  name: string,
  measure: Measure,
): Measured {
  const parts = measureParts(measure);
  if (parts.take === 'count') return { name, take: 'count', path: undefined, value: raw('1'), currency: undefined };
  const { path, place } = scalarPlace(scope, aliases, type, alias, parts.field);
  return {
    name,
    take: parts.take,
    path,
    value: place.value,
    currency: path.comparison === 'money' ? place.currency : undefined,
  };
}

const figureColumns = ({ take }: Measured, index: number): readonly string[] =>
  take === 'count' ? ['count(*)'] : take === 'avg' ? [`sum(v${index})`, `count(v${index})`] : [`${take}(v${index})`];

function readRows(
  rows: readonly Row[],
  keys: readonly Key[],
  measures: readonly Measured[],
  monies: readonly number[],
  isOnePass: boolean,
): AggregateAnswer {
  const groups = new Map<string, { key: readonly unknown[]; readonly figures: Record<string, Figure> }>();
  for (const row of rows) {
    let at = 1;
    const take = (count: number): readonly SqlValue[] => row.slice(at, (at += count));
    const currencies = monies.map((index) => [index, take(2)] as const);
    const by = keys.map((key) => take(key.by.length));
    const called = keys.map(({ original, read }, index) => read(original ? take(1) : (by[index] ?? [])) ?? null);
    const figures = measures.map((measure, index) => take(figureColumns(measure, index).length));
    const name = JSON.stringify(by);
    const group = groups.get(name) ?? {
      key: called,
      figures: Object.fromEntries(measures.map((measure) => [measure.name, null])),
    };
    groups.set(name, group);
    // `grouping` is 0 for a column that this row is grouped by.
    const [money, [, currency] = []] = currencies.find(([, [grouped]]) => grouped === '0') ?? [];
    // The row of all currencies is the one that has every spelling.
    if (money === undefined) group.key = called;
    measures.forEach((measure, index) => {
      const values = figures[index] ?? [];
      if (measure.currency === undefined && money === undefined)
        group.figures[measure.name] = plainFigure(measure, values);
      if (isOnePass && measure.take === 'count')
        group.figures[measure.name] = Number(group.figures[measure.name] ?? 0) + Number(values[0]);
      if (money === index && currency != null) {
        const known = (group.figures[measure.name] ?? []) as readonly Money[];
        const figure = { amount: amount(measure, values), currency };
        group.figures[measure.name] = [...known, figure].sort((a, b) => comparePoints(a.currency, b.currency));
      }
    });
  }
  const plan = { keys: keys.map(({ path }) => ({ path, direction: 'asc' as const })) };
  const placed = [...groups.values()].map((row) => ({
    row,
    order: row.key.map((value, index) => (value === null || !keys[index] ? null : orderValue(keys[index].path, value))),
  }));
  placed.sort(
    (a, b) =>
      compareOrderValues(plan, a.order, b.order) || comparePoints(JSON.stringify(a.row.key), JSON.stringify(b.row.key)),
  );
  return { rows: placed.map(({ row }): AggregateRow => row), partial: false };
}

function plainFigure({ take, path }: Measured, [value = null, count = null]: readonly SqlValue[]): Figure {
  if (value === null || !path) return take === 'count' ? Number(value) : null;
  if (take === 'avg') return averageNumber(toDecimal(value), Number(count));
  if (path.comparison === 'number') return decimalToNumber(toDecimal(value));
  return decoders[path.field.kind](value) as string;
}

const amount = ({ take }: Measured, [value, count]: readonly SqlValue[]): number =>
  take === 'avg' ? averageAmount(BigInt(value ?? 0), Number(count)) : Number(value);
