import { majorUnits, type Money } from '@rapport/core/model';
import { formatNumber, type MessagesController } from '../messages/index.ts';

/** Whole units of the currency: figures over many deals say nothing to the cent. */
export function wholeMoney(money: Money, words: MessagesController, isChange = false): string {
  return formatNumber(majorUnits(money), words.locale, {
    style: 'currency',
    currency: money.currency,
    maximumFractionDigits: 0,
    ...(isChange ? sign : {}),
  });
}

/** By how much an amount grew or shrank, to the minor unit. */
export function changeOfMoney(money: Money, words: MessagesController): string {
  return formatNumber(majorUnits(money), words.locale, { style: 'currency', currency: money.currency, ...sign });
}

/** Where the sign stands is the language's affair. */
const sign = { signDisplay: 'exceptZero' } as const;

/** `€120K`, for an axis. */
export function shortMoney(amount: number, currency: string, words: MessagesController): string {
  return formatNumber(majorUnits({ amount, currency }), words.locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  });
}

/** `44%`. */
export function shareText(value: number, words: MessagesController): string {
  return formatNumber(value, words.locale, { style: 'percent', maximumFractionDigits: 0 });
}
