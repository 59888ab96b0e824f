/** Where the rows of a list are in another that takes its place. */
export interface RowMoves {
  /** Whether none came, went or moved. Some may be other objects, and look other. */
  readonly isNone: boolean;
  /** The place of a row of the list of before; undefined where it is gone. */
  readonly placeOf: (index: number) => number | undefined;
}

/** Compares two lists from both their ends: O(n), and cheap where rows are the same objects. `key` says which are the same row to a reader. */
export function rowMoves<Row>(before: readonly Row[], after: readonly Row[], key: (row: Row) => string): RowMoves {
  const isSame = (a: Row, b: Row): boolean => a === b || key(a) === key(b);
  const shorter = Math.min(before.length, after.length);
  // Up to `head`, and from `tail` on in the list of before, rows are the same.
  let head = 0;
  while (head < shorter && isSame(before[head] as Row, after[head] as Row)) head++;
  const grown = after.length - before.length;
  let tail = before.length;
  while (tail > head && tail + grown > head && isSame(before[tail - 1] as Row, after[tail - 1 + grown] as Row)) tail--;
  // Between the ends rows are found again by key: that is where lists are short, or were filtered.
  let places: Map<string, number> | undefined;
  return {
    isNone: grown === 0 && head === shorter,
    placeOf: (index) => {
      if (index < head) return index;
      if (index >= tail) return index + grown;
      places ??= new Map(after.slice(head, tail + grown).map((row, offset) => [key(row), head + offset]));
      return places.get(key(before[index] as Row));
    },
  };
}
