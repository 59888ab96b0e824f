import { toInstant } from '../model/index.ts';
import { dayFinder } from './day.ts';
import type { TimelineEntry, TimelineGap } from './entry.ts';
import type { TimelineItem } from './item.ts';
import { comparePlaces, firstIndex, itemKey } from './order.ts';

export interface EntryOptions {
  /** IANA name: the days are those of this zone. */
  readonly timeZone: string;
  /** From how many on neighbours fold; 3. */
  readonly burst?: number;
  /** Milliseconds between one item of a burst and the next, at most; 30 minutes. */
  readonly within?: number;
}

/** What of a list of items is shown otherwise. */
export interface EntryMarks {
  readonly gaps?: readonly TimelineGap[];
  /** Keys of the items that arrived. */
  readonly arrived?: ReadonlySet<string>;
}

type EntryMaker = (items: readonly TimelineItem[], marks?: EntryMarks) => readonly TimelineEntry[];

interface KnownDay {
  readonly items: readonly TimelineItem[];
  readonly entries: readonly TimelineEntry[];
}

/**
 * Makes rows of items, which are in order: a head above each day, bursts folded, and each gap where it begins. A day that is as it was the last time,
 * without marks, is not made anew: its entries are the same objects.
 * @throws InvalidInputError where the time zone is unknown.
 */
export function entryMaker({ timeZone, burst = 3, within = 30 * 60_000 }: EntryOptions): EntryMaker {
  const dayOf = dayFinder(timeZone);
  dayOf(toInstant(0));
  let known = new Map<string, KnownDay>();

  return (items, { gaps = [], arrived = none } = {}) => {
    const next = new Map<string, KnownDay>();
    const waiting = [...gaps].sort(byPlace);
    const marked = arrived.size === 0 ? none : daysOf(items, arrived);
    const entries: TimelineEntry[] = [];
    const addGapsAbove = (item: TimelineItem | undefined): boolean => {
      const before = entries.length;
      for (let gap = waiting[0]; gap && isAbove(gap, item); gap = waiting[0]) {
        waiting.shift();
        entries.push({ kind: 'missing', key: `missing ${gap.source}`, gap });
      }
      return entries.length > before;
    };

    for (let start = 0; start < items.length;) {
      const { day, start: dawn } = dayOf((items[start] as TimelineItem).occurredAt);
      const end = firstIndex(items, (item) => item.occurredAt < dawn, start);
      addGapsAbove(items[start]);
      const last = items[end - 1] as TimelineItem;
      const isPlain = !marked.has(day) && !(waiting[0] && isAbove(waiting[0], last));
      const before = isPlain ? known.get(day) : undefined;
      if (before && isSame(before.items, items, start, end)) {
        next.set(day, before);
        push(entries, before.entries);
      } else {
        const first = entries.length;
        entries.push({ kind: 'day', key: `day ${day}`, day });
        let run = start;
        for (let index = start + 1; index <= end; index++) {
          const isSplit = waiting[0] !== undefined && index < end && isAbove(waiting[0], items[index]);
          if (
            !isSplit &&
            index < end &&
            foldsWith(items[index - 1] as TimelineItem, items[index] as TimelineItem, within)
          )
            continue;
          addRun(entries, items.slice(run, index), burst, arrived);
          if (isSplit) addGapsAbove(items[index]);
          run = index;
        }
        if (isPlain) next.set(day, { items: items.slice(start, end), entries: entries.slice(first) });
      }
      start = end;
    }
    addGapsAbove(undefined);
    known = next;
    return entries;

    function daysOf(all: readonly TimelineItem[], keys: ReadonlySet<string>): ReadonlySet<string> {
      return new Set(all.filter((item) => keys.has(itemKey(item))).map(({ occurredAt }) => dayOf(occurredAt).day));
    }
  };
}

/** As `entryMaker`, once. */
export function timelineEntries(
  items: readonly TimelineItem[],
  options: EntryOptions & EntryMarks,
): readonly TimelineEntry[] {
  return entryMaker(options)(items, options);
}

const none: ReadonlySet<string> = new Set();

function addRun(
  entries: TimelineEntry[],
  run: readonly TimelineItem[],
  burst: number,
  arrived: ReadonlySet<string>,
): void {
  const hasArrived = (item: TimelineItem): boolean => arrived.size > 0 && arrived.has(itemKey(item));
  const oldest = run.at(-1);
  if (oldest && run.length >= burst) {
    entries.push({ kind: 'burst', key: `burst ${itemKey(oldest)}`, items: run, arrived: run.some(hasArrived) });
    return;
  }
  for (const item of run) entries.push({ kind: 'item', key: itemKey(item), item, arrived: hasArrived(item) });
}

function foldsWith(newer: TimelineItem, older: TimelineItem, within: number): boolean {
  return (
    newer.foldable === true &&
    older.foldable === true &&
    newer.source === older.source &&
    newer.kind === older.kind &&
    Date.parse(newer.occurredAt) - Date.parse(older.occurredAt) <= within
  );
}

function byPlace(a: TimelineGap, b: TimelineGap): number {
  return a.from === null ? -1 : b.from === null ? 1 : comparePlaces(a.from, b.from);
}

/** Whether a gap begins above an item; every one begins above the end of the list. */
function isAbove(gap: TimelineGap, item: TimelineItem | undefined): boolean {
  return item === undefined || gap.from === null || comparePlaces(gap.from, item) < 0;
}

function isSame(before: readonly TimelineItem[], items: readonly TimelineItem[], start: number, end: number): boolean {
  if (before.length !== end - start) return false;
  for (let index = start; index < end; index++) if (items[index] !== before[index - start]) return false;
  return true;
}

function push(entries: TimelineEntry[], more: readonly TimelineEntry[]): void {
  for (const entry of more) entries.push(entry);
}
