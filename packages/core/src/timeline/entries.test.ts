import { describe, expect, it } from 'vitest';
import { toInstant } from '../model/index.ts';
import {
  endOfDay,
  timelineEntries,
  type EntryMarks,
  type EntryOptions,
  type TimelineEntry,
  type TimelineItem,
} from './index.ts';

const view = (at: string, values: Partial<TimelineItem> = {}): TimelineItem => ({
  id: at,
  source: 'activities',
  kind: 'pageView',
  foldable: true,
  occurredAt: `2026-03-${at}:00.000Z`,
  ...values,
});
const drawn = (entries: readonly TimelineEntry[]): string[] =>
  entries.map((entry) => {
    switch (entry.kind) {
      case 'day':
        return `— ${entry.day}`;
      case 'item':
        return entry.item.id;
      case 'burst':
        return `[${entry.items.map(({ id }) => id).join(' ')}]`;
      case 'missing':
        return `? ${entry.gap.source}`;
    }
  });
const draw = (items: readonly TimelineItem[], options: Partial<EntryOptions & EntryMarks> = {}): string[] =>
  drawn(timelineEntries(items, { timeZone: 'Etc/UTC', ...options }));

describe('entries', () => {
  it('T4: heads each day of the reader’s zone, also where clocks change', () => {
    const items = [view('29T22:30'), view('29T21:30'), view('28T23:30'), view('28T22:30')].map((item) => ({
      ...item,
      foldable: false,
    }));
    // Summer time begins in Berlin at 01:00 UTC on the 29th: that day has 23 hours and ends at 22:00 UTC.
    expect(draw(items, { timeZone: 'Europe/Berlin' })).toEqual([
      '— 2026-03-30',
      '29T22:30',
      '— 2026-03-29',
      '29T21:30',
      '28T23:30',
      '— 2026-03-28',
      '28T22:30',
    ]);
    expect(draw(items, { timeZone: 'Pacific/Auckland' })).toEqual([
      '— 2026-03-30',
      '29T22:30',
      '29T21:30',
      '— 2026-03-29',
      '28T23:30',
      '28T22:30',
    ]);
    expect(endOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z');
    expect(endOfDay('2026-12-31', 'Pacific/Auckland')).toBe('2026-12-31T11:00:00.000Z');
  });

  it('T4: folds three or more of a source and kind, each within 30 minutes of the next', () => {
    expect(draw([view('02T10:30'), view('02T10:00'), view('02T09:30')])).toEqual([
      '— 2026-03-02',
      '[02T10:30 02T10:00 02T09:30]',
    ]);
    expect(draw([view('02T10:30'), view('02T10:00')])).toEqual(['— 2026-03-02', '02T10:30', '02T10:00']);
    expect(draw([view('02T10:31'), view('02T10:00'), view('02T09:30')])).toEqual([
      '— 2026-03-02',
      '02T10:31',
      '02T10:00',
      '02T09:30',
    ]);
    expect(draw([view('02T10:02'), view('02T10:01', { kind: 'download' }), view('02T10:00')])).toHaveLength(4);
    expect(draw([view('02T10:02'), view('02T10:01', { foldable: false }), view('02T10:00')])).toHaveLength(4);
    expect(draw([view('02T10:02'), view('02T10:01', { source: 'web' }), view('02T10:00')])).toHaveLength(4);
    expect(draw([view('02T00:10'), view('02T00:05'), view('01T23:59'), view('01T23:55')])).toEqual([
      '— 2026-03-02',
      '02T00:10',
      '02T00:05',
      '— 2026-03-01',
      '01T23:59',
      '01T23:55',
    ]);
  });

  it('T4: keeps a burst’s key when another joins on top, and says where something arrived', () => {
    const items = [view('02T10:03'), view('02T10:02'), view('02T10:01'), view('02T10:00')];
    const key = (entries: readonly TimelineEntry[]) => entries.find(({ kind }) => kind === 'burst')?.key;
    const before = timelineEntries(items.slice(1), { timeZone: 'Etc/UTC' });
    const after = timelineEntries(items, { timeZone: 'Etc/UTC', arrived: new Set(['activities/02T10:03']) });
    expect(key(after)).toBe(key(before));
    expect(after[1]).toMatchObject({ kind: 'burst', arrived: true });
  });

  it('T3: names a missing source where its span begins, and never within a burst', () => {
    const items = [view('02T10:02'), view('02T10:01'), view('02T10:00')];
    const gap = { reason: 'failed', to: null } as const;
    expect(
      draw(items, {
        gaps: [
          { ...gap, source: 'orders', from: null },
          {
            ...gap,
            source: 'web',
            from: { occurredAt: toInstant(Date.parse('2026-03-02T10:01:30Z')), source: 'web', id: '1' },
          },
        ],
      }),
    ).toEqual(['? orders', '— 2026-03-02', '02T10:02', '? web', '02T10:01', '02T10:00']);
    expect(
      draw(items, {
        gaps: [
          { ...gap, source: 'web', from: { occurredAt: items[2]!.occurredAt, source: 'activities', id: items[2]!.id } },
        ],
      }),
    ).toEqual(['— 2026-03-02', '[02T10:02 02T10:01 02T10:00]', '? web']);
    expect(draw([], { gaps: [{ ...gap, source: 'web', from: null }] })).toEqual(['? web']);
  });
});
