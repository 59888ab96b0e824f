import {
  BackendError,
  comparePlaces,
  recordFilter,
  type AnyRecord,
  type RecordItems,
  type RecordRef,
  type TimelineChanges,
  type TimelineCursor,
  type TimelineItem,
  type TimelinePage,
  type TimelinePageRequest,
  type TimelineSource,
  type TimelineSubject,
} from '@rapport/core';
import type { Client, LiveQuery, LiveSnapshot } from '../client.ts';
import type { RecordLookup } from './record-lookup.ts';

/**
 * A source over one live query of the client: its window grows page by page, so that whatever has been shown stays live, with the reader's own writes
 * on top. A new filter, or a place that is not in the window, opens another.
 */
export function recordSource(
  client: Client,
  records: RecordItems,
  lookup: RecordLookup,
  identify: () => Promise<TimelineSubject | undefined>,
): TimelineSource {
  const listeners = new Set<(changes: TimelineChanges) => void>();
  let window: Window | undefined;
  const close = (): void => {
    window?.close();
    window = undefined;
  };
  return {
    id: records.source,
    async load(request) {
      const subject = await identify();
      request.signal.throwIfAborted();
      const filter = subject && recordFilter(records, subject, request.filter);
      if (!filter) {
        close();
        return { items: [], end: true };
      }
      // Below a place of its own a page continues; below any other it begins.
      const start = request.below?.source === records.source && window ? window.start : request.below;
      const key = JSON.stringify([request.filter, start]);
      if (window?.key !== key) {
        close();
        const live = client.live({
          type: records.type,
          where: start ? { and: [filter, startsAt(records, start)] } : filter,
          orderBy: [
            { field: records.at, direction: 'desc' },
            { field: 'id', direction: 'desc' },
          ],
          limit: request.limit,
        }) as LiveQuery;
        window = openWindow(live, records, lookup, {
          key,
          start,
          tell: (changes) => listeners.forEach((listener) => listener(changes)),
        });
      }
      return window.load(request);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) close();
      };
    },
  };
}

function startsAt(records: RecordItems, start: TimelineCursor) {
  return {
    field: records.at,
    op: records.source <= start.source ? ('lte' as const) : ('lt' as const),
    value: start.occurredAt,
  };
}

interface Window {
  readonly key: string;
  readonly start: TimelineCursor | null;
  load(request: TimelinePageRequest): Promise<TimelinePage>;
  close(): void;
}

function openWindow(
  live: LiveQuery,
  records: RecordItems,
  lookup: RecordLookup,
  {
    key,
    start,
    tell,
  }: { readonly key: string; readonly start: TimelineCursor | null; readonly tell: (changes: TimelineChanges) => void },
): Window {
  let seen = live.getSnapshot();
  /** Above it changes are told; below it a page will. */
  let told: TimelineCursor | 'bottom' | null = null;
  const waiting = new Set<() => void>();
  const toItem = (record: AnyRecord): TimelineItem =>
    records.item(record, { resolve: lookup.resolve, pending: live.getSnapshot().pending.has(record.id) });
  const placeOf = (record: AnyRecord): TimelineCursor => ({
    occurredAt: record[records.at] as string,
    source: records.source,
    id: record.id,
  });

  const tellPut = (changed: readonly AnyRecord[], removed: readonly string[]): void => {
    if (changed.length > 0 || removed.length > 0) tell({ put: changed.map(toItem), removed });
  };
  const onChange = (): void => {
    const before = seen;
    seen = live.getSnapshot();
    for (const wake of [...waiting]) wake();
    if (told === null) return;
    const { changed, removed } = difference(before, seen, placeOf, told);
    tellPut(changed, removed);
    // Names that were not at hand follow.
    const unknown = changed.filter((record) => refsOf(record, records).some((ref) => !lookup.resolve(ref)));
    if (unknown.length > 0) {
      void lookup.fetch(unknown.flatMap((record) => refsOf(record, records))).then(() => {
        tellPut(
          unknown.filter((record) => seen.records.includes(record)),
          [],
        );
      });
    }
  };
  const unsubscribe = live.subscribe(onChange);
  seen = live.getSnapshot();

  const change = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
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

  /** Waits until the window holds so many records below the place, or there are no more. */
  const read = async ({
    below,
    limit,
    signal,
  }: TimelinePageRequest): Promise<{ readonly found: readonly AnyRecord[]; readonly end: boolean }> => {
    if (live.getSnapshot().status === 'error') await live.refresh();
    for (;;) {
      signal.throwIfAborted();
      const { status, records: window, hasMore, error } = live.getSnapshot();
      if (status === 'error')
        throw error ?? new BackendError('server', `The ${records.type} records could not be read.`);
      if (status === 'loading') {
        await change(signal);
        continue;
      }
      const found = window.filter((record) => below === null || comparePlaces(below, placeOf(record)) < 0);
      if (found.length >= limit || !hasMore) return { found, end: !hasMore };
      await live.loadMore();
      if (live.getSnapshot().records.length <= window.length && live.getSnapshot().hasMore) {
        if (found.length > 0) return { found, end: false };
        throw live.getSnapshot().error ?? new BackendError('offline', 'The backend can’t be reached just now.');
      }
    }
  };

  return {
    key,
    start,
    async load(request) {
      const { found, end } = await read(request);
      const last = found.at(-1);
      told = end ? 'bottom' : last ? placeOf(last) : told;
      await lookup.fetch(found.flatMap((record) => refsOf(record, records)));
      return { items: found.map(toItem), end };
    },
    close: unsubscribe,
  };
}

/** What became of a window. What fell out at its lower end is not gone; what came in there is a page's to tell. */
function difference(
  before: LiveSnapshot,
  after: LiveSnapshot,
  placeOf: (record: AnyRecord) => TimelineCursor,
  told: TimelineCursor | 'bottom',
): { readonly changed: readonly AnyRecord[]; readonly removed: readonly string[] } {
  const old = new Map(before.records.map((record) => [record.id, record]));
  const changed = after.records.filter((record) => {
    const previous = old.get(record.id);
    old.delete(record.id);
    if (previous) return previous !== record || before.pending.has(record.id) !== after.pending.has(record.id);
    return told === 'bottom' || comparePlaces(placeOf(record), told) <= 0;
  });
  const last = after.records.at(-1);
  const removed = [...old.values()]
    .filter((record) => !after.hasMore || !last || comparePlaces(placeOf(record), placeOf(last)) < 0)
    .map(({ id }) => id);
  return { changed, removed };
}

function refsOf(record: AnyRecord, records: RecordItems): readonly RecordRef[] {
  return Object.entries(records.references as Readonly<Record<string, string>>).flatMap(([field, type]) => {
    const id = record[field];
    return typeof id === 'string' ? [{ type, id }] : [];
  });
}
