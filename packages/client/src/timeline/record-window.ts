import type {
  AnyRecord,
  RecordItems,
  RecordRef,
  TimelineChanges,
  TimelineCursor,
  TimelineItem,
  TimelinePage,
  TimelinePageRequest,
} from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import { comparePlaces } from '@rapport/core/timeline';
import type { LiveQuery } from '../client.ts';
import type { RecordLookup } from './record-lookup.ts';

/** A live query read page by page. Whatever a page has told is followed from then on. */
export interface RecordWindow {
  /** What was asked: of another question another window is opened. */
  readonly key: string;
  /** Where it begins; null at the newest. */
  readonly start: TimelineCursor | null;
  load(request: TimelinePageRequest): Promise<TimelinePage>;
  /** Whether it has told of a record that it shows. */
  has(id: string): boolean;
  close(): void;
}

interface Told {
  readonly record: AnyRecord;
  readonly isPending: boolean;
}

export function openRecordWindow(
  live: LiveQuery,
  records: RecordItems,
  lookup: RecordLookup,
  {
    key,
    start,
    tell,
  }: { readonly key: string; readonly start: TimelineCursor | null; readonly tell: (changes: TimelineChanges) => void },
): RecordWindow {
  const told = new Map<string, Told>();
  /** Down to here everything has been told; further down a page will. */
  let reach: TimelineCursor | 'bottom' | null = null;
  const waiting = new Set<() => void>();

  const placeOf = (record: AnyRecord): TimelineCursor => ({
    occurredAt: record[records.at] as string,
    source: records.source,
    id: record.id,
  });
  const isWithin = (record: AnyRecord): boolean =>
    reach === 'bottom' || (reach !== null && comparePlaces(placeOf(record), reach) <= 0);
  const isPending = ({ id }: AnyRecord): boolean => live.getSnapshot().pending.has(id);
  const keep = (record: AnyRecord): void => void told.set(record.id, { record, isPending: isPending(record) });
  const toItem = (record: AnyRecord): TimelineItem =>
    records.item(record, { resolve: lookup.resolve, pending: isPending(record) });
  const fetchRefs = (some: readonly AnyRecord[]): Promise<void> =>
    lookup.fetch(some.flatMap((record) => refsOf(record, records)));

  /** What the window shows otherwise than it was told. Below its end nothing is known of what was told. */
  const difference = (): { readonly changed: readonly AnyRecord[]; readonly removed: readonly string[] } => {
    const { records: shown, hasMore } = live.getSnapshot();
    const present = new Set(shown.map(({ id }) => id));
    const last = shown.at(-1);
    const changed = shown.filter((record) => {
      const before = told.get(record.id);
      return before ? before.record !== record || before.isPending !== isPending(record) : isWithin(record);
    });
    const removed = [...told.values()].filter(
      ({ record }) =>
        !present.has(record.id) && (!hasMore || (last && comparePlaces(placeOf(record), placeOf(last)) < 0)),
    );
    return { changed, removed: removed.map(({ record }) => record.id) };
  };

  const follow = (): void => {
    for (const wake of [...waiting]) wake();
    const { status, records: shown, hasMore, loadingMore } = live.getSnapshot();
    if (reach === null || status === 'loading' || status === 'error') return;
    const { changed, removed } = difference();
    for (const id of removed) told.delete(id);
    changed.forEach(keep);
    if (changed.length > 0 || removed.length > 0) tell({ put: changed.map(toItem), removed });
    const unnamed = changed.filter((record) => refsOf(record, records).some((ref) => !lookup.resolve(ref)));
    if (unnamed.length > 0) {
      void fetchRefs(unnamed).then(() => {
        const still = unnamed.filter((record) => told.get(record.id)?.record === record);
        if (still.length > 0) tell({ put: still.map(toItem), removed: [] });
      });
    }
    // What came in on top has pushed some of what was told out of the window: it grows until it holds them again.
    const last = shown.at(-1);
    const isShort = hasMore && last && isWithin(last) && (reach === 'bottom' || last.id !== reach.id);
    if (isShort && status === 'ready' && !loadingMore) void live.loadMore();
  };
  const unsubscribe = live.subscribe(follow);

  /** Waits until the window holds so many records below the place, or there are no more. */
  const read = async ({
    below,
    limit,
    signal,
  }: TimelinePageRequest): Promise<{ readonly found: readonly AnyRecord[]; readonly end: boolean }> => {
    if (live.getSnapshot().status === 'error') await live.refresh();
    for (;;) {
      signal.throwIfAborted();
      const { status, records: shown, hasMore, error } = live.getSnapshot();
      if (status === 'error')
        throw error ?? new BackendError('server', `The ${records.type} records could not be read.`);
      if (status === 'loading') {
        await nextChange(waiting, signal);
        continue;
      }
      const found = shown.filter((record) => below === null || comparePlaces(below, placeOf(record)) < 0);
      if (found.length >= limit || !hasMore) return { found, end: !hasMore };
      await live.loadMore();
      const after = live.getSnapshot();
      if (after.records.length <= shown.length && after.hasMore) {
        if (found.length > 0) return { found, end: false };
        throw after.error ?? new BackendError('offline', 'The backend can’t be reached just now.');
      }
    }
  };

  return {
    key,
    start,
    async load(request) {
      const { found, end } = await read(request);
      const last = found.at(-1);
      reach = end ? 'bottom' : last ? placeOf(last) : reach;
      found.forEach(keep);
      await fetchRefs(found);
      return { items: found.map(toItem), end };
    },
    has: (id) => told.has(id),
    close: unsubscribe,
  };
}

function nextChange(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = (): void => {
      waiting.delete(wake);
      signal.removeEventListener('abort', abort);
      resolve();
    };
    const abort = (): void => {
      waiting.delete(wake);
      reject(signal.reason as Error);
    };
    waiting.add(wake);
    signal.addEventListener('abort', abort);
  });
}

function refsOf(record: AnyRecord, records: RecordItems): readonly RecordRef[] {
  return Object.entries(records.references).flatMap(([field, type]) => {
    const id = record[field];
    return typeof id === 'string' ? [{ type, id }] : [];
  });
}
