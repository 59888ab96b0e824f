import { toInstant, type DateOnly } from '../model/index.ts';
import { bounded } from './bounded.ts';
import { wallTime } from './time-zone.ts';

/** The day that a zone's calendar shows at an instant. */
export function localDay(instant: number, timeZone: string): DateOnly {
  return toInstant(bounded(wallTime(instant, timeZone))).slice(0, 10);
}
