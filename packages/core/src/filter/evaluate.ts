import type { AnyRecord, FieldPath } from '../model/index.ts';
import type { FilterContext } from './context.ts';
import { isActorValue, type FieldClause, type Filter, type RelatedClause, type RelativeSpan } from './filter.ts';
import { knownPath, knownRelation, readPath } from './known-path.ts';
import { figureHolds, measureRelated } from './measure-related.ts';
import { resolveSpan } from './resolve-span.ts';
import { spanDays } from './span-days.ts';
import { comparable, valueHolds } from './value-holds.ts';

/**
 * Whether a record satisfies a filter. For one record; `compile` is for many.
 * @throws InvalidInputError where a path leads nowhere: the filter was not checked.
 */
export function evaluate(filter: Filter, record: AnyRecord, context: FilterContext): boolean {
  if ('and' in filter) return filter.and.every((inner) => evaluate(inner, record, context));
  if ('or' in filter) return filter.or.some((inner) => evaluate(inner, record, context));
  if ('not' in filter) return !evaluate(filter.not, record, context);
  if (isActorValue(filter.value)) return false;
  if ('related' in filter) {
    const { type } = knownRelation(context.model, record.type, filter.related);
    return figureHolds(filter, measureRelated(filter, type, relatedRecords(filter, record, context), context));
  }
  const path = knownPath(context.model, record.type, filter.field);
  return clauseHolds(filter, path, readPath(path, record, context), context);
}

/** The records that a related clause measures. */
export function relatedRecords(clause: RelatedClause, record: AnyRecord, context: FilterContext): readonly AnyRecord[] {
  const { type, field } = knownRelation(context.model, record.type, clause.related);
  const all = [...context.referring(type, field, record.id)];
  const { where } = clause;
  return where ? all.filter((one) => evaluate(where, one, context)) : all;
}

/** Whether a field clause holds for the value at its path; undefined where that is missing. */
export function clauseHolds(clause: FieldClause, path: FieldPath, value: unknown, context: FilterContext): boolean {
  const { comparison } = path;
  return valueHolds(clause.op, comparison, comparable(comparison, value), comparable(comparison, clause.value), (one) =>
    isWithin(one, path, clause.value as RelativeSpan, context),
  );
}

function isWithin(value: string, path: FieldPath, operand: RelativeSpan, context: FilterContext): boolean {
  const span = resolveSpan(operand, context);
  if (path.comparison === 'instant') return span.start <= value && value < span.end;
  const { first, last } = spanDays(span, context.timeZone);
  return first <= value && value <= last;
}
