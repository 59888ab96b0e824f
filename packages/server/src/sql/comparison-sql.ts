import sql, { raw, type Sql } from 'sql-template-tag';
import { unreachable } from '@rapport/core';
import { fold, resolveSpan, spanDays, type FieldClause, type Operand, type RelativeSpan } from '@rapport/core/filter';
import type { FieldPath, Money } from '@rapport/core/model';
import type { Place } from './place.ts';
import { all, no, type Scope } from './scope.ts';
import { arrayLiteral } from './statement.ts';

type Comparing = 'eq' | 'lt' | 'lte' | 'gt' | 'gte';
export const symbols: Readonly<Record<Comparing, Sql>> = {
  eq: raw('='),
  lt: raw('<'),
  lte: raw('<='),
  gt: raw('>'),
  gte: raw('>='),
};

/** A clause's comparison of what is in a place. `ne` and `exists: false` are asked for as the opposites of theirs. */
export function comparisonSql(scope: Scope, path: FieldPath, place: Place, { op, value }: FieldClause): Sql {
  const { compared } = place;
  const isSet = path.comparison === 'foldedSet' || path.comparison === 'exactSet';
  switch (op) {
    case 'exists':
      return isSet ? sql`jsonb_array_length(${place.value}) > 0` : sql`${place.value} is not null`;
    case 'has':
      return sql`${compared} ? ${path.comparison === 'foldedSet' ? fold(String(value)) : String(value)}::text`;
    case 'eq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      if (path.comparison === 'money') {
        const money = value as Money;
        return sql`(${compared} ${symbols[op]} ${String(money.amount)}::bigint and ${place.currency} = ${money.currency})`;
      }
      return op === 'eq' && !fits(path, value) ? no : sql`${compared} ${symbols[op]} ${bound(path, value)}`;
    case 'between': {
      const [low, high] = value as readonly [Operand, Operand];
      return all([
        comparisonSql(scope, path, place, { field: path.path, op: 'gte', value: low }),
        comparisonSql(scope, path, place, { field: path.path, op: 'lte', value: high }),
      ]);
    }
    case 'in':
      return inList(path, place, value as readonly Operand[]);
    case 'contains':
      return sql`strpos(${compared}, ${textOperand(path, value)}) > 0`;
    case 'startsWith':
      return sql`starts_with(${compared}, ${textOperand(path, value)})`;
    case 'endsWith':
      return sql`${compared} like ${`%${textOperand(path, value).replaceAll(/[\\%_]/g, '\\$&')}`}`;
    case 'within': {
      const span = resolveSpan(value as RelativeSpan, scope);
      if (path.comparison === 'instant')
        return sql`(${compared} >= ${span.start}::timestamptz and ${compared} < ${span.end}::timestamptz)`;
      const { first, last } = spanDays(span, scope.timeZone);
      return sql`${compared} between ${first}::date and ${last}::date`;
    }
    case 'ne':
      throw new TypeError('`ne` is compiled as `not eq`.');
    default:
      return unreachable(op);
  }
}

const textOperand = (path: FieldPath, value: Operand): string =>
  path.comparison === 'folded' ? fold(String(value)) : String(value);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isUuid = (path: FieldPath): boolean =>
  path.field.kind === 'reference' || (path.key.at === 'root' && path.key.name === 'id');
const fits = (path: FieldPath, value: Operand): boolean => !isUuid(path) || uuid.test(String(value));

/** An operand as a parameter of the type that the field's class is kept in. */
export function bound(path: FieldPath, value: Operand): Sql {
  switch (path.comparison) {
    case 'number':
      // A column of whole numbers is compared as such where that is exact.
      return path.field.kind === 'integer' && path.key.at === 'root' && Number.isSafeInteger(value)
        ? sql`${String(value)}::bigint`
        : sql`${String(value)}::numeric`;
    case 'boolean':
      return sql`${String(value)}::boolean`;
    case 'date':
      return sql`${String(value)}::date`;
    case 'instant':
      return sql`${String(value)}::timestamptz`;
    case 'money':
      return sql`${String((value as Money).amount)}::bigint`;
    case 'exact':
      return isUuid(path) ? sql`${String(value)}::uuid` : sql`${String(value)}`;
    case 'folded':
    case 'foldedSet':
      return sql`${fold(String(value))}`;
    case 'exactSet':
    case 'opaque':
      return sql`${String(value)}`;
  }
}

function inList(path: FieldPath, place: Place, values: readonly Operand[]): Sql {
  const list = (texts: readonly string[], type: string): Sql =>
    texts.length === 0 ? no : sql`= any(${arrayLiteral(texts)}::${raw(type)}[])`;
  switch (path.comparison) {
    case 'money':
      return values.length === 0
        ? no
        : sql`${place.currency} || ${place.compared}::text ${list(
            values.map((value) => `${(value as Money).currency}${(value as Money).amount}`),
            'text',
          )}`;
    case 'exact': {
      const fitting = values.filter((value) => fits(path, value)).map(String);
      return fitting.length === 0 ? no : sql`${place.compared} ${list(fitting, isUuid(path) ? 'uuid' : 'text')}`;
    }
    case 'folded':
      return values.length === 0
        ? no
        : sql`${place.compared} ${list(
            values.map((value) => fold(String(value))),
            'text',
          )}`;
    default: {
      const types: Readonly<Record<string, string>> = {
        number: 'numeric',
        boolean: 'boolean',
        date: 'date',
        instant: 'timestamptz',
      };
      return values.length === 0
        ? no
        : sql`${place.compared} ${list(values.map(String), types[path.comparison] ?? 'text')}`;
    }
  }
}
