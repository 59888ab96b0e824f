import { InvalidInputError } from '../failure/index.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new InvalidInputError(
      `${JSON.stringify(timeZone)} is not a time zone: use an IANA name such as Europe/Berlin.`,
      [{ path: ['timeZone'], code: 'unknown-time-zone', params: { timeZone } }],
      { cause },
    );
  }
  // Names come from outside, in any case: the memory they take stays bounded.
  if (formats.size >= 1_000) formats.clear();
  formats.set(timeZone, format);
  return format;
}

/** Whether this is the name of a time zone that the platform knows. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

const firstNewYear = Date.parse('0001-01-02T00:00:00.000Z');
const wallPattern = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

/** What a zone's clocks show at an instant, as the milliseconds at which clocks of UTC show the same. */
export function wallTime(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return instant;
  const [, month, date, year, hour, minute, second] = (wallPattern.exec(formatOf(timeZone).format(instant)) ?? []).map(
    Number,
  );
  const wall = new Date(0);
  // The last days of 1 BC, which western zones show at the start of year 1, are written as of year 1, too.
  const era = instant < firstNewYear && month === 12 ? 1 : 0;
  wall.setUTCFullYear((year ?? Number.NaN) - era, (month ?? 0) - 1, date);
  wall.setUTCHours(hour ?? 0, minute, second);
  return wall.getTime() + (((instant % 1_000) + 1_000) % 1_000);
}
