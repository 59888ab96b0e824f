import { unreachable } from '../failure/index.ts';
import { toInstant, type Instant } from '../model/index.ts';
import type { RelativeSpan, SpanUnit } from './filter.ts';
import { bounded } from './bounded.ts';
import { boundedInstant } from './instant-at.ts';
import { wallTime } from './time-zone.ts';

/** Where and when a span is resolved. `weekStart` is 1 Monday (default) to 7 Sunday. */
export interface SpanContext {
  readonly now: Instant;
  readonly timeZone: string;
  readonly weekStart?: number | undefined;
}

/** Half open: the start is in it, the end is not. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

export type CalendarUnit = Exclude<SpanUnit, 'minute' | 'hour'>;

const minute = 60_000;
const day = 86_400_000;

/**
 * The span that is meant at `now`, cut to the years 0001 to 9999.
 * @throws InvalidInputError where the time zone is unknown.
 */
export function resolveSpan(span: RelativeSpan, context: SpanContext): Span {
  const now = Date.parse(context.now);
  if ('last' in span)
    return { start: toInstant(shift(now, -span.last, span.unit, context.timeZone)), end: context.now };
  if ('next' in span) return { start: context.now, end: toInstant(shift(now, span.next, span.unit, context.timeZone)) };
  const first = addUnits(
    startOfUnit(wallTime(now, context.timeZone), span.this, context.weekStart),
    span.offset ?? 0,
    span.this,
  );
  return {
    start: toInstant(boundedInstant(first, context.timeZone)),
    end: toInstant(boundedInstant(addUnits(first, 1, span.this), context.timeZone)),
  };
}

/** An instant moved by so many units, backwards where `amount` is negative. */
export function shift(instant: number, amount: number, unit: SpanUnit, timeZone: string): number {
  if (unit === 'minute') return bounded(instant + amount * minute);
  if (unit === 'hour') return bounded(instant + amount * 60 * minute);
  return boundedInstant(addUnits(wallTime(instant, timeZone), amount, unit), timeZone);
}

/** A zone's clock time moved by so many units of the calendar; the day of the month is cut to the month's length. */
export function addUnits(wall: number, amount: number, unit: CalendarUnit): number {
  switch (unit) {
    case 'day':
      return wall + amount * day;
    case 'week':
      return wall + amount * 7 * day;
    case 'month':
      return addMonths(wall, amount);
    case 'quarter':
      return addMonths(wall, amount * 3);
    case 'year':
      return addMonths(wall, amount * 12);
    default:
      return unreachable(unit);
  }
}

function addMonths(wall: number, amount: number): number {
  const moved = new Date(wall);
  const date = moved.getUTCDate();
  moved.setUTCMonth(moved.getUTCMonth() + amount);
  // Past the end of a shorter month, `Date` runs over into the next: day 0 is the last of the month before.
  if (moved.getUTCDate() !== date) moved.setUTCDate(0);
  return moved.getTime();
}

/** The first moment, by the clock, of the unit that a zone's clock time falls in. */
export function startOfUnit(wall: number, unit: CalendarUnit, weekStart = 1): number {
  const start = new Date(wall);
  start.setUTCHours(0, 0, 0, 0);
  switch (unit) {
    case 'day':
      break;
    case 'week':
      start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() - weekStart + 7) % 7));
      break;
    case 'month':
      start.setUTCDate(1);
      break;
    case 'quarter':
      start.setUTCMonth(start.getUTCMonth() - (start.getUTCMonth() % 3), 1);
      break;
    case 'year':
      start.setUTCMonth(0, 1);
      break;
    default:
      return unreachable(unit);
  }
  return start.getTime();
}
