import { describe, expect, it } from 'vitest';
import { formatDuration, formatMoney, formatRelative } from './formats.ts';

describe('formats', () => {
  it('says durations in their two largest units', () => {
    expect([45, 720, 3_600, 11_400, 1_209_600].map((seconds) => formatDuration(seconds, 'en'))).toEqual([
      '45 sec',
      '12 min',
      '1 hr',
      '3 hr 10 min',
      '14 days',
    ]);
  });

  it('writes money with the decimals of its currency, or without those that are zero', () => {
    expect(formatMoney({ amount: 418_000, currency: 'EUR' }, 'en')).toBe('€4,180.00');
    expect(formatMoney({ amount: 418_000, currency: 'EUR' }, 'en', true)).toBe('€4,180');
    expect(formatMoney({ amount: 5_000, currency: 'JPY' }, 'en')).toBe('¥5,000');
    expect(formatMoney({ amount: 12_345, currency: 'KWD' }, 'en')).toMatch(/12\.345/);
  });

  it('keeps the sign of a currency behind its letters, whatever way a line runs', () => {
    expect(formatMoney({ amount: 5_000, currency: 'USD' }, 'ar')).toContain('\u2066US$\u2069');
    expect(formatMoney({ amount: 5_000, currency: 'USD' }, 'de')).toBe('50,00\u00a0$');
  });

  it('says how long ago it was in the largest whole unit', () => {
    const now = Date.parse('2026-11-21T10:00:00.000Z');
    expect(formatRelative('2026-11-21T06:30:00.000Z', now, 'en')).toBe('3 hours ago');
    expect(formatRelative('2026-11-23T11:00:00.000Z', now, 'en')).toBe('in 2 days');
    expect(formatRelative('2026-11-20T09:00:00.000Z', now, 'de')).toBe('gestern');
  });
});
