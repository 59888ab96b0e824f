import type { FieldPath, Model } from '../model/index.ts';
import {
  knownPath,
  knownRelation,
  measureParts,
  type FieldClause,
  type Filter,
  type RelatedClause,
} from '../filter/index.ts';
import type { BackendDescription, TypeDescription } from './description.ts';

/** A filter split between a backend and whoever asks it: a record satisfies the filter exactly where it satisfies both. */
export interface FilterPlan {
  /** What the backend answers; every record that satisfies the filter satisfies it. Undefined: everything. */
  readonly pushed: Filter | undefined;
  /** What is left to check of the records the backend gives. Undefined: nothing. */
  readonly residual: Filter | undefined;
}

type What = Pick<BackendDescription, 'types' | 'pathDepth'>;

/** Splits a checked filter by what a backend says it can do: a conjunction clause by clause, anything else as a whole. `model` is the backend's. */
export function plan(filter: Filter, type: string, description: What, model: Model): FilterPlan {
  const conjuncts = flatten(filter);
  const able = conjuncts.map((one) => isAble(one, type, description, model));
  return {
    pushed: allOf(conjuncts.filter((_, index) => able[index])),
    residual: allOf(conjuncts.filter((_, index) => !able[index])),
  };
}

function flatten(filter: Filter): readonly Filter[] {
  return 'and' in filter ? filter.and.flatMap(flatten) : [filter];
}

function allOf(filters: readonly Filter[]): Filter | undefined {
  return filters.length > 1 ? { and: filters } : filters[0];
}

function isAble(filter: Filter, type: string, description: What, model: Model): boolean {
  if ('and' in filter) return filter.and.every((inner) => isAble(inner, type, description, model));
  if ('or' in filter) return filter.or.every((inner) => isAble(inner, type, description, model));
  if ('not' in filter) return isAble(filter.not, type, description, model);
  return 'related' in filter
    ? isRelatedAble(filter, type, description, model)
    : isFieldAble(filter, type, description, model);
}

function isFieldAble({ field, op }: FieldClause, type: string, description: What, model: Model): boolean {
  const path = knownPath(model, type, field);
  return isReachable(path, description) && (describedField(path, description)?.operators.includes(op) ?? false);
}

function isRelatedAble(
  { related, where, measure, op }: RelatedClause,
  type: string,
  description: What,
  model: Model,
): boolean {
  if (!description.types[type]?.related[related]?.includes(op)) return false;
  const relation = knownRelation(model, type, related);
  const parts = measureParts(measure);
  if (parts.take !== 'count') {
    const path = knownPath(model, relation.type, parts.field);
    if (!isReachable(path, description) || !describedField(path, description)?.aggregatable) return false;
  }
  return where === undefined || isAble(where, relation.type, description, model);
}

function isReachable(path: FieldPath, description: What): boolean {
  if (path.steps.length > description.pathDepth) return false;
  return path.steps.every((step) => description.types[step.type]?.fields[nameOf(step.key)] !== undefined);
}

function describedField(path: FieldPath, description: What): TypeDescription['fields'][string] | undefined {
  const fields = description.types[path.type]?.fields;
  // Foreign systems are not declared: a backend that answers for all of them describes `externalIds`.
  return fields?.[nameOf(path.key)] ?? (path.key.at === 'externalIds' ? fields?.externalIds : undefined);
}

const nameOf = (key: FieldPath['key']): string => (key.at === 'root' ? key.name : `${key.at}.${key.name}`);
