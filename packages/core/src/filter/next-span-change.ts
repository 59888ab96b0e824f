import type { DateOnly } from '../model/index.ts';
import { bounded, firstInstant, lastInstant } from './bounded.ts';
import { boundedInstant, instantAt } from './instant-at.ts';
import type { RelativeSpan, SpanUnit } from './filter.ts';
import { addUnits, shift, startOfUnit, type CalendarUnit, type SpanContext } from './resolve-span.ts';
import { wallTime } from './time-zone.ts';

const day = 86_400_000;
const never = Number.POSITIVE_INFINITY;

/** When an instant enters or leaves a span that moves with the clock: milliseconds after `now`, infinity for never. */
export function nextInstantChange(span: RelativeSpan, value: number, context: SpanContext): number {
  if ('this' in span) return nextUnitChange(span, wallTime(value, context.timeZone), context);
  return nextMoving(span, value, value, context);
}

/** The same for a day: it is in the span where any part of it is. */
export function nextDateChange(span: RelativeSpan, value: DateOnly, context: SpanContext): number {
  const wall = Date.parse(`${value}T00:00:00.000Z`);
  if ('this' in span) return nextUnitChange(span, wall, context);
  const { timeZone } = context;
  return nextMoving(span, boundedInstant(wall + day, timeZone) - 1, boundedInstant(wall, timeZone), context);
}

/** A calendar unit holds a value while now is in the unit `offset` before the value's own. */
function nextUnitChange(
  span: { readonly this: CalendarUnit; readonly offset?: number },
  wall: number,
  { now, timeZone, weekStart }: SpanContext,
): number {
  const first = addUnits(startOfUnit(wall, span.this, weekStart), -(span.offset ?? 0), span.this);
  const entry = boundedInstant(first, timeZone);
  const exit = boundedInstant(addUnits(first, 1, span.this), timeZone);
  const at = Date.parse(now);
  return entry > at ? entry : exit > at ? exit : never;
}

/** `start` ≤ `lastStart` and `end` > `firstEnd` make the value part of the span: the next of these to turn. */
function nextMoving(
  span: Exclude<RelativeSpan, { readonly this: unknown }>,
  lastStart: number,
  firstEnd: number,
  context: SpanContext,
): number {
  const [amount, startMoves] = 'last' in span ? [-span.last, true] : [span.next, false];
  const edge = nextCrossing(amount, span.unit, startMoves ? lastStart : firstEnd, context);
  const present = startMoves ? firstEnd : lastStart;
  const at = Date.parse(context.now);
  return Math.min(edge, present >= at ? bounded(present + 1) : never);
}

/**
 * The first instant after now at which the edge `now + amount units` is beyond a point where it was not, or not beyond where it was.
 *
 * Minutes and hours move the edge evenly. The calendar does not: it jumps at changes of the clock and where days are cut to a month's length, forwards
 * and backwards, but never by more than `slack` in all. So as long as the point is farther away than that, the edge can't reach it sooner than
 * even movement would; near the point it is followed day by day, and where it jumps, by halving.
 */
function nextCrossing(amount: number, unit: SpanUnit, point: number, { now, timeZone }: SpanContext): number {
  if (point >= lastInstant) return never;
  const edge = (at: number): number => shift(at, amount, unit, timeZone);
  let at = Date.parse(now);
  if (unit === 'minute' || unit === 'hour') {
    const ahead = point - edge(at);
    return ahead >= 0 ? at + ahead + 1 : never;
  }
  const slack = (unit === 'day' || unit === 'week' ? 2 : 6) * day;
  const beyond = edge(at) > point;
  while (at < lastInstant) {
    const ahead = point - edge(at);
    if (ahead < -slack) return never;
    if (ahead > slack) {
      at += ahead - slack;
      continue;
    }
    const end = Math.min(nextMidnight(at, timeZone), lastInstant);
    const turn = firstTurn(edge, point, beyond, at, end - 1, timeZone);
    if (turn !== undefined) return turn;
    if (edge(end) > point !== beyond) return end;
    at = end;
  }
  return never;
}

/** The first instant in [from, to] at which the edge is on the other side of the point than `beyond` says; undefined where there is none. */
function firstTurn(
  edge: (at: number) => number,
  point: number,
  beyond: boolean,
  from: number,
  to: number,
  timeZone: string,
): number | undefined {
  const [first, last] = [edge(from), edge(to)];
  if (first > point !== beyond) return from;
  if (from >= to) return undefined;
  // Cut to the years there are, the edge stands still.
  if (first === last && (first === firstInstant || first === lastInstant)) return undefined;
  const even = last - first === to - from && wallTime(from, timeZone) - from === wallTime(to, timeZone) - to;
  if (even) {
    const turn = from + (point - first) + 1;
    return !beyond && turn <= to ? turn : undefined;
  }
  const middle = Math.floor((from + to) / 2);
  return (
    firstTurn(edge, point, beyond, from, middle, timeZone) ?? firstTurn(edge, point, beyond, middle + 1, to, timeZone)
  );
}

function nextMidnight(at: number, timeZone: string): number {
  const next = instantAt(startOfUnit(wallTime(at, timeZone), 'day') + day, timeZone);
  // Where the clock is set back over midnight, the next one may just have been.
  return next > at ? next : at + day;
}
