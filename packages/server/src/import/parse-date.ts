import { tz } from '@date-fns/tz';
import { dateSchema, isInstant, toInstant, type DateOnly, type Instant } from '@rapport/core/model';
import { isValid, parse } from 'date-fns';
import { LRUCache } from 'lru-cache';

/** How a date is written, in the letters people use, as date-fns knows it (Unicode TR 35). */
const unicode = (format: string): string => format.replaceAll('Y', 'y').replaceAll('D', 'd');

// Any day without a time does: what a format leaves out is taken from it.
const reference = new Date(0);

/** A day; undefined where the text is none, or no such day was (`19970230`). */
export function parseDate(text: string, format?: string): DateOnly | undefined {
  if (format === undefined) return dateSchema.safeParse(text).success ? text : undefined;
  return parseInstant(text, format)?.slice(0, 10);
}

const zonedPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

// Reading a date by a pattern and a zone takes long, and the days of a table are few.
const known = new LRUCache<string, { readonly instant: Instant | undefined }>({ max: 10_000 });

/** An instant; a text without a zone is taken to be in the one given, UTC where none is. A day alone is its first moment. */
export function parseInstant(text: string, format?: string, timeZone = 'UTC'): Instant | undefined {
  if (isInstant(text)) return text;
  const key = `${text}\n${format ?? ''}\n${timeZone}`;
  const before = known.get(key);
  if (before) return before.instant;
  const instant = readInstant(text, format, timeZone);
  known.set(key, { instant });
  return instant;
}

function readInstant(text: string, format: string | undefined, timeZone: string): Instant | undefined {
  if (format === undefined && zonedPattern.test(text)) return instantOf(new Date(text));
  for (const candidate of format === undefined ? localFormats : [unicode(format)]) {
    const found = instantOf(parse(text, candidate, reference, { in: tz(timeZone) }));
    if (found) return found;
  }
  return undefined;
}

const localFormats = [
  'yyyy-MM-dd',
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm",
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm',
];

function instantOf(date: Date): Instant | undefined {
  if (!isValid(date)) return undefined;
  const time = date.getTime();
  const instant = time > -62_135_596_800_000 && time < 253_402_300_800_000 ? toInstant(time) : '';
  return isInstant(instant) ? instant : undefined;
}
