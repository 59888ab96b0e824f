import { instantAt, wallTime } from '@rapport/core/filter/calendar';
import { toInstant } from '@rapport/core/model';

/** What clocks show in a zone at an instant, as a field for local times has it: `YYYY-MM-DDTHH:mm`. */
export function localTime(milliseconds: number, timeZone: string): string {
  return toInstant(wallTime(milliseconds, timeZone)).slice(0, 16);
}

/** The instant at which clocks in a zone show a local time, in milliseconds since 1970. Undefined where the text is no local time. */
export function instantOf(local: string, timeZone: string): number | undefined {
  const wanted = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? Date.parse(`${local}Z`) : Number.NaN;
  return Number.isNaN(wanted) ? undefined : instantAt(wanted, timeZone);
}
