/** Rows from `first` to `last`, both included; none where `last` is less. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** What decides which rows are wanted. All lengths are CSS pixels. */
export interface RangeQuestion {
  readonly count: number;
  readonly scrollTop: number;
  readonly viewport: number;
  /** The last scroll step; its sign is the direction. */
  readonly step: number;
  /** The row at an offset from the top of the first. */
  readonly indexAt: (offset: number) => number;
}

/**
 * The rows to have: those in view, one more on each side, and while scrolling as many ahead as two steps like the last one bring in.
 * After a leap nobody knows which way the reader goes on.
 */
export function wantedRange({ count, scrollTop, viewport, step, indexAt }: RangeQuestion): RowRange {
  const leapt = Math.abs(step) > viewport;
  const ahead = step === 0 ? 0 : Math.max(viewport / 4, leapt ? 0 : 2 * Math.abs(step));
  const above = step < 0 || leapt ? ahead : 0;
  const below = step > 0 || leapt ? ahead : 0;
  return {
    first: Math.max(0, indexAt(scrollTop - above) - 1),
    last: Math.min(count - 1, indexAt(scrollTop + viewport + below) + 1),
  };
}
