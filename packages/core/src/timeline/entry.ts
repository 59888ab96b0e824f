import type { DateOnly } from '../model/index.ts';
import type { TimelineCursor, TimelineItem } from './item.ts';

/** A span that a source has not told, though others are shown there. */
export interface TimelineGap {
  /** The source's id, and its name where it is a host's own. */
  readonly source: string;
  readonly label?: string;
  /** `failed` it could not answer; `slow` it is still being waited for. */
  readonly reason: 'failed' | 'slow';
  readonly error?: unknown;
  /** The last place it told; null where it told nothing. */
  readonly from: TimelineCursor | null;
  /** How far down the others are shown; null to the end. */
  readonly to: TimelineCursor | null;
}

/** One row of a timeline as it is shown, from the newest down. `key` is unique in the list and stays with what it names. */
export type TimelineEntry =
  /** Heads the entries of a day in the reader's time zone. */
  | { readonly kind: 'day'; readonly key: string; readonly day: DateOnly }
  | { readonly kind: 'item'; readonly key: string; readonly item: TimelineItem; readonly arrived: boolean }
  /** Three or more of a kind in a row, newest first. Named for the oldest of them, so that it keeps its key when another joins on top. */
  | { readonly kind: 'burst'; readonly key: string; readonly items: readonly TimelineItem[]; readonly arrived: boolean }
  /** From here on down a source has not told what it knows. */
  | { readonly kind: 'missing'; readonly key: string; readonly gap: TimelineGap };
