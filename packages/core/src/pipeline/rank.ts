const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base = digits.length;

/**
 * A key between two others in code-point order; null stands for no neighbour on that side.
 * Undefined where there is no room: the two are equal, out of order, or not written in the digits 0-9A-Za-z.
 * It reads a key as a fraction: no key ends in 0, so that there is always room below it.
 */
export function rankBetween(before: string | null, after: string | null): string | undefined {
  if ((before !== null && !isRank(before)) || (after !== null && !isRank(after))) return undefined;
  if (before !== null && after !== null && before >= after) return undefined;
  if (after === null) return before === null ? middleDigit : rankAfter(before);
  return before === null ? rankBefore(after) : midpoint(before, after);
}

/** So many keys in order between two others, as evenly as they come. Undefined where there is no room. */
export function ranksBetween(
  before: string | null,
  after: string | null,
  count: number,
): readonly string[] | undefined {
  if (rankBetween(before, after) === undefined) return count === 0 ? [] : undefined;
  for (let length = 1; ; length++) {
    const low = numberOf(before ?? '', length);
    const high = after === null ? BigInt(base) ** BigInt(length) : numberOf(after, length);
    // A prefix of `before` stands for less than `before`: the first key is one above it. The other half is left for later moves.
    const gap = high - low;
    if (gap <= BigInt(count) * 4n) continue;
    return Array.from({ length: count }, (_, index) => {
      const place = low + (gap * BigInt(index + 1)) / BigInt(count + 1);
      return textOf(place % BigInt(base) === 0n ? place + 1n : place, length);
    });
  }
}

export function isRank(text: string): boolean {
  return /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(text);
}

const middleDigit = digits.charAt(base / 2);

// Cards go to the ends of a column most of all: there keys count, two digits at a time, and so grow by two in some 3,700 moves.
const last = BigInt(base * base) - 1n;

function rankAfter(before: string): string {
  const next = numberOf(before, 2) + 1n;
  if (next >= last) return before.slice(0, 2).padEnd(2, '0') + (before.length > 2 ? rankAfter(before.slice(2)) : '01');
  return textOf(next % BigInt(base) === 0n ? next + 1n : next, 2);
}

function rankBefore(after: string): string {
  const head = numberOf(after, 2);
  if (head === 0n) return `00${rankBefore(after.slice(2))}`;
  if (head === 1n) return '00zz';
  return textOf((head - 1n) % BigInt(base) === 0n ? head - 2n : head - 1n, 2);
}

/** Halfway between two fractions, `a` below `b`, with as few digits as it takes. */
function midpoint(a: string, b: string): string {
  let shared = 0;
  while (shared < b.length && (a.charAt(shared) || '0') === b.charAt(shared)) shared++;
  if (shared > 0) return b.slice(0, shared) + midpoint(a.slice(shared), b.slice(shared));
  const low = a === '' ? 0 : digits.indexOf(a.charAt(0));
  const high = b === '' ? base : digits.indexOf(b.charAt(0));
  if (high - low > 1) return digits.charAt((low + high) >> 1);
  if (b.length > 1) return b.charAt(0);
  return digits.charAt(low) + midpoint(a.slice(1), '');
}

function numberOf(text: string, length: number): bigint {
  let value = 0n;
  for (let index = 0; index < length; index++)
    value = value * BigInt(base) + BigInt(digits.indexOf(text.charAt(index) || '0'));
  return value;
}

function textOf(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= BigInt(base))
    text = digits.charAt(Number(rest % BigInt(base))) + text;
  return text;
}
