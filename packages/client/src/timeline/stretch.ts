import type { DateOnly, Instant, TimelineItem } from '@rapport/core';
import { endOfDay } from '@rapport/core/timeline';

/** What is asked for above a list that begins at a day. */
export interface Stretch {
  readonly days: number;
  /** The day that the list then begins at, and its end; null for the newest. */
  readonly day: DateOnly | null;
  readonly before: Instant | null;
}

const dayLength = 86_400_000;

/** So many days above a day; what would end after now has no end. */
export function stretchAbove(from: DateOnly, days: number, now: number, timeZone: string): Stretch {
  const end = Date.parse(`${from}T00:00:00.000Z`) + days * dayLength;
  // The day after today, for a zone may be ahead of UTC.
  if (end > now + dayLength) return { days, day: null, before: null };
  const day = new Date(end).toISOString().slice(0, 10);
  return { days, day, before: endOfDay(day, timeZone) };
}

/** How many days hold about as many items as are known; a month where hardly any are. */
export function daysOf(items: readonly TimelineItem[]): number {
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last || items.length < 3) return 30;
  return Math.max(1, Math.ceil((Date.parse(first.occurredAt) - Date.parse(last.occurredAt)) / dayLength));
}
