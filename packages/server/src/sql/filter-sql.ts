import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { FieldClause, Filter, RelatedClause } from '@rapport/core/filter';
import { fieldPath, type FieldPath } from '@rapport/core/model';
import { comparisonSql } from './comparison-sql.ts';
import { placeOf, type Place } from './place.ts';
import { relatedSql, type Referring } from './related-sql.ts';
import { all, everything, from, no, not, referenceColumn, yes, type Aliases, type Scope } from './scope.ts';

/**
 * A checked filter as a condition over `alias`. Null stands for false: under `and`, `or` and `where` it is, and `not` asks for `is not true` (F1, F2).
 * The actor's values are bound.
 */
export function filterSql(scope: Scope, aliases: Aliases, type: string, alias: string, filter: Filter): Sql {
  const inside = (part: Filter): Sql => filterSql(scope, aliases, type, alias, part);
  if ('and' in filter) return all(filter.and.map(inside));
  if ('or' in filter) return any(filter.or.map(inside));
  if ('not' in filter) return not(inside(filter.not));
  if ('related' in filter) return relatedSql(filter, referring(scope, aliases, type, alias, filter));
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

/** The records that refer to this one, as far as the reader may see them, and that the clause speaks of (F10). */
function referring(scope: Scope, aliases: Aliases, type: string, alias: string, clause: RelatedClause): Referring {
  const relation = scope.model.relations.get(type)?.get(clause.related);
  if (!relation)
    throw new TypeError(`${type} has no relation ${clause.related}: check the filter before it is compiled.`);
  const next = aliases.next();
  const { table, own } = from(scope.model, relation.type, next);
  const reference = referenceColumn(scope.model, relation.type, next, pathOf(scope, relation.type, relation.field).key);
  return {
    table,
    conditions: [
      sql`${raw(`${next}.tenant = ${alias}.tenant and`)} ${reference} = ${raw(alias)}.id`,
      own,
      readableSql(scope, aliases, relation.type, next),
      clause.where ? filterSql(scope, aliases, relation.type, next, clause.where) : yes,
    ],
    place: (field) => scalarPlace(scope, aliases, relation.type, next, field),
  };
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
  return comparisonSql(scope, path, placeOf(scope.model, alias, path), clause);
}

/** A path that `checkFilter` has let pass. */
function pathOf(scope: Scope, type: string, text: string): FieldPath {
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
  if (path.steps.length === 0) return { path, place: placeOf(scope.model, alias, path) };
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
