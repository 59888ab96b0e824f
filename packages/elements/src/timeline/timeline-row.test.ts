import type { TimelineEntry, TimelineItem } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { timelineRows, type RowOptions } from './timeline-row.ts';

const anItem = (id: string): TimelineItem => ({
  id,
  source: 'visits',
  kind: 'pageView',
  occurredAt: '2026-11-21T09:00:00.000Z',
});
const items = [anItem('1'), anItem('2'), anItem('3')];
const entries: readonly TimelineEntry[] = [
  { kind: 'day', key: 'day/2026-11-21', day: '2026-11-21' },
  { kind: 'burst', key: 'burst/3', items, arrived: false },
  { kind: 'item', key: 'visits/4', item: anItem('4'), arrived: false },
];
const options = (more: Partial<RowOptions> = {}): RowOptions => ({
  entries,
  end: 'end',
  open: new Set(),
  images: new Set(),
  ...more,
});
const byKey = (rows: ReturnType<typeof timelineRows>) => new Map(rows.map((row) => [row.key, row]));

describe('timelineRows', () => {
  it('opens a burst to its items, each a row of its own', () => {
    const closed = timelineRows(options(), new Map());
    expect(closed.map(({ kind }) => kind)).toEqual(['day', 'burst', 'item', 'end']);
    const open = timelineRows(options({ open: new Set(['burst/3']) }), new Map());
    expect(open.map(({ kind }) => kind)).toEqual(['day', 'burst', 'item', 'item', 'item', 'item', 'end']);
    expect(new Set(open.map(({ key }) => key)).size).toBe(7);
  });

  it('gives each item of a burst a row where bursts can’t be drawn', () => {
    const rows = timelineRows(options({ isUnfolded: true }), new Map());
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'item', 'item', 'item', 'item', 'end']);
  });

  it('keeps the row objects that look as before, and makes anew only what changed', () => {
    const before = timelineRows(options(), new Map());
    const same = timelineRows(options({ entries: entries.map((entry) => ({ ...entry })) }), byKey(before));
    expect(same.every((row, index) => row === before[index])).toBe(true);
    const expanded = timelineRows(options({ open: new Set(['visits/4']) }), byKey(before));
    expect(expanded.map((row, index) => row === before[index])).toEqual([true, true, false, true]);
  });

  it('tells of sources that are missing from the same place on in one row', () => {
    const gap = (source: string, reason: 'failed' | 'slow'): TimelineEntry => ({
      kind: 'missing',
      key: `missing/${source}`,
      gap: { source, reason, from: null, to: null },
    });
    const rows = timelineRows(
      options({ entries: [gap('orders', 'failed'), gap('visits', 'slow'), gap('tickets', 'failed'), ...entries] }),
      new Map(),
    );
    expect(rows.flatMap((row) => (row.kind === 'missing' ? [row.gaps.map(({ source }) => source)] : []))).toEqual([
      ['orders', 'tickets'],
      ['visits'],
    ]);
  });

  it('has no end below nothing', () => {
    expect(timelineRows(options({ entries: [] }), new Map())).toEqual([]);
  });
});
