import type {
  DateOnly,
  TimelineEntry,
  TimelineFilter,
  TimelineGap,
  TimelineItem,
  TimelinePhase,
  TimelineSource,
  TimelineSubject,
} from '@rapport/core';
import type { Schedule } from '../environment.ts';

export interface TimelineOptions {
  readonly subject: TimelineSubject;
  /** The host's own, beside Rapport's: orders, shipments, logins. */
  readonly sources?: readonly TimelineSource[];
  /** IANA name: the days are those of this zone. */
  readonly timeZone: string;
  /** Items per page and source; 50. */
  readonly pageSize?: number;
  /** Milliseconds a source is waited for before the others are shown without it; 3,000. */
  readonly patience?: number;
  readonly schedule?: Schedule;
}

/** One state of a timeline. Immutable; the same object until something changes. */
export interface TimelineSnapshot {
  /** `loading` nothing to show yet; `ready`; `error` no source has answered: `missing` says why. */
  readonly status: 'loading' | 'ready' | 'error';
  /** What to show, newest first: day heads, items, bursts, and the places where a source is missing. */
  readonly entries: readonly TimelineEntry[];
  /** The items alone, newest first. */
  readonly items: readonly TimelineItem[];
  /** Sources that failed or are slow, each with the span it has not told. */
  readonly missing: readonly TimelineGap[];
  /** Whether there is more below. */
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  /** Whether the list begins at a day, and there may be more above. */
  readonly hasNewer: boolean;
  readonly loadingNewer: boolean;
  /** The day the list starts from; null from the newest. `loadNewer` moves it on, `jumpTo(null)` goes to the newest. */
  readonly from: DateOnly | null;
  readonly filter: TimelineFilter;
  /** Keys of the items that came since they were last acknowledged, newest first; the reader's own writes are not among them. */
  readonly arrived: readonly string[];
  /** The sources, Rapport's own and the host's. `label` is there for the host's. */
  readonly sources: readonly { readonly id: string; readonly label?: string; readonly phase: TimelinePhase }[];
}

/** The history of a customer, from many sources, kept live. */
export interface Timeline {
  getSnapshot(): TimelineSnapshot;
  /** Calls after each change, never during the call. Returns how to stop. The first one starts the loading; a while after the last one stopped, nothing is kept. */
  subscribe(listener: () => void): () => void;
  /** Asks for the page below. Does nothing while one is under way or where there is nothing below. */
  loadMore(): void;
  /** Asks for what is above a list that begins at a day. Does nothing while that is under way, or where the list begins at the newest. */
  loadNewer(): void;
  /** Starts the list from the end of a day in the reader's zone; null from the newest. */
  jumpTo(day: DateOnly | null): void;
  setFilter(filter: TimelineFilter): void;
  /** Asks a source again that failed; every one of them without an id. */
  retry(source?: string): void;
  /** What has arrived so far has been seen. */
  acknowledge(): void;
  close(): void;
}
