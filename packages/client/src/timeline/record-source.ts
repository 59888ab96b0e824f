import type { RecordItems, TimelineChanges, TimelineCursor, TimelineSource, TimelineSubject } from '@rapport/core';
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
  let window: RecordWindow | undefined;
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
        window = openRecordWindow(live, records, lookup, {
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
