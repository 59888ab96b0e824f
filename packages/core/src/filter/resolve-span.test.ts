import { describe, expect, it } from 'vitest';
import { resolveSpan } from './resolve-span.ts';

describe('resolveSpan (F8)', () => {
  const at = (now: string, timeZone: string) => ({ now, timeZone });
  it('steps days at the same wall-clock time over a change of the clock', () => {
    // Berlin skips 02:00 to 03:00 on 2026-03-29: that day has 23 hours.
    expect(resolveSpan({ last: 1, unit: 'day' }, at('2026-03-29T10:00:00.000Z', 'Europe/Berlin'))).toEqual({
      start: '2026-03-28T11:00:00.000Z',
      end: '2026-03-29T10:00:00.000Z',
    });
    expect(resolveSpan({ last: 24, unit: 'hour' }, at('2026-03-29T10:00:00.000Z', 'Europe/Berlin')).start).toBe(
      '2026-03-28T10:00:00.000Z',
    );
    // A time that is skipped moves forward by the gap.
    expect(resolveSpan({ next: 1, unit: 'day' }, at('2026-03-28T01:30:00.000Z', 'Europe/Berlin')).end).toBe(
      '2026-03-29T01:30:00.000Z',
    );
    // Of a time that comes twice, the earlier: 2026-10-25 02:30.
    expect(resolveSpan({ next: 1, unit: 'day' }, at('2026-10-24T00:30:00.000Z', 'Europe/Berlin')).end).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });
  it('knows days of 23 and of 25 hours', () => {
    expect(resolveSpan({ this: 'day' }, at('2026-03-29T10:00:00.000Z', 'Europe/Berlin'))).toEqual({
      start: '2026-03-28T23:00:00.000Z',
      end: '2026-03-29T22:00:00.000Z',
    });
    expect(resolveSpan({ this: 'day' }, at('2026-10-25T10:00:00.000Z', 'Europe/Berlin'))).toEqual({
      start: '2026-10-24T22:00:00.000Z',
      end: '2026-10-25T23:00:00.000Z',
    });
  });
  it('cuts the day of the month to the length of the month', () => {
    expect(resolveSpan({ last: 1, unit: 'month' }, at('2026-03-31T12:00:00.000Z', 'UTC')).start).toBe(
      '2026-02-28T12:00:00.000Z',
    );
    expect(resolveSpan({ next: 1, unit: 'year' }, at('2028-02-29T12:00:00.000Z', 'UTC')).end).toBe(
      '2029-02-28T12:00:00.000Z',
    );
    expect(resolveSpan({ next: 1, unit: 'quarter' }, at('2026-11-30T12:00:00.000Z', 'UTC')).end).toBe(
      '2027-02-28T12:00:00.000Z',
    );
  });
  it('goes by quarters of an hour in Kathmandu', () => {
    expect(resolveSpan({ this: 'day' }, at('2026-05-01T18:20:00.000Z', 'Asia/Kathmandu'))).toEqual({
      start: '2026-05-01T18:15:00.000Z',
      end: '2026-05-02T18:15:00.000Z',
    });
  });
  it('skips the day that Apia skipped', () => {
    // 2011-12-30 did not exist there.
    expect(resolveSpan({ last: 1, unit: 'day' }, at('2011-12-30T22:00:00.000Z', 'Pacific/Apia')).start).toBe(
      '2011-12-30T22:00:00.000Z',
    );
    expect(resolveSpan({ this: 'day' }, at('2011-12-30T09:59:59.999Z', 'Pacific/Apia'))).toEqual({
      start: '2011-12-29T10:00:00.000Z',
      end: '2011-12-30T10:00:00.000Z',
    });
    expect(resolveSpan({ this: 'day', offset: -1 }, at('2011-12-30T10:00:00.000Z', 'Pacific/Apia'))).toEqual({
      start: '2011-12-30T10:00:00.000Z',
      end: '2011-12-30T10:00:00.000Z',
    });
  });
  it("begins a day without a midnight at one o'clock", () => {
    // São Paulo, 2018-11-04: 00:00 became 01:00.
    expect(resolveSpan({ this: 'day' }, at('2018-11-04T12:00:00.000Z', 'America/Sao_Paulo'))).toEqual({
      start: '2018-11-04T03:00:00.000Z',
      end: '2018-11-05T02:00:00.000Z',
    });
  });
  it('starts weeks on the day asked for, Monday by default', () => {
    const sunday = '2026-11-22T12:00:00.000Z';
    expect(resolveSpan({ this: 'week' }, at(sunday, 'UTC'))).toEqual({
      start: '2026-11-16T00:00:00.000Z',
      end: '2026-11-23T00:00:00.000Z',
    });
    expect(resolveSpan({ this: 'week' }, { ...at(sunday, 'UTC'), weekStart: 7 })).toEqual({
      start: '2026-11-22T00:00:00.000Z',
      end: '2026-11-29T00:00:00.000Z',
    });
    expect(resolveSpan({ this: 'week', offset: -1 }, { ...at(sunday, 'UTC'), weekStart: 6 }).start).toBe(
      '2026-11-14T00:00:00.000Z',
    );
  });
  it('names units by offset', () => {
    expect(resolveSpan({ this: 'month', offset: -1 }, at('2026-03-31T12:00:00.000Z', 'UTC'))).toEqual({
      start: '2026-02-01T00:00:00.000Z',
      end: '2026-03-01T00:00:00.000Z',
    });
    expect(resolveSpan({ this: 'quarter', offset: 1 }, at('2026-11-21T12:00:00.000Z', 'UTC'))).toEqual({
      start: '2027-01-01T00:00:00.000Z',
      end: '2027-04-01T00:00:00.000Z',
    });
  });
  it('stays within the years 0001 to 9999', () => {
    expect(resolveSpan({ last: 100_000, unit: 'year' }, at('2026-11-21T12:00:00.000Z', 'Asia/Kathmandu')).start).toBe(
      '0001-01-01T00:00:00.000Z',
    );
    expect(resolveSpan({ next: 100_000, unit: 'month' }, at('2026-11-21T12:00:00.000Z', 'Asia/Kathmandu')).end).toBe(
      '9999-12-31T23:59:59.999Z',
    );
  });
  it('refuses a zone that is none', () => {
    expect(() => resolveSpan({ this: 'day' }, at('2026-11-21T12:00:00.000Z', 'Mars/Olympus'))).toThrow(/IANA/);
  });
});
