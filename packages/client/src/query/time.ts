import type { Filter } from '@rapport/core';

/** Whether a filter's answer may change by the passing of time. */
export function isRelativeToNow(filter: Filter): boolean {
  if ('and' in filter) return filter.and.some(isRelativeToNow);
  if ('or' in filter) return filter.or.some(isRelativeToNow);
  if ('not' in filter) return isRelativeToNow(filter.not);
  if ('related' in filter) return filter.where !== undefined && isRelativeToNow(filter.where);
  return filter.op === 'within';
}

/**
 * The filter at any time: every record that satisfies `filter` now or later satisfies it too. What a feed is asked for, since it tells of
 * records when they change, not when the time for them has come.
 */
export function atAnyTime(filter: Filter, holds = true): Filter {
  if ('and' in filter) return { and: filter.and.map((inner) => atAnyTime(inner, holds)) };
  if ('or' in filter) return { or: filter.or.map((inner) => atAnyTime(inner, holds)) };
  if ('not' in filter) return { not: atAnyTime(filter.not, !holds) };
  return isRelativeToNow(filter) ? (holds ? { and: [] } : { or: [] }) : filter;
}
