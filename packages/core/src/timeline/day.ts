import { instantAt, localDay, resolveSpan } from '../filter/index.ts';
import { toInstant, type DateOnly, type Instant } from '../model/index.ts';

/**
 * Finds the day of instants in a time zone. Neighbours mostly share one, and asking the calendar is dear: it is asked once a day.
 * @throws InvalidInputError where the time zone is unknown.
 */
export function dayFinder(timeZone: string): (instant: Instant) => DateOnly {
  let span = { start: '', end: '' };
  let day = '';
  return (instant) => {
    if (instant < span.start || instant >= span.end) {
      span = resolveSpan({ this: 'day' }, { now: instant, timeZone });
      day = localDay(Date.parse(instant), timeZone);
    }
    return day;
  };
}

/** The instant at which a day is over in a time zone: what happened on it, or earlier, is before. */
export function endOfDay(day: DateOnly, timeZone: string): Instant {
  return toInstant(instantAt(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000, timeZone));
}
