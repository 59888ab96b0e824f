import { toInstant, type DateOnly } from '../model/index.ts';
import { bounded } from './bounded.ts';
import type { Span } from './resolve-span.ts';
import { wallTime } from './time-zone.ts';

/** The days, first and last, that lie at least partly in a span; of an empty span the last is before the first. */
export function spanDays(
  { start, end }: Span,
  timeZone: string,
): { readonly first: DateOnly; readonly last: DateOnly } {
  if (end <= start) return { first: '9999-12-31', last: '0001-01-01' };
  return { first: localDay(Date.parse(start), timeZone), last: localDay(Date.parse(end) - 1, timeZone) };
}

/** The day that a zone's calendar shows at an instant. */
export function localDay(instant: number, timeZone: string): DateOnly {
  return toInstant(bounded(wallTime(instant, timeZone))).slice(0, 10);
}
