import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDecimals, majorUnits, parseMoney } from './index.ts';

describe('money', () => {
  it('counts in the minor unit of its currency', () => {
    expect(parseMoney('19.99', 'EUR')).toEqual({ amount: 1_999, currency: 'EUR' });
    expect(parseMoney('1200', 'JPY')).toEqual({ amount: 1_200, currency: 'JPY' });
    expect(parseMoney('1.5', 'KWD')).toEqual({ amount: 1_500, currency: 'KWD' });
  });

  it('takes zeros beyond the minor unit, and nothing else', () => {
    expect(parseMoney('12.500', 'EUR')).toEqual({ amount: 1_250, currency: 'EUR' });
    expect(parseMoney('12.345', 'EUR')).toBeUndefined();
    expect(parseMoney('1.5', 'JPY')).toBeUndefined();
    expect(parseMoney('1,5', 'EUR')).toBeUndefined();
    expect(parseMoney('99999999999999999', 'EUR')).toBeUndefined();
  });

  it('has no negative zero', () => {
    expect(Object.is(parseMoney('-0.00', 'EUR')?.amount, 0)).toBe(true);
  });

  it('reads back what it would show', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('EUR', 'JPY', 'BHD'), (amount, currency) => {
        const text = majorUnits({ amount, currency }).toFixed(currencyDecimals(currency));
        expect(parseMoney(text, currency)).toEqual({ amount: amount === 0 ? 0 : amount, currency });
      }),
    );
  });
});
