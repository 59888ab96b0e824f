/** An exact decimal number: `digits` × 10^-`scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const pattern = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/**
 * The decimal that a finite number is written as, or that a text says (`12.50`, as a database sums it).
 * @throws TypeError where the text is no decimal.
 */
export function toDecimal(value: number | string): Decimal {
  const match = pattern.exec(String(value));
  if (!match) throw new TypeError(`${JSON.stringify(value)} is not a decimal number.`);
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  const signed = sign === '-' ? -digits : digits;
  return scale < 0 ? { digits: signed * 10n ** BigInt(-scale), scale: 0 } : { digits: signed, scale };
}
