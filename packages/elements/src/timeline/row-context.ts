import type { TimelineGap, TimelineItem } from '@rapport/core';
import type { MessagesController } from '../messages/index.ts';
import type * as reported from './reported/index.ts';
import type { TimelineRow } from './timeline-row.ts';

/** What the templates of rows need of the timeline they stand in. */
export interface RowContext {
  readonly words: MessagesController;
  readonly timeZone: string;
  /** Whose timeline it is, by our id, once it is known. */
  readonly subject: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly isCompact: boolean;
  /** Expands or folds a row. */
  readonly toggle: (key: string) => void;
  /** Tells the host; false where it shows the item itself. */
  readonly open: (item: TimelineItem) => boolean;
  readonly retry: (gaps: readonly TimelineGap[]) => void;
  /** What draws what other systems report, once it is there. */
  readonly reported: typeof reported | undefined;
  /** Whether what shows foreign bodies is there. */
  readonly hasFrames: boolean;
  /** A foreign body in its frame. */
  readonly foreign: (row: Extract<TimelineRow, { kind: 'item' }>) => unknown;
}

/** Where an article stands among all of its feed; a `size` of -1 says that the end is not known yet. */
export interface FeedPlace {
  readonly position: number;
  readonly size: number;
}

/** An element's id for a part of a row. Keys hold the ids of foreign systems, which may hold blanks; a list of ids is parted by them. */
export function idFor(part: 'title' | 'time', key: string): string {
  return `${part}/${key.replace(/\s/g, '_')}`;
}
