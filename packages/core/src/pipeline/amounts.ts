import { add, allocate, dinero, halfAwayFromZero, multiply, toSnapshot, transformScale } from 'dinero.js/bigint';
import type { Dinero } from 'dinero.js/bigint';
import { InvalidInputError } from '../failure/index.ts';
import type { Decimal } from '../filter/index.ts';
import { currencyDecimals, type Money } from '../model/index.ts';

/**
 * The exact sum of amounts of one currency; zero of none.
 * @throws InvalidInputError where an amount is of another currency, or the sum is beyond what an amount can hold.
 */
export function sumAmounts(amounts: readonly Money[], currency: string): Money {
  for (const [index, amount] of amounts.entries()) {
    if (amount.currency !== currency) {
      throw new InvalidInputError(
        `Only amounts in ${currency} can be added here: convert the one in ${amount.currency} first.`,
        [{ path: [index, 'currency'], code: 'currency-mismatch', params: { expected: currency } }],
      );
    }
  }
  return toMoney(amounts.reduce((sum, amount) => add(sum, toDinero(amount)), toDinero({ amount: 0, currency })));
}

/** An amount so many times, rounded once to the minor unit, halves away from zero. */
export function multiplyAmount(amount: Money, { digits, scale }: Decimal): Money {
  return rounded(multiply(toDinero(amount), { amount: digits, scale: BigInt(scale) }));
}

/** Shares of an amount in proportion, which add up to it to the last minor unit. Zero shares get nothing; at least one is above zero. */
export function shareAmount(amount: Money, shares: readonly Decimal[]): readonly Money[] {
  // Ratios with decimals would give shares below the minor unit: as whole numbers they stand in the same proportion.
  const scale = Math.max(0, ...shares.map((share) => share.scale));
  const ratios = shares.map((share) => share.digits * 10n ** BigInt(scale - share.scale));
  return allocate(toDinero(amount), ratios).map(toMoney);
}

/**
 * An amount in another currency at a price of numerator ÷ denominator, rounded once to that currency's minor unit, halves away from zero.
 */
export function convertAmount(amount: Money, currency: string, numerator: Decimal, denominator: Decimal): Money {
  const toMinor = 10n ** BigInt(currencyDecimals(currency) + denominator.scale);
  const fromMinor = 10n ** BigInt(currencyDecimals(amount.currency) + numerator.scale);
  const divided = divideRounded(BigInt(amount.amount) * numerator.digits * toMinor, denominator.digits * fromMinor);
  return toMoney(toDinero({ amount: 0, currency }, divided));
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
export function moneyOf(amount: bigint, currency: string): Money {
  return toMoney(toDinero({ amount: 0, currency }, amount));
}

function toDinero({ amount, currency }: Money, minor = BigInt(amount)): Dinero<bigint> {
  return dinero({
    amount: minor,
    currency: { code: currency, base: 10n, exponent: BigInt(currencyDecimals(currency)) },
  });
}

function rounded(amount: Dinero<bigint>): Money {
  const { currency } = toSnapshot(amount);
  return toMoney(transformScale(amount, currency.exponent, halfAwayFromZero));
}

function toMoney(value: Dinero<bigint>): Money {
  const { amount, currency } = toSnapshot(value);
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) {
    throw new InvalidInputError(`${amount} minor units of ${currency.code} are more than an amount can hold.`, [
      { path: ['amount'], code: 'amount-too-large', params: { currency: currency.code } },
    ]);
  }
  return { amount: number, currency: currency.code };
}
