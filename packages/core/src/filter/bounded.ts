/** The first there is: of the year 1. */
export const firstInstant = Date.parse('0001-01-01T00:00:00.000Z');
/** The last: of the year 9999. */
export const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

/** An instant, or a clock time, cut to the years 0001 to 9999. */
export function bounded(instant: number): number {
  return Math.min(Math.max(instant, firstInstant), lastInstant);
}
