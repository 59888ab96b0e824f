import type { TimelineCursor, TimelineItem } from './item.ts';

/** The item's place in the order. */
export function placeOf(item: TimelineItem): TimelineCursor {
  return { occurredAt: item.occurredAt, source: item.source, id: item.id };
}

/** One string for an item, unique among all sources. */
export function itemKey(item: Pick<TimelineItem, 'source' | 'id'>): string {
  return `${item.source}/${item.id}`;
}

/** Below zero where `a` is shown before `b`: newest first, then by source and id, descending. Items are places, too. */
export function comparePlaces(a: TimelineCursor, b: TimelineCursor): number {
  return descending(a.occurredAt, b.occurredAt) || descending(a.source, b.source) || descending(a.id, b.id);
}

function descending(a: string, b: string): number {
  return a === b ? 0 : a < b ? 1 : -1;
}

/** Two lists in order made one, in order. */
export function mergeItems(a: readonly TimelineItem[], b: readonly TimelineItem[]): readonly TimelineItem[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  if (b.length < 16) {
    const merged = [...a];
    for (const item of b)
      merged.splice(
        firstIndex(merged, (other) => comparePlaces(other, item) > 0),
        0,
        item,
      );
    return merged;
  }
  const merged: TimelineItem[] = [];
  let taken = 0;
  for (const item of b) {
    const place = firstIndex(a, (other) => comparePlaces(other, item) > 0, taken);
    for (; taken < place; taken++) merged.push(a[taken] as TimelineItem);
    merged.push(item);
  }
  for (; taken < a.length; taken++) merged.push(a[taken] as TimelineItem);
  return merged;
}

/** The indexes, ascending, of the items of which something is true. */
export function indexesOf(items: readonly TimelineItem[], isTrue: (item: TimelineItem) => boolean): readonly number[] {
  const indexes: number[] = [];
  for (let index = 0; index < items.length; index++) if (isTrue(items[index] as TimelineItem)) indexes.push(index);
  return indexes;
}

/** A list without the items at some indexes, ascending. */
export function withoutItems(items: readonly TimelineItem[], indexes: readonly number[]): readonly TimelineItem[] {
  if (indexes.length === 0) return items;
  if (indexes.length < 16) {
    const rest = [...items];
    for (const index of indexes.toReversed()) rest.splice(index, 1);
    return rest;
  }
  const gone = new Set(indexes);
  return items.filter((_, index) => !gone.has(index));
}

/** The index of the first item, from one on, of which something is true that is then true of all below it; the length where it is of none. */
export function firstIndex(items: readonly TimelineItem[], isTrue: (item: TimelineItem) => boolean, from = 0): number {
  let low = from;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(items[middle] as TimelineItem)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * How far down something has been told: not at all, down to and with a place, or to the end.
 */
export type Reach = 'top' | TimelineCursor | 'bottom';

/** Below zero where `a` ends before `b` does: it reaches less far. */
export function compareReach(a: Reach, b: Reach): number {
  if (a === b) return 0;
  if (a === 'top' || b === 'bottom') return -1;
  if (a === 'bottom' || b === 'top') return 1;
  return comparePlaces(a, b);
}

/** The one that goes further down. */
export function deeper(a: Reach, b: Reach): Reach {
  return compareReach(a, b) >= 0 ? a : b;
}

/** How many items at the head of an ordered list are within reach. */
export function countWithin(items: readonly TimelineItem[], reach: Reach): number {
  if (reach === 'top') return 0;
  if (reach === 'bottom') return items.length;
  return firstIndex(items, (item) => comparePlaces(item, reach) > 0);
}
