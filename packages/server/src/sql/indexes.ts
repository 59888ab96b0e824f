import { typeOf, type Model } from '@rapport/core/model';
import { snakeCase, tableOf } from './table.ts';

/** An index that a type's table has, derived by rule. */
export interface Index {
  readonly name: string;
  readonly on: string;
}

/**
 * By rule: each reference leads to its records, newest first where the type says when things happened; and each required instant orders the type's
 * records. Keys of text stay out: a line may be longer than an index takes.
 */
export function indexesOf(model: Model, typeName: string): readonly Index[] {
  const table = tableOf(model, typeName);
  if (table.shared) return [];
  const { fields } = typeOf(model, typeName);
  const happened = Object.entries(fields).find(([, field]) => field.kind === 'instant' && field.required)?.[0];
  const newestFirst = happened === undefined ? '' : `"${snakeCase(happened)}" desc, `;
  const name = (rest: string): string => `${snakeCase(typeName)}_by_${rest}`;
  const references = table.fields
    .filter(({ kind }) => kind === 'reference')
    .map((column) => ({
      name: name(column.name),
      on: `(tenant, "${column.name}", ${newestFirst}id) where "${column.name}" is not null`,
    }));
  const sets = table.fields
    .filter(({ kind }) => kind === 'references')
    .map((column) => ({
      name: name(column.name),
      on: `using gin ("${column.name}") where "${column.name}" is not null`,
    }));
  return [
    ...references,
    ...sets,
    ...(happened === undefined ? [] : [{ name: name(snakeCase(happened)), on: `(tenant, ${newestFirst}id)` }]),
  ];
}
