import { toDecimal, type Decimal } from './decimal.ts';

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: digitsAt(a, scale) + digitsAt(b, scale), scale };
}

/** -1, 0 or 1. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const left = digitsAt(a, scale);
  const right = digitsAt(b, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A decimal so many times. */
export function multiplyDecimal(value: Decimal, times: number): Decimal {
  return { digits: value.digits * BigInt(times), scale: value.scale };
}

/** The exact sum, in whatever order the numbers come. */
export function sumDecimals(values: Iterable<number>): Decimal {
  let scale = 0;
  let digits = 0n;
  // Integers, which most fields hold, are added without a BigInt each.
  let whole = 0;
  for (const value of values) {
    if (Number.isInteger(value) && Number.isSafeInteger(whole + value)) {
      whole += value;
      continue;
    }
    const next = toDecimal(value);
    if (next.scale > scale) {
      digits *= 10n ** BigInt(next.scale - scale);
      scale = next.scale;
    }
    digits += digitsAt(next, scale);
  }
  return addDecimals({ digits, scale }, { digits: BigInt(whole), scale: 0 });
}

/** The double nearest to a decimal. */
export function decimalToNumber({ digits, scale }: Decimal): number {
  return Number(`${digits}e-${scale}`) + 0;
}

// A quotient that is not half-way between two doubles is farther from there than what is cut off behind so many digits.
const quotientDigits = 800;

/** The double nearest to `sum / count`, rounded once. */
export function averageNumber(sum: Decimal, count: number): number {
  return decimalToNumber({
    digits: (sum.digits * 10n ** BigInt(quotientDigits)) / BigInt(count),
    scale: sum.scale + quotientDigits,
  });
}

/** `sum / count` in whole minor units, halves rounded away from zero. */
export function averageAmount(sum: bigint, count: number): number {
  const doubled = (sum < 0n ? -sum : sum) * 2n + BigInt(count);
  const rounded = doubled / (BigInt(count) * 2n);
  return Number(sum < 0n ? -rounded : rounded) + 0;
}

function digitsAt(value: Decimal, scale: number): bigint {
  return value.scale === scale ? value.digits : value.digits * 10n ** BigInt(scale - value.scale);
}
