import { currencyDecimals, type Money } from './money.ts';

/** Money from a decimal text such as `19.99`, without binary rounding. Undefined where it is no number or has too many decimals. */
export function parseMoney(text: string, currency: string): Money | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const decimals = currencyDecimals(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return undefined;
  const amount = Number(`${match[2]}${fraction.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(amount) ? { amount: match[1] && amount !== 0 ? -amount : amount, currency } : undefined;
}
