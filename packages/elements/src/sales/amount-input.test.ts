import { describe, expect, it } from 'vitest';
import { amountText, parseAmount } from './amount-input.ts';

describe('an amount in a field', () => {
  it('is written with the decimal sign of the language and the decimals of the currency', () => {
    expect(amountText({ amount: 123_456, currency: 'EUR' }, 'de')).toBe('1234,56');
    expect(amountText({ amount: 123_400, currency: 'EUR' }, 'en')).toBe('1234');
    expect(amountText({ amount: 5_000, currency: 'JPY' }, 'en')).toBe('5000');
    expect(amountText({ amount: 1_500, currency: 'KWD' }, 'ar-EG')).toBe('1.5');
  });

  it.each([
    ['1.234,50', 'EUR', 'de', 123_450],
    ['1,234.50', 'EUR', 'en', 123_450],
    ['1 234,5', 'EUR', 'fr', 123_450],
    ['1234', 'JPY', 'en', 1_234],
    ['١٬٢٣٤٫٥', 'KWD', 'ar', 1_234_500],
    ['-3', 'EUR', 'en', -300],
    ['1,5', 'JPY', 'de', undefined],
    ['a lot', 'EUR', 'en', undefined],
    ['', 'EUR', 'en', undefined],
  ])('%s in %s is understood in %s', (text, currency, locale, amount) => {
    expect(parseAmount(text, currency, locale)?.amount).toBe(amount);
  });

  it('comes back as it was', () => {
    for (const locale of ['en', 'de', 'fr', 'ar', 'de-CH', 'hi', 'pl'])
      expect(parseAmount(amountText({ amount: 987_654_321, currency: 'EUR' }, locale), 'EUR', locale)?.amount).toBe(
        987_654_321,
      );
  });
});
