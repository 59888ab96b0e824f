import { InvalidInputError } from '../failure/index.ts';
import type { Decimal } from '../filter/index.ts';
import { currencyDecimals, type Money } from '../model/index.ts';

/**
 * The exact sum of amounts of one currency; zero of none.
 * @throws InvalidInputError where an amount is of another currency, or the sum is beyond what an amount can hold.
 */
export function sumAmounts(amounts: readonly Money[], currency: string): Money {
  let sum = 0n;
  for (const [index, amount] of amounts.entries()) {
    if (amount.currency !== currency) {
      throw new InvalidInputError(
        `Only amounts in ${currency} can be added here: convert the one in ${amount.currency} first.`,
        [{ path: [index, 'currency'], code: 'currency-mismatch', params: { expected: currency } }],
      );
    }
    sum += BigInt(amount.amount);
  }
  return moneyOf(sum, currency);
}

/** An amount so many times, rounded once to the minor unit, halves away from zero. */
export function multiplyAmount({ amount, currency }: Money, { digits, scale }: Decimal): Money {
  return moneyOf(divideRounded(BigInt(amount) * digits, 10n ** BigInt(scale)), currency);
}

/**
 * An amount in another currency at a price of numerator ÷ denominator, rounded once to that currency's minor unit, halves away from zero.
 */
export function convertAmount(amount: Money, currency: string, numerator: Decimal, denominator: Decimal): Money {
  const toMinor = 10n ** BigInt(currencyDecimals(currency) + denominator.scale);
  const fromMinor = 10n ** BigInt(currencyDecimals(amount.currency) + numerator.scale);
  return moneyOf(
    divideRounded(BigInt(amount.amount) * numerator.digits * toMinor, denominator.digits * fromMinor),
    currency,
  );
}

/** A quotient as a whole number, halves rounded away from zero. The divisor is above zero. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const quotient = (size * 2n + divisor) / (divisor * 2n);
  return dividend < 0n ? -quotient : quotient;
}

/**
 * A count of minor units as money.
 * @throws InvalidInputError where it is beyond what an amount can hold.
 */
export function moneyOf(minor: bigint, currency: string): Money {
  const amount = Number(minor);
  if (!Number.isSafeInteger(amount)) {
    throw new InvalidInputError(`${minor} minor units of ${currency} are more than an amount can hold.`, [
      { path: ['amount'], code: 'amount-too-large', params: { currency } },
    ]);
  }
  return { amount, currency };
}
