import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageAmount, averageNumber, compareDecimals, decimalToNumber, sumDecimals } from './decimal-arithmetic.ts';
import { toDecimal } from './decimal.ts';

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(0.1, 0.2, 1e21, 5e-324, 1.7976931348623157e308, Number.MAX_SAFE_INTEGER),
);

describe('decimals (F11)', () => {
  it('are what a number is written as', () => {
    fc.assert(fc.property(numbers, (value) => decimalToNumber(toDecimal(value)) === value));
    expect(toDecimal('12.50')).toEqual({ digits: 1250n, scale: 2 });
    expect(toDecimal(1e21)).toEqual({ digits: 10n ** 21n, scale: 0 });
    expect(() => toDecimal('1,5')).toThrow(TypeError);
  });
  it('sum exactly, in any order', () => {
    expect(decimalToNumber(sumDecimals([0.1, 0.2]))).toBe(0.3);
    expect(decimalToNumber(sumDecimals([1e308, 1, -1e308]))).toBe(1);
    expect(sumDecimals([Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 1]).digits).toBe(18014398509481983n);
    fc.assert(
      fc.property(fc.array(numbers), fc.func(fc.integer()), (values, weight) => {
        const other = values.toSorted((a, b) => weight(a) - weight(b));
        expect(compareDecimals(sumDecimals(values), sumDecimals(other))).toBe(0);
        expect(compareDecimals(sumDecimals([...values, ...values.map((value) => -value)]), toDecimal(0))).toBe(0);
      }),
    );
  });
  it('average to the nearest double, rounded once', () => {
    expect(averageNumber(sumDecimals([0.1, 0.2]), 2)).toBe(0.15);
    expect(averageNumber(toDecimal(1), 3)).toBe(1 / 3);
    expect(averageNumber(toDecimal(-2), 3)).toBe(-2 / 3);
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 1_000 }),
        (sum, count) => averageNumber(toDecimal(sum), count) === sum / count + 0,
      ),
    );
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 1, max: 50 }),
        (value, count) => averageNumber(sumDecimals(Array.from({ length: count }, () => value)), count) === value + 0,
      ),
    );
  });
  it('average money to the minor unit, halves away from zero (Q5)', () => {
    expect([
      averageAmount(3n, 2),
      averageAmount(-3n, 2),
      averageAmount(4n, 3),
      averageAmount(5n, 3),
      averageAmount(0n, 7),
    ]).toEqual([2, -2, 1, 2, 0]);
  });
});
