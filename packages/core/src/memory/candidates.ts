import type { FieldClause, Filter } from '../filter/index.ts';
import { fieldPath, type AnyRecord } from '../model/index.ts';
import type { RecordTables } from './record-tables.ts';

/** The records of a type among which are all that satisfy the filter: by id or by a reference; undefined where the filter demands none. */
export function candidates(
  tables: RecordTables,
  type: string,
  where: Filter | undefined,
): Iterable<AnyRecord> | undefined {
  for (const clause of where ? demanded(where) : []) {
    const values = wantedIds(clause);
    if (!values) continue;
    if (clause.field === 'id') return values.flatMap((id) => tables.get({ type, id }) ?? []);
    const path = fieldPath(tables.model, type, clause.field);
    if (path?.steps.length === 0 && path.field.target !== undefined) return among(tables, type, clause.field, values);
  }
  return undefined;
}

/** The clauses without which the filter can't hold. */
function demanded(filter: Filter): readonly FieldClause[] {
  if ('and' in filter) return filter.and.flatMap(demanded);
  return 'field' in filter ? [filter] : [];
}

function wantedIds({ op, value }: FieldClause): readonly string[] | undefined {
  if ((op === 'eq' || op === 'has') && typeof value === 'string') return [value];
  return op === 'in' && Array.isArray(value)
    ? [...new Set(value.filter((id): id is string => typeof id === 'string'))]
    : undefined;
}

function* among(tables: RecordTables, type: string, field: string, targets: readonly string[]): Iterable<AnyRecord> {
  for (const target of targets) yield* tables.referring(type, field, target);
}
