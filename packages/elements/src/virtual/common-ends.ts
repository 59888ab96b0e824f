/** How many rows two lists share at their heads and, beyond those, at their tails. */
export interface CommonEnds {
  readonly head: number;
  readonly tail: number;
}

/** Compares by `same`; O(n), and cheap where rows are the same objects. */
export function commonEnds<Row>(
  before: readonly Row[],
  after: readonly Row[],
  same: (a: Row, b: Row) => boolean,
): CommonEnds {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(before[head] as Row, after[head] as Row)) head++;
  let tail = 0;
  while (tail < shorter - head && same(before[before.length - 1 - tail] as Row, after[after.length - 1 - tail] as Row))
    tail++;
  return { head, tail };
}
