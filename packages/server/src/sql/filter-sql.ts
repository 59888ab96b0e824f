import sql, { join, raw, type Sql } from 'sql-template-tag';
import { unreachable } from '@rapport/core';
import {
  fold,
  resolveSpan,
  spanDays,
  type FieldClause,
  type Filter,
  type Operand,
  type RelativeSpan,
} from '@rapport/core/filter';
import { fieldPath, type FieldPath, type Money } from '@rapport/core/model';
import { placeOf, type Place } from './place.ts';
import { relatedSql } from './related-sql.ts';
import { all, everything, from, no, not, referenceColumn, yes, type Aliases, type Scope } from './scope.ts';
import { arrayLiteral } from './statement.ts';

/**
 * A checked filter as a condition over `alias`. Null stands for false: under `and`, `or` and `where` it is, and `not` asks for `is not true` (F1, F2).
 * The actor's values are bound.
 */
export function filterSql(scope: Scope, aliases: Aliases, type: string, alias: string, filter: Filter): Sql {
  const inside = (part: Filter): Sql => filterSql(scope, aliases, type, alias, part);
  if ('and' in filter) return all(filter.and.map(inside));
  if ('or' in filter) return any(filter.or.map(inside));
  if ('not' in filter) return not(inside(filter.not));
  if ('related' in filter) return relatedSql(scope, aliases, type, alias, filter);
  return clauseSql(scope, aliases, type, alias, filter);
}

function any(conditions: readonly Sql[]): Sql {
  const left = conditions.filter((condition) => condition !== no);
  if (left.includes(yes)) return yes;
  return left.length === 0 ? no : left.length === 1 && left[0] ? left[0] : sql`(${join(left, ' or ')})`;
}

/** The records of a type that the reader may see, as a condition over an alias. */
export function readableSql(scope: Scope, aliases: Aliases, type: string, alias: string): Sql {
  const filter = scope.readable(type);
  if (filter === everything) return yes;
  // Who may see what is decided with every record at hand: a policy is not itself under one.
  return filterSql(
    { ...scope, readable: () => everything, timeZone: scope.policyTimeZone },
    aliases,
    type,
    alias,
    filter,
  );
}

function clauseSql(scope: Scope, aliases: Aliases, type: string, alias: string, clause: FieldClause): Sql {
  if (clause.op === 'ne') return not(clauseSql(scope, aliases, type, alias, { ...clause, op: 'eq' }));
  if (clause.op === 'exists' && clause.value === false)
    return not(clauseSql(scope, aliases, type, alias, { ...clause, value: true }));
  const path = pathOf(scope, type, clause.field);
  const [step] = path.steps;
  if (step) {
    const next = aliases.next();
    const inner = along(scope, aliases, path, alias, next);
    const rest = clauseSql(scope, aliases, step.target, next, { ...clause, field: restOf(path) });
    return rest === no ? no : sql`exists (select from ${inner} and ${rest})`;
  }
  return comparison(scope, path, placeOf(scope.model, alias, path), clause);
}

/** A path that `checkFilter` has let pass. */
export function pathOf(scope: Scope, type: string, text: string): FieldPath {
  const path = fieldPath(scope.model, type, text);
  if (!path) throw new TypeError(`${type} has no field ${text}: check the filter before it is compiled.`);
  return path;
}

/** The path that is left after its first reference. */
function restOf(path: FieldPath): string {
  const [step] = path.steps;
  const taken = step === undefined ? 0 : step.key.at === 'root' ? 1 : 2;
  return path.path.split('.').slice(taken).join('.');
}

/** `TABLE next where …`: the record that the first reference of a path leads to, as far as the reader may see it. */
function along(scope: Scope, aliases: Aliases, path: FieldPath, alias: string, next: string): Sql {
  const [step] = path.steps;
  if (!step) throw new TypeError('The path follows no reference.');
  const { table, own } = from(scope.model, step.target, next);
  const reference = referenceColumn(scope.model, step.type, alias, step.key);
  return sql`${table} where ${all([sql`${raw(`${next}.tenant = ${alias}.tenant and ${next}.id =`)} ${reference}`, own, readableSql(scope, aliases, step.target, next)])}`;
}

/** What a path leads to, as scalar expressions over `alias`: sub-selects where it follows references. */
export function scalarPlace(
  scope: Scope,
  aliases: Aliases,
  type: string,
  alias: string,
  text: string,
): { readonly path: FieldPath; readonly place: Place } {
  const path = pathOf(scope, type, text);
  const at = (pick: (place: Place) => Sql): Sql => scalar(scope, aliases, type, alias, text, pick);
  return {
    path,
    place: {
      value: at((place) => place.value),
      compared: at((place) => place.compared),
      currency: at((place) => place.currency),
    },
  };
}

function scalar(
  scope: Scope,
  aliases: Aliases,
  type: string,
  alias: string,
  text: string,
  pick: (place: Place) => Sql,
): Sql {
  const path = pathOf(scope, type, text);
  const [step] = path.steps;
  if (!step) return pick(placeOf(scope.model, alias, path));
  const next = aliases.next();
  const inner = along(scope, aliases, path, alias, next);
  return sql`(select ${scalar(scope, aliases, step.target, next, restOf(path), pick)} from ${inner})`;
}

type Comparing = 'eq' | 'lt' | 'lte' | 'gt' | 'gte';
export const symbols: Readonly<Record<Comparing, Sql>> = {
  eq: raw('='),
  lt: raw('<'),
  lte: raw('<='),
  gt: raw('>'),
  gte: raw('>='),
};

function comparison(scope: Scope, path: FieldPath, place: Place, { op, value }: FieldClause): Sql {
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
        comparison(scope, path, place, { field: path.path, op: 'gte', value: low }),
        comparison(scope, path, place, { field: path.path, op: 'lte', value: high }),
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
