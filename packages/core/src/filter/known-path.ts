import { InvalidInputError } from '../failure/index.ts';
import {
  fieldPath,
  typeOf,
  valueAt,
  type AnyRecord,
  type FieldPath,
  type Model,
  type Relation,
} from '../model/index.ts';
import type { FilterContext } from './context.ts';

/**
 * A path that is there.
 * @throws InvalidInputError `unknown-field`: the filter was not checked.
 */
export function knownPath(model: Model, type: string, path: string): FieldPath {
  const found = fieldPath(model, type, path);
  if (!found)
    throw new InvalidInputError(`${type} has no field ${JSON.stringify(path)}.`, [
      { path: ['field'], code: 'unknown-field', params: { field: path } },
    ]);
  return found;
}

/**
 * A relation that is there.
 * @throws InvalidInputError `unknown-relation`: the filter was not checked.
 */
export function knownRelation(model: Model, type: string, name: string): Relation {
  const found = model.relations.get(typeOf(model, type).name)?.get(name);
  if (!found)
    throw new InvalidInputError(`${type} has no relation ${JSON.stringify(name)}.`, [
      { path: ['related'], code: 'unknown-relation', params: { related: name } },
    ]);
  return found;
}

/** What a path leads to from a record; undefined where the value is missing: not there, null, an empty set, or behind a reference that leads nowhere. */
export function readPath(path: FieldPath, record: AnyRecord, context: Pick<FilterContext, 'resolve'>): unknown {
  let at: AnyRecord | undefined = record;
  for (const step of path.steps) {
    const id = valueAt(at, step.key);
    at = typeof id === 'string' ? context.resolve({ type: step.target, id }) : undefined;
    if (at === undefined) return undefined;
  }
  const value = valueAt(at, path.key);
  if (value === null) return undefined;
  // An empty list of structured detail is something that was said; an empty set is nothing.
  return path.comparison !== 'opaque' && Array.isArray(value) && value.length === 0 ? undefined : value;
}
