import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { AnyRecord } from '@rapport/core/model';
import type { OrderValues, Query } from '@rapport/core/query';
import { filterSql, readableSql } from './filter-sql.ts';
import { behind, orderedBy, orderTerms, orderValues, sortValues } from './order-sql.ts';
import { rowReader } from './record-row.ts';
import { Aliases, all, from, yes, type Scope } from './scope.ts';
import type { Row, Statement } from './statement.ts';

/** The feed's position in the snapshot that a statement reads, as a cursor. */
export const feedPosition = raw("p.epoch || '.' || p.position");

/** What a page's rows say. */
export interface SelectedPage {
  readonly records: readonly AnyRecord[];
  /** The order's values of the record so far down the page. */
  orderValues(index: number): OrderValues;
  readonly cursor: string;
  /** How many there are in all; null where it was not asked for. */
  readonly total: number | null;
}

export interface Select {
  readonly statement: Statement;
  /** Where `statement` finds no row, and so says neither position nor total: the same page with a first row that always comes. */
  whereNone(): Statement;
  read(rows: readonly Row[]): SelectedPage;
}

/** The conditions for a type's records: the tenant's, in the reader's sight, satisfying the filter. */
export function conditions(
  scope: Scope,
  aliases: Aliases,
  tenant: string,
  type: string,
  alias: string,
  where: Query['where'],
): Sql {
  const { own } = from(scope.model, type, alias);
  return all([
    sql`${raw(`${alias}.tenant`)} = ${tenant}`,
    own,
    readableSql(scope, aliases, type, alias),
    where === undefined ? yes : filterSql(scope, aliases, type, alias, where),
  ]);
}

/**
 * One statement for a page of records, the feed's position and the total, all of one snapshot. The query is checked.
 * Position and total go with each row: to have them without a row takes a join, and the page sorted once more behind it, a third of what PostgreSQL does for it.
 * @param limit how many rows to read.
 * @param after the order's values of the record that the page continues behind.
 */
export function selectSql(scope: Scope, tenant: string, query: Query, limit: number, after?: OrderValues): Select {
  const aliases = new Aliases();
  const alias = aliases.next();
  const reader = rowReader(scope.model, query.type);
  const order = orderedBy(scope, aliases, query.type, alias, query.orderBy ?? []);
  const keys = order.flatMap((one) => one.keys);
  const { table } = from(scope.model, query.type, alias);
  const where = conditions(scope, aliases, tenant, query.type, alias, query.where);
  const places = keys.map(({ expression }, index) => sql`${expression} as ${raw(`k${index}`)}`);
  const total = query.total ? sql`(select count(*) from ${table} where ${where})` : sql`null`;
  const first = sql`(select ${feedPosition} from rapport._tenant p where p.tenant = ${tenant}), ${total}`;
  const page = (
    first: Sql,
  ): Sql => sql`select ${first}${raw(reader.selectList(alias))}, ${join(places, ', ')} from ${table}
    where ${after ? all([where, behind(keys, sortValues(order, after))]) : where} order by ${join(
      orderTerms(keys, ({ expression }) => expression),
      ', ',
    )} limit ${raw(String(limit))}`;
  return {
    statement: page(sql`${first}, `),
    whereNone: () => sql`select ${first}, q.* from (select) one left join lateral (${page(sql``)}) q on true
      order by ${join(
        orderTerms(keys, (_, index) => raw(`q.k${index}`)),
        ', ',
      )}`,
    read(rows) {
      const [first] = rows;
      const found = rows.filter((row) => row[2] != null);
      return {
        records: found.map((row) => reader.read(row, 2)),
        orderValues: (index) => orderValues(order, found[index]?.slice(2 + reader.width) ?? []),
        cursor: first?.[0] ?? '',
        total: first?.[1] == null ? null : Number(first[1]),
      };
    },
  };
}
