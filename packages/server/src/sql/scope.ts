import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Filter } from '@rapport/core/filter';
import type { FieldKey, Instant, Model } from '@rapport/core/model';
import { literal } from './statement.ts';
import { tableOf } from './table.ts';

/** What SQL is made for: whose eyes, which instant, which calendar. */
export interface Scope {
  readonly model: Model;
  readonly now: Instant;
  readonly timeZone: string;
  readonly weekStart?: number | undefined;
  /** The records of a type that the reader may see, the actor bound. */
  readonly readable: (type: string) => Filter;
  /** The calendar that policies go by, whatever the reader asks for. */
  readonly policyTimeZone: string;
}

/** Aliases, so that a table may occur in a statement any number of times. */
export class Aliases {
  #count = 0;
  next(): string {
    return `r${this.#count++}`;
  }
}

export const yes = sql`true`;
export const no = sql`false`;
export const everything: Filter = { and: [] };

/** All hold; without any, true. */
export function all(conditions: readonly Sql[]): Sql {
  const left = conditions.filter((condition) => condition !== yes);
  return left.length === 0 ? yes : left.length === 1 && left[0] ? left[0] : sql`(${join(left, ' and ')})`;
}

/** The complement in two-valued logic: what is unknown did not hold. */
export const not = (condition: Sql): Sql =>
  condition === yes ? no : condition === no ? yes : sql`(${condition}) is not true`;

/** The table of a type under an alias, and what tells its records from others in the same table. */
export function from(model: Model, type: string, alias: string): { readonly table: Sql; readonly own: Sql } {
  const table = tableOf(model, type);
  return { table: raw(`${table.name} ${alias}`), own: table.shared ? raw(`${alias}.type = ${literal(type)}`) : yes };
}

/** The column, or the member of `custom` or `externalIds`, that a reference is kept in. */
export function referenceColumn(model: Model, type: string, alias: string, key: FieldKey): Sql {
  if (key.at === 'custom') return raw(`(${alias}.custom->>${literal(key.name)})::uuid`);
  const column = tableOf(model, type).fieldNamed.get(key.name);
  return raw(`${alias}."${column?.name ?? key.name}"`);
}
