import type { FieldClause, Filter, RelatedClause } from '@rapport/core';

type IsOpen = (clause: FieldClause | RelatedClause) => boolean;

/** Whether a clause depends on the time it is asked at. */
export function isRelativeToNow(clause: FieldClause | RelatedClause): boolean {
  return 'related' in clause
    ? clause.where !== undefined && hasClause(clause.where, isRelativeToNow)
    : clause.op === 'within';
}

/** Whether a clause depends on who asks. */
function isRelativeToActor(clause: FieldClause): boolean {
  return typeof clause.value === 'object' && 'actor' in clause.value;
}

/** Whether only the backend can decide a clause: who asks is known there, and which records refer to one; here there are only those of open queries. */
export function isUndecided(clause: FieldClause | RelatedClause): boolean {
  return 'related' in clause || isRelativeToActor(clause);
}

/** Whether a filter has such a clause. */
export function hasClause(filter: Filter, isSuch: IsOpen): boolean {
  if ('and' in filter) return filter.and.some((inner) => hasClause(inner, isSuch));
  if ('or' in filter) return filter.or.some((inner) => hasClause(inner, isSuch));
  return 'not' in filter ? hasClause(filter.not, isSuch) : isSuch(filter);
}

/** The filter with some clauses left open: every record that satisfies it, whatever those come to, satisfies this one. */
export function widened(filter: Filter, isOpen: IsOpen, holds = true): Filter {
  if ('and' in filter) return { and: filter.and.map((inner) => widened(inner, isOpen, holds)) };
  if ('or' in filter) return { or: filter.or.map((inner) => widened(inner, isOpen, holds)) };
  if ('not' in filter) return { not: widened(filter.not, isOpen, !holds) };
  if (!isOpen(filter)) return filter;
  return holds ? { and: [] } : { or: [] };
}
