import { itemKey, type TimelineEntry, type TimelineGap, type TimelineItem } from '@rapport/core/timeline';

/** One row as it is drawn. The same object for as long as it looks the same: a list draws again only rows that are other objects. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly day: string }
  | ({
      readonly kind: 'item';
      readonly key: string;
      readonly item: TimelineItem;
      readonly isNew: boolean;
      readonly isInBurst: boolean;
    } & RowState)
  | ({
      readonly kind: 'burst';
      readonly key: string;
      readonly items: readonly TimelineItem[];
      readonly isNew: boolean;
    } & RowState)
  | { readonly kind: 'missing'; readonly key: string; readonly gaps: readonly TimelineGap[] }
  | { readonly kind: 'end'; readonly key: string; readonly state: 'more' | 'loading' | 'end' }
  | { readonly kind: 'start'; readonly key: string; readonly isLoading: boolean };

/** What the reader has done with a row. */
export interface RowState {
  readonly isOpen: boolean;
  readonly hasImages: boolean;
}

export interface RowOptions {
  readonly entries: readonly TimelineEntry[];
  readonly end: 'more' | 'loading' | 'end' | undefined;
  /** Of a list that begins at a day: whether what is above it is on its way. */
  readonly start?: 'newer' | 'loading' | undefined;
  /** Keys of rows that are expanded, and of those whose remote images are wanted. */
  readonly open: ReadonlySet<string>;
  readonly images: ReadonlySet<string>;
  /** Whether each item of a burst has a row of its own, for want of what draws bursts. */
  readonly isUnfolded?: boolean;
}

/** The rows to draw, in order: entries, with neighbouring gaps in one row, the items of bursts that are open, and the end. Rows that look as before are taken from `before`. */
export function timelineRows(
  { entries, start, end, open, images, isUnfolded }: RowOptions,
  before: ReadonlyMap<string, TimelineRow>,
): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  const add = (row: TimelineRow): void => {
    const known = before.get(row.key);
    rows.push(known && looksSame(known, row) ? known : row);
  };
  const state = (key: string): RowState => ({ isOpen: open.has(key), hasImages: images.has(key) });
  if (start) add({ kind: 'start', key: 'start', isLoading: start === 'loading' });
  let gaps: TimelineGap[] = [];
  const addGaps = (): void => {
    for (const reason of ['failed', 'slow'] as const) {
      const [first, ...others] = gaps.filter((gap) => gap.reason === reason);
      if (first) add({ kind: 'missing', key: `missing/${reason}/${first.source}`, gaps: [first, ...others] });
    }
    gaps = [];
  };
  for (const entry of entries) {
    const { key } = entry;
    if (entry.kind !== 'missing') addGaps();
    switch (entry.kind) {
      case 'day':
        add({ kind: 'day', key, day: entry.day });
        break;
      case 'missing':
        // Sources that are missing from the same place on, for the same reason, share a row.
        gaps.push(entry.gap);
        break;
      case 'item':
        add({ kind: 'item', key, item: entry.item, isNew: entry.arrived, isInBurst: false, ...state(key) });
        break;
      case 'burst':
        if (!isUnfolded) add({ kind: 'burst', key, items: entry.items, isNew: entry.arrived, ...state(key) });
        if (!isUnfolded && !open.has(key)) break;
        for (const item of entry.items) {
          const itemName = `${key}/${itemKey(item)}`;
          add({ kind: 'item', key: itemName, item, isNew: false, isInBurst: !isUnfolded, ...state(itemName) });
        }
        break;
    }
  }
  addGaps();
  if (end && rows.length > 0) add({ kind: 'end', key: 'end', state: end });
  return rows;
}

function looksSame(a: TimelineRow, b: TimelineRow): boolean {
  const [left, right] = [
    a as unknown as Readonly<Record<string, unknown>>,
    b as unknown as Readonly<Record<string, unknown>>,
  ];
  return Object.keys(right).every(
    (name) =>
      left[name] === right[name] || ((name === 'items' || name === 'gaps') && sameList(left[name], right[name])),
  );
}

/** Whether two lists are of the same objects. */
export function sameList(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Whether a row is an article of the feed. Day heads and the end are not. */
export function isArticle(row: TimelineRow): boolean {
  return row.kind !== 'day' && row.kind !== 'end';
}
