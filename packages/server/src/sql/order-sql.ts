import sql, { raw, type Sql } from 'sql-template-tag';
import type { FieldPath, Money } from '@rapport/core/model';
import type { OrderKey, OrderValue, OrderValues } from '@rapport/core/query';
import { scalarPlace } from './filter-sql.ts';
import { decoders } from './record-row.ts';
import type { Aliases, Scope } from './scope.ts';
import { arrayLiteral, type SqlValue } from './statement.ts';

/** One thing that SQL sorts by. */
export interface SortKey {
  readonly expression: Sql;
  readonly descending: boolean;
  /** Whether it may be null, and so comes last. */
  readonly nullable: boolean;
  /** What its text form is read back as, when a page continues behind it. */
  readonly type: string;
}

/** A key of an order, as one or two that SQL sorts by. */
export interface OrderedBy {
  readonly path: FieldPath | undefined;
  readonly keys: readonly SortKey[];
}

/** What SQL sorts by for an order (Q1, Q2): money by currency and then amount, a choice by its place in the list, the id at the end. */
export function orderedBy(
  scope: Scope,
  aliases: Aliases,
  type: string,
  alias: string,
  orderBy: readonly OrderKey[],
): readonly OrderedBy[] {
  const given = orderBy.map(({ field, direction }): OrderedBy => {
    const { path, place } = scalarPlace(scope, aliases, type, alias, field);
    const nullable = path.steps.length > 0 || !path.field.required || path.key.at !== 'root';
    const key = (expression: Sql, sqlType: string): SortKey => ({
      expression,
      descending: direction === 'desc',
      nullable,
      type: sqlType,
    });
    if (path.comparison === 'money') return { path, keys: [key(place.currency, 'text'), key(place.value, 'bigint')] };
    if (path.field.choices) return { path, keys: [key(choicePlace(path.field.choices, place.value), 'int')] };
    return { path, keys: [key(place.compared, sortType(path))] };
  });
  return [
    ...given,
    { path: undefined, keys: [{ expression: raw(`${alias}.id`), descending: false, nullable: false, type: 'uuid' }] },
  ];
}

/** The place of a choice in the list of choices, from 0; one that is no longer in the list comes after the others. */
export function choicePlace(choices: readonly string[], value: Sql): Sql {
  return sql`case when ${value} is not null then coalesce(array_position(${arrayLiteral(choices)}::text[], ${value}), ${String(choices.length + 1)}::int) - 1 end`;
}

/** The SQL type that a field, which is no money and no choice, is sorted as. */
export function sortType({ comparison, field, key }: FieldPath): string {
  switch (comparison) {
    case 'number':
      return field.kind === 'integer' && key.at === 'root' ? 'bigint' : 'numeric';
    case 'boolean':
    case 'date':
      return comparison;
    case 'instant':
      return 'timestamptz';
    case 'exact':
      return field.kind === 'reference' || (key.at === 'root' && key.name === 'id') ? 'uuid' : 'text';
    default:
      return 'text';
  }
}

/** What a cursor holds of a row's sort keys. */
export function orderValues(order: readonly OrderedBy[], row: readonly SqlValue[]): OrderValues {
  let at = 0;
  return order.map(({ path, keys }): OrderValue => {
    const [first = null, second = null] = row.slice(at, (at += keys.length));
    if (first === null || path === undefined) return first;
    if (path.comparison === 'money') return { amount: Number(second), currency: first } satisfies Money;
    if (path.field.choices || path.comparison === 'number') return Number(first);
    if (path.comparison === 'boolean') return first === 't' ? 1 : 0;
    return path.comparison === 'instant' ? String(decoders.instant(first)) : first;
  });
}

/** The sort keys that a cursor's values stand for. */
export function sortValues(order: readonly OrderedBy[], values: OrderValues): readonly SqlValue[] {
  return order.flatMap(({ path, keys }, index): readonly SqlValue[] => {
    const value = values[index] ?? null;
    if (value === null) return keys.map(() => null);
    if (typeof value === 'object') return [value.currency, String(value.amount)];
    return [path?.comparison === 'boolean' ? String(value === 1) : String(value)];
  });
}

/** The terms of an `order by`. */
export function orderTerms(keys: readonly SortKey[], named: (key: SortKey, index: number) => Sql): readonly Sql[] {
  // Where there is no null, `nulls last` would only keep an index from being used.
  return keys.map(
    (key, index) =>
      sql`${named(key, index)} ${raw(`${key.descending ? 'desc' : 'asc'}${key.nullable ? ' nulls last' : ''}`)}`,
  );
}

/** What is strictly behind a place in the order (Q3); its first bound is one that an index can start from. */
export function behind(keys: readonly SortKey[], values: readonly SqlValue[]): Sql {
  const [key, ...keysLeft] = keys;
  const [value = null, ...valuesLeft] = values;
  if (!key) return sql`false`;
  const rest = behind(keysLeft, valuesLeft);
  const last = keysLeft.length === 0;
  if (value === null) return last ? sql`false` : sql`(${key.expression} is null and ${rest})`;
  const operand = sql`${value}::${raw(key.type)}`;
  const beyond = sql`${key.expression} ${raw(key.descending ? '<' : '>')} ${operand}`;
  if (last) return beyond;
  if (key.nullable)
    return sql`(${beyond} or ${key.expression} is null or (${key.expression} = ${operand} and ${rest}))`;
  return sql`(${key.expression} ${raw(key.descending ? '<=' : '>=')} ${operand} and (${beyond} or ${rest}))`;
}
