import { boundedInstant, localDay, type Span } from '../filter/index.ts';
import { toInstant, type DateOnly, type Instant } from '../model/index.ts';

/** A day in a time zone, half open: the start is in it, the end is not. */
export interface LocalDay extends Span {
  readonly day: DateOnly;
}

/**
 * Finds the day of instants in a time zone. Asking the calendar is dear: it is asked once a day.
 * @throws InvalidInputError where the time zone is unknown.
 */
export function dayFinder(timeZone: string): (instant: Instant) => LocalDay {
  // By the day in UTC: one of those has parts of a few local days.
  const known = new Map<string, LocalDay[]>();
  return (instant) => {
    const utcDay = instant.slice(0, 10);
    const days = known.get(utcDay) ?? [];
    let found = days.find(({ start, end }) => start <= instant && instant < end);
    if (!found) {
      const day = localDay(Date.parse(instant), timeZone);
      found = { day, start: clockInstant(day, 0, timeZone), end: endOfDay(day, timeZone) };
      known.set(utcDay, [...days, found]);
    }
    return found;
  };
}

/** The instant at which a day is over in a time zone: what happened on it, or earlier, is before. */
export function endOfDay(day: DateOnly, timeZone: string): Instant {
  return clockInstant(day, 24, timeZone);
}

function clockInstant(day: DateOnly, hours: number, timeZone: string): Instant {
  return toInstant(boundedInstant(Date.parse(`${day}T00:00:00.000Z`) + hours * 3_600_000, timeZone));
}
