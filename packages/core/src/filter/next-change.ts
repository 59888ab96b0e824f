import { toInstant, type AnyRecord, type Instant } from '../model/index.ts';
import type { FilterContext } from './context.ts';
import { evaluate } from './evaluate.ts';
import { isActorValue, type FieldClause, type Filter, type RelatedClause, type RelativeSpan } from './filter.ts';
import { knownPath, knownRelation, readPath } from './known-path.ts';
import { figureHolds } from './measure-related.ts';
import { nextDateChange, nextInstantChange } from './next-span-change.ts';

/**
 * The earliest instant after `now` at which a record may satisfy a filter that it does not satisfy now, or the reverse, though no record changed.
 * Never later than the truth, and exact for a single clause; null where time alone changes nothing. Ask again then.
 */
export function nextChange(filter: Filter, record: AnyRecord, context: FilterContext): Instant | null {
  const next = nextOf(filter, record, context);
  return next === never ? null : toInstant(next);
}

// Milliseconds since 1970.
const never = Number.POSITIVE_INFINITY;

function nextOf(filter: Filter, record: AnyRecord, context: FilterContext): number {
  if ('not' in filter) return nextOf(filter.not, record, context);
  if ('and' in filter) return nextOfGroup(filter.and, false, record, context);
  if ('or' in filter) return nextOfGroup(filter.or, true, record, context);
  if (isActorValue(filter.value)) return never;
  return 'related' in filter ? nextOfRelated(filter, record, context) : nextOfField(filter, record, context);
}

/** One part decides a group by itself: a false one in `and`, a true one in `or`. All that decide it now must have changed before it can. */
function nextOfGroup(filters: readonly Filter[], deciding: boolean, record: AnyRecord, context: FilterContext): number {
  const decisive = filters.filter((inner) => evaluate(inner, record, context) === deciding);
  if (decisive.length > 0) return latest(decisive.map((inner) => nextOf(inner, record, context)));
  return earliest(filters.map((inner) => nextOf(inner, record, context)));
}

function nextOfField(clause: FieldClause, record: AnyRecord, context: FilterContext): number {
  if (clause.op !== 'within') return never;
  const path = knownPath(context.model, record.type, clause.field);
  const value = readPath(path, record, context);
  if (typeof value !== 'string') return never;
  const span = clause.value as RelativeSpan;
  return path.comparison === 'date'
    ? nextDateChange(span, value, context)
    : nextInstantChange(span, Date.parse(value), context);
}

function nextOfRelated(clause: RelatedClause, record: AnyRecord, context: FilterContext): number {
  const { where } = clause;
  if (!where) return never;
  const { type, field } = knownRelation(context.model, record.type, clause.related);
  const leaving: number[] = [];
  const joining: number[] = [];
  for (const one of context.referring(type, field, record.id)) {
    (evaluate(where, one, context) ? leaving : joining).push(nextOf(where, one, context));
  }
  if (clause.measure !== 'count') return Math.min(earliest(leaving), earliest(joining));
  return Math.min(nextOfCount(clause, leaving.length, -1, leaving), nextOfCount(clause, leaving.length, 1, joining));
}

/** When a count may have moved so far, downwards or upwards, that the clause holds otherwise: as many records must have come or gone. */
function nextOfCount(clause: RelatedClause, count: number, direction: -1 | 1, changes: readonly number[]): number {
  const holds = (value: number): boolean => figureHolds(clause, { kind: 'value', comparison: 'number', value });
  const now = holds(count);
  const needed = changes.findIndex((_, index) => holds(count + direction * (index + 1)) !== now);
  return needed === -1 ? never : (changes.toSorted((a, b) => a - b)[needed] ?? never);
}

const earliest = (instants: readonly number[]): number => instants.reduce((least, one) => Math.min(least, one), never);
const latest = (instants: readonly number[]): number =>
  instants.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
