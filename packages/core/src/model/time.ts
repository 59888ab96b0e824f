/** An instant: ISO 8601 in UTC with milliseconds, years 0001 to 9999, so that text order is time order. */
export type Instant = string;
/** A day without a time, `YYYY-MM-DD`. */
export type DateOnly = string;

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;

export function isInstant(text: string): boolean {
  if (!instantPattern.test(text) || text.startsWith('0000')) return false;
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && toInstant(milliseconds) === text;
}

export function isDate(text: string): boolean {
  return datePattern.test(text) && isInstant(`${text}T00:00:00.000Z`);
}

/** The instant so many milliseconds after 1970-01-01T00:00Z. */
export function toInstant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}
