/** Rows from `first` to `last`, both included; none where `last` is less. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** What decides which rows are wanted. All lengths are CSS pixels. */
export interface RangeQuestion {
  readonly count: number;
  /** Up to so many are simply all there. */
  readonly plainUpTo: number;
  readonly scrollTop: number;
  readonly viewport: number;
  /** The last scroll step; its sign is the direction. */
  readonly step: number;
  /** The row at an offset from the top of the first. */
  readonly indexAt: (offset: number) => number;
}

/** So many steps like the last one are to find their rows there: always, and once rows are drawn. */
const stepsAhead = { always: 2, drawn: 3 } as const;

/**
 * The rows to have; undefined while those that are `there` will do. They are those in view, one more on each side, and while scrolling some ahead, which
 * come for two steps at once: a frame in which no row comes costs half, for nothing is laid out in it.
 */
export function wantedRange(question: RangeQuestion, there?: RowRange): RowRange | undefined {
  if (there) {
    const { first, last } = rangeAhead(question, stepsAhead.always);
    if (first >= there.first && last <= there.last) return undefined;
  }
  return rangeAhead(question, stepsAhead.drawn);
}

/** After a leap nobody knows which way the reader goes on. */
function rangeAhead({ count, plainUpTo, scrollTop, viewport, step, indexAt }: RangeQuestion, steps: number): RowRange {
  if (count <= plainUpTo) return { first: 0, last: count - 1 };
  const leapt = Math.abs(step) > viewport;
  const ahead = step === 0 ? 0 : Math.max(viewport / 4, leapt ? 0 : steps * Math.abs(step));
  const above = step < 0 || leapt ? ahead : 0;
  const below = step > 0 || leapt ? ahead : 0;
  return {
    first: Math.max(0, indexAt(scrollTop - above) - 1),
    last: Math.min(count - 1, indexAt(scrollTop + viewport + below) + 1),
  };
}
