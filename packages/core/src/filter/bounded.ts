import { instantAt } from './time-zone.ts';

const day = 86_400_000;
const firstInstant = Date.parse('0001-01-01T00:00:00.000Z');
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

/** The instant of a zone's clock time, cut to the years there are. */
export function boundedInstant(wall: number, timeZone: string): number {
  // Before the year 1 there is no zone to ask for.
  return bounded(wall < firstInstant + 2 * day ? wall : instantAt(wall, timeZone));
}

/** An instant, or a clock time, cut to the years 0001 to 9999. */
export function bounded(instant: number): number {
  return Math.min(Math.max(instant, firstInstant), lastInstant);
}
