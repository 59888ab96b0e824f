import { allocate, dinero, toSnapshot } from 'dinero.js/bigint';
import type { Decimal } from '../filter/index.ts';
import { currencyDecimals, type Money } from '../model/index.ts';
import { moneyOf } from './amounts.ts';

/** Shares of an amount in proportion, which add up to it to the last minor unit. Zero shares get nothing; at least one is above zero. */
export function shareAmount({ amount, currency }: Money, shares: readonly Decimal[]): readonly Money[] {
  // Ratios with decimals would give shares below the minor unit: as whole numbers they stand in the same proportion.
  const scale = Math.max(0, ...shares.map((share) => share.scale));
  const ratios = shares.map((share) => share.digits * 10n ** BigInt(scale - share.scale));
  const whole = dinero({
    amount: BigInt(amount),
    currency: { code: currency, base: 10n, exponent: BigInt(currencyDecimals(currency)) },
  });
  return allocate(whole, ratios).map((share) => moneyOf(toSnapshot(share).amount, currency));
}
