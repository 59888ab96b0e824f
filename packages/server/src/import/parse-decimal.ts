/**
 * A number as people write it, as plain decimal text: `1.234,50` with `decimal: ','` is `1234.50`. Groups are of three digits. `exponent` moves the
 * point, exactly. Undefined where it is no number.
 */
export function parseDecimal(text: string, decimal: '.' | ',' = '.', exponent = 0): string | undefined {
  const group = decimal === '.' ? ',' : '.';
  const escaped = (sign: string): string => (sign === '.' ? '\\.' : sign);
  const pattern = new RegExp(
    `^([-+]?)(\\d+|\\d{1,3}(?:[${escaped(group)}\\s'’]\\d{3})+)(?:${escaped(decimal)}(\\d+))?$`,
  );
  const [, sign, whole, fraction = ''] = pattern.exec(text.trim().replace('−', '-')) ?? [];
  if (whole === undefined) return undefined;
  const digits = whole.replaceAll(/\D/g, '');
  const all = digits + fraction;
  const point = digits.length + exponent;
  const moved =
    point <= 0 ? `0.${'0'.repeat(-point)}${all}` : `${all.padEnd(point, '0').slice(0, point)}.${all.slice(point)}`;
  const plain = moved.replace(/^0+(?=\d)/, '').replace(/\.$/, '');
  return sign === '-' ? `-${plain}` : plain;
}
