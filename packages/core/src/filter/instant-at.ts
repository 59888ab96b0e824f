import { bounded, firstInstant } from './bounded.ts';
import { wallTime } from './time-zone.ts';

const day = 86_400_000;

/** The instant at which a zone's clocks show a time. One they skip moves forward by what they skip; of two, it is the earlier. */
export function instantAt(wall: number, timeZone: string): number {
  if (timeZone === 'UTC') return wall;
  const before = wallTime(wall - day, timeZone) - (wall - day);
  const after = wallTime(wall + day, timeZone) - (wall + day);
  const early = wall - before;
  if (before === after || wallTime(early, timeZone) === wall) return early;
  const late = wall - after;
  return wallTime(late, timeZone) === wall ? late : early;
}

/** The instant of a zone's clock time, cut to the years there are. */
export function boundedInstant(wall: number, timeZone: string): number {
  // Before the year 1 there is no zone to ask for.
  return bounded(wall < firstInstant + 2 * day ? wall : instantAt(wall, timeZone));
}
