import type {
  Filter,
  RecordItems,
  TimelineChanges,
  TimelineCursor,
  TimelineSource,
  TimelineSubject,
} from '@rapport/core';
import { recordFilter } from '@rapport/core/timeline';
import type { Client, LiveQuery } from '../client.ts';
import type { RecordLookup } from './record-lookup.ts';
import { openRecordWindow, type RecordWindow } from './record-window.ts';

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
  // The list's, and one for each stretch that was put above it.
  const windows = new Map<string, RecordWindow>();
  const close = (): void => {
    for (const window of windows.values()) window.close();
    windows.clear();
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
      const place = JSON.stringify(request.above ?? null);
      let window = windows.get(place);
      // Below a place of its own a page continues; below any other it begins.
      const start = request.below?.source === records.source && window ? window.start : request.below;
      const key = JSON.stringify([request.filter, start]);
      if (window?.key !== key) {
        // Another list has other stretches.
        if (request.above) window?.close();
        else close();
        const live = client.live({
          type: records.type,
          where: within(filter, records, start, request.above),
          orderBy: [
            { field: records.at, direction: 'desc' },
            { field: 'id', direction: 'desc' },
          ],
          limit: request.limit,
        }) as LiveQuery;
        window = openRecordWindow(live, records, lookup, {
          key,
          start,
          tell: ({ put, removed }) => {
            // What has gone over to another window is not gone.
            const gone = removed.filter((id) => ![...windows.values()].some((other) => other.has(id)));
            for (const listener of listeners) listener({ put, removed: gone });
          },
        });
        windows.set(place, window);
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

/** The filter of a window from a place on, down to another that is the list's top: the end of a day, which no record is at. */
function within(
  filter: Filter,
  records: RecordItems,
  start: TimelineCursor | null,
  above: TimelineCursor | undefined,
): Filter {
  const clauses: Filter[] = [filter];
  if (start)
    clauses.push({ field: records.at, op: records.source <= start.source ? 'lte' : 'lt', value: start.occurredAt });
  if (above) clauses.push({ field: records.at, op: 'gte', value: above.occurredAt });
  return clauses.length === 1 ? filter : { and: clauses };
}
