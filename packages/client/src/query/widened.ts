import type { FieldClause, Filter, RelatedClause } from '@rapport/core';

type IsOpen = (clause: FieldClause | RelatedClause) => boolean;

/** Whether a clause depends on the time it is asked at. */
export function isRelativeToNow(clause: FieldClause | RelatedClause): boolean {
  return 'related' in clause ? clause.where !== undefined && hasClause(clause.where, isRelativeToNow) : clause.op === 'within';
}

/** Whether a clause depends on who asks, which only the backend knows. */
export function isRelativeToActor(clause: FieldClause | RelatedClause): boolean {
  if ('related' in clause && clause.where && hasClause(clause.where, isRelativeToActor)) return true;
  return typeof clause.value === 'object' && 'actor' in clause.value;
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
