import sql, { raw, type Sql } from 'sql-template-tag';
import type { Operand, RelatedClause, RelatedOperator } from '@rapport/core/filter';
import type { FieldPath, Money } from '@rapport/core/model';
import { bound, symbols } from './comparison-sql.ts';
import type { Place } from './place.ts';
import { all, not } from './scope.ts';

/** The records that a figure is over. */
export interface Referring {
  readonly table: Sql;
  readonly conditions: readonly Sql[];
  /** Where they hold what a path leads to. */
  readonly place: (path: string) => { readonly path: FieldPath; readonly place: Place };
}

/** A figure over the records that refer to this one, as a correlated sub-select (F10, F11). */
export function relatedSql(clause: RelatedClause, referring: Referring): Sql {
  if (clause.op === 'ne') return not(relatedSql({ ...clause, op: 'eq' }, referring));
  const { table, conditions } = referring;
  const { measure } = clause;
  if (measure === 'count') {
    const some = sql`exists (select from ${table} where ${all(conditions)})`;
    const { op, value } = clause;
    if ((op === 'gt' && value === 0) || (op === 'gte' && value === 1)) return some;
    if ((op === 'eq' && value === 0) || (op === 'lt' && value === 1) || (op === 'lte' && value === 0))
      return sql`not ${some}`;
    return sql`(select ${compare(sql`count(*)`, clause, numeric)} from ${table} where ${all(conditions)})`;
  }
  const [[figure, field] = ['sum', '']] = Object.entries(measure);
  const { path, place } = referring.place(field);
  const amounts =
    path.comparison === 'money' ? [...conditions, sql`${place.currency} = ${currencyOf(clause.value)}`] : conditions;
  const measured = sql`from ${table} where ${all(amounts)}`;
  switch (figure) {
    case 'sum':
      return sql`(select ${compare(sql`coalesce(sum(${place.value}), 0)`, clause, numeric)} ${measured})`;
    case 'avg':
      return sql`(select ${compare(sql`sum(${place.value})`, clause, (value) => sql`${numeric(value)} * count(${place.value})`)} ${measured} having count(${place.value}) > 0)`;
    default:
      return sql`(select ${compare(sql`${raw(figure)}(${place.value})`, clause, (value) => (path.comparison === 'number' ? numeric(value) : bound(path, value)))} ${measured})`;
  }
}

function compare(
  figure: Sql,
  { op, value }: { readonly op: RelatedOperator; readonly value: Operand },
  operand: (value: Operand) => Sql,
): Sql {
  if (op === 'between') {
    const [low, high] = value as readonly [Operand, Operand];
    return sql`${figure} >= ${operand(low)} and ${figure} <= ${operand(high)}`;
  }
  if (op === 'ne') throw new TypeError('`ne` is compiled as `not eq`.');
  return sql`${figure} ${symbols[op]} ${operand(value)}`;
}

const numeric = (value: Operand): Sql => sql`${String(isMoney(value) ? value.amount : value)}::numeric`;
const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'amount' in value;

/** The currency that a clause over money speaks of. */
function currencyOf(value: Operand): string {
  const [first] = Array.isArray(value) ? (value as readonly Money[]) : [value as Money];
  return first?.currency ?? '';
}
