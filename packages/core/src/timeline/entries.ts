import type { TimelineEntry, TimelineGap } from './entry.ts';
import type { TimelineItem } from './item.ts';
import { comparePlaces, itemKey } from './order.ts';
import { dayFinder } from './day.ts';

export interface EntryOptions {
  /** IANA name: the days are those of this zone. */
  readonly timeZone: string;
  readonly gaps?: readonly TimelineGap[];
  /** Keys of the items that arrived. */
  readonly arrived?: ReadonlySet<string>;
  /** From how many on neighbours fold; 3. */
  readonly burst?: number;
  /** Milliseconds between one item of a burst and the next, at most; 30 minutes. */
  readonly within?: number;
}

/** Makes rows of items, which are in order: a head above each day, bursts folded, and each gap where it begins. */
export function timelineEntries(items: readonly TimelineItem[], options: EntryOptions): readonly TimelineEntry[] {
  const { arrived = new Set<string>(), burst = 3, within = 30 * 60_000 } = options;
  const dayOf = dayFinder(options.timeZone);
  const gaps = [...(options.gaps ?? [])].sort((a, b) =>
    a.from === null ? -1 : b.from === null ? 1 : comparePlaces(a.from, b.from),
  );
  const entries: TimelineEntry[] = [];
  let run: TimelineItem[] = [];
  let day: string | undefined;
  let nextGap = 0;

  const endRun = (): void => {
    const oldest = run.at(-1);
    if (oldest && run.length >= burst) {
      entries.push({
        kind: 'burst',
        key: `burst ${itemKey(oldest)}`,
        items: run,
        arrived: run.some((item) => arrived.has(itemKey(item))),
      });
    } else {
      for (const item of run)
        entries.push({ kind: 'item', key: itemKey(item), item, arrived: arrived.has(itemKey(item)) });
    }
    run = [];
  };
  const endRunAtGaps = (below: TimelineItem | null): void => {
    for (
      let gap = gaps[nextGap];
      gap && (below === null || gap.from === null || comparePlaces(gap.from, below) < 0);
      gap = gaps[++nextGap]
    ) {
      endRun();
      entries.push({ kind: 'missing', key: `missing ${gap.source}`, gap });
    }
  };

  for (const item of items) {
    const last = run.at(-1);
    endRunAtGaps(item);
    const itemDay = dayOf(item.occurredAt);
    if (itemDay !== day) {
      endRun();
      day = itemDay;
      entries.push({ kind: 'day', key: `day ${day}`, day });
    } else if (last && !foldsWith(last, item, within)) {
      endRun();
    }
    run.push(item);
  }
  endRunAtGaps(null);
  endRun();
  return entries;
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
