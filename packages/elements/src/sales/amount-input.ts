import { currencyDecimals, parseMoney, type Money } from '@rapport/core/model';

/** An amount as it is put into a field: digits and the decimal sign of the language, without groups and currency. */
export function amountText({ amount, currency }: Money, locale: string): string {
  const decimals = currencyDecimals(currency);
  const options = { useGrouping: false, maximumFractionDigits: decimals } as const;
  return new Intl.NumberFormat(latin(locale), options).format(amount / 10 ** decimals);
}

/** What was typed as money: with the signs of the language, groups or none. Undefined where it is no amount. */
export function parseAmount(text: string, currency: string, locale: string): Money | undefined {
  return parseMoney(plainNumber(text, locale), currency);
}

/** A number as it is put into a field, with so many decimals at most. */
export function numberText(value: number, locale: string, maximumFractionDigits = 6): string {
  return new Intl.NumberFormat(latin(locale), { useGrouping: false, maximumFractionDigits }).format(value);
}

/** What was typed as a number, with the signs of the language; a percent sign may follow. Undefined where it is none. */
export function parseNumber(text: string, locale: string): number | undefined {
  const plain = plainNumber(text, locale).replace(/[%٪]$/u, '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** Digits, a point and a minus, whatever the language writes. */
function plainNumber(text: string, locale: string): string {
  const parts = new Intl.NumberFormat(latin(locale)).formatToParts(-1_234_567.8);
  const sign = (type: Intl.NumberFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return [...text.normalize('NFKC').replaceAll(/[\s\u200e\u200f\u061c]/gu, '')]
    .map((character) => digitOf(character) ?? character)
    .join('')
    .replaceAll(sign('group').normalize('NFKC').trim() || ' ', '')
    .replaceAll('٬', '')
    .replace(sign('decimal') || '.', '.')
    .replace('٫', '.')
    .replace('−', '-');
}

/** A field takes the digits that every keyboard has; the language's own are understood when they are typed. */
function latin(locale: string): string {
  return new Intl.Locale(locale, { numberingSystem: 'latn' }).toString();
}

/** Of the digits of Unicode those that Arabic and Persian write. */
function digitOf(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const zero = [0x0660, 0x06f0].find((first) => code >= first && code <= first + 9);
  return zero === undefined ? undefined : String(code - zero);
}
