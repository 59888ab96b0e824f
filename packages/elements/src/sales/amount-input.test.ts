import { describe, expect, it } from 'vitest';
import { amountText, numberText, parseAmount, parseNumber } from './amount-input.ts';

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

describe('a number in a field', () => {
  it.each([
    ['0,5', 'de', 0.5],
    ['12.5 %', 'en', 12.5],
    ['١٢٫٥٪', 'ar', 12.5],
    ['1.000', 'de', 1_000],
    ['-2', 'en', -2],
    ['', 'en', undefined],
    ['two', 'en', undefined],
    ['1e3', 'en', undefined],
  ])('%s is understood in %s', (text, locale, number) => {
    expect(parseNumber(text, locale)).toBe(number);
  });

  it('comes back as it was', () => {
    for (const locale of ['en', 'de', 'ar', 'hi'])
      expect(parseNumber(numberText(12_345.675, locale), locale)).toBe(12_345.675);
    expect(numberText(7.000_000_000_1, 'en')).toBe('7');
  });
});
