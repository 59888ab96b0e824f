import type { FieldPath, Instant } from '../model/index.ts';
import type { FilterContext } from './context.ts';
import type { RelativeSpan } from './filter.ts';
import { resolveSpan } from './resolve-span.ts';
import { spanDays } from './span-days.ts';

/** A span over a field's values; it is resolved anew only when `now` is another than for the value before. */
export interface SpanWindow {
  readonly includes: (value: string, now: Instant) => boolean;
}

export function spanWindow(span: RelativeSpan, path: FieldPath, context: FilterContext): SpanWindow {
  let resolvedAt: Instant | undefined;
  let start = '';
  let end = '';
  const resolve = (now: Instant): void => {
    const resolved = resolveSpan(span, { ...context, now });
    if (path.comparison === 'date') {
      const { first, last } = spanDays(resolved, context.timeZone);
      start = first;
      // The last day is in it: `~` comes after every digit.
      end = `${last}~`;
    } else ({ start, end } = resolved);
    resolvedAt = now;
  };
  return {
    includes: (value, now) => {
      if (now !== resolvedAt) resolve(now);
      return value >= start && value < end;
    },
  };
}
