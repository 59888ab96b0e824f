import { describe, expect, it } from 'vitest';
import { instantOf, localTime } from './local-time.ts';

const at = (local: string) => {
  const instant = instantOf(local, 'Europe/Berlin');
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

describe('instantOf', () => {
  it('goes by the zone, in winter and in summer', () => {
    expect(at('2026-11-21T11:51')).toBe('2026-11-21T10:51:00.000Z');
    expect(at('2026-07-01T11:51')).toBe('2026-07-01T09:51:00.000Z');
  });
  it('moves a time that does not exist behind the gap', () => {
    expect(at('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z');
  });
  it('takes the first of a time that comes twice', () => {
    expect(at('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
  });
  it('is undefined for what is no local time', () => {
    expect(at('')).toBeUndefined();
    expect(at('2026-13-01T00:00')).toBeUndefined();
  });
  it('reads back what it was given, every half hour around both changes', () => {
    for (const change of ['2026-03-29T01:00Z', '2026-10-25T01:00Z']) {
      for (let time = Date.parse(change) - 10_800_000; time < Date.parse(change) + 10_800_000; time += 1_800_000) {
        const local = localTime(time, 'Europe/Berlin');
        expect(localTime(instantOf(local, 'Europe/Berlin') ?? 0, 'Europe/Berlin')).toBe(local);
      }
    }
  });
});
