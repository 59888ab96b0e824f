import type { Instant } from '../model/index.ts';

// Browsers' clocks differ from the authority's.
const ahead = 15 * 60_000;

/** Whether an instant that a browser wrote as its present has come, as far as clocks go. */
export function hasCome(instant: unknown, now: Instant): instant is Instant {
  return typeof instant === 'string' && Date.parse(instant) <= Date.parse(now) + ahead;
}
