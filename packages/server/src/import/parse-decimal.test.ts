import { describe, expect, it } from 'vitest';
import { parseInstant } from './parse-date.ts';
import { parseDecimal } from './parse-decimal.ts';

describe('a number as people write it', () => {
  it.each([
    ['1234.50', '.', 0, '1234.50'],
    ['1,234.50', '.', 0, '1234.50'],
    ['1.234,50', ',', 0, '1234.50'],
    ["1'234.5", '.', 0, '1234.5'],
    ['1 234 567', '.', 0, '1234567'],
    ['-0.5', '.', 0, '-0.5'],
    ['−3', '.', 0, '-3'],
    ['1100.04', '.', 6, '1100040000'],
    ['12', '.', -3, '0.012'],
    ['007', '.', 0, '7'],
  ] as const)('%s', (text, decimal, exponent, plain) => {
    expect(parseDecimal(text, decimal, exponent)).toBe(plain);
  });

  it.each(['', 'abc', '1,2,3', '12,34', '1.2.3', '1e5', '0x10', '$5'])('%s is none', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});

describe('a time as people write it', () => {
  it.each([
    ['1997-01-31', undefined, undefined, '1997-01-31T00:00:00.000Z'],
    ['1997-01-31T10:00:00+02:00', undefined, undefined, '1997-01-31T08:00:00.000Z'],
    ['1997-01-31 10:00', undefined, 'Europe/Berlin', '1997-01-31T09:00:00.000Z'],
    ['31.7.97 10:00', 'D.M.YY HH:mm', 'Europe/Berlin', '1997-07-31T08:00:00.000Z'],
    ['19970131', 'YYYYMMDD', 'America/New_York', '1997-01-31T05:00:00.000Z'],
  ])('%s', (text, format, zone, instant) => {
    expect(parseInstant(text, format, zone)).toBe(instant);
  });

  it.each([
    ['19970231', 'YYYYMMDD'],
    ['31/01/1997', undefined],
    ['', undefined],
    ['1997-13-01', undefined],
  ])('%s is none', (text, format) => {
    expect(parseInstant(text, format)).toBeUndefined();
  });
});
