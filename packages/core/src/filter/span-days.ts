import type { DateOnly } from '../model/index.ts';
import { localDay } from './local-day.ts';
import type { Span } from './resolve-span.ts';

/** The days, first and last, that lie at least partly in a span; of an empty span the last is before the first. */
export function spanDays(
  { start, end }: Span,
  timeZone: string,
): { readonly first: DateOnly; readonly last: DateOnly } {
  if (end <= start) return { first: '9999-12-31', last: '0001-01-01' };
  return { first: localDay(Date.parse(start), timeZone), last: localDay(Date.parse(end) - 1, timeZone) };
}
