import type { HeightTree } from './height-tree.ts';

/** Rows from `first` to `last`, both included; none where `last` is less. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** What decides which rows are wanted. All lengths are CSS pixels. */
export interface RangeQuestion {
  /** How high rows are. */
  readonly tree: Pick<HeightTree, 'length' | 'indexAt'>;
  /** Up to so many are simply all there. */
  readonly plainUpTo: number;
  readonly scrollTop: number;
  readonly viewport: number;
  /** The last scroll step; its sign is the direction. */
  readonly step: number;
}

/**
 * The rows to have, those in view and one more on each side; while scrolling also as many ahead as so many steps like the last one bring in. After a leap
 * nobody knows which way the reader goes on.
 */
function rangeAhead(steps: number, { tree, plainUpTo, scrollTop, viewport, step }: RangeQuestion): RowRange {
  if (tree.length <= plainUpTo) return { first: 0, last: tree.length - 1 };
  const leapt = Math.abs(step) > viewport;
  const ahead = Math.max(viewport / 4, leapt ? 0 : steps * Math.abs(step));
  return {
    first: Math.max(0, tree.indexAt(scrollTop - (step < 0 || leapt ? ahead : 0)) - 1),
    last: Math.min(tree.length - 1, tree.indexAt(scrollTop + viewport + (step > 0 || leapt ? ahead : 0)) + 1),
  };
}

/**
 * The rows to have; undefined while those that are `there` will do. They come when fewer than two steps are ahead, and for three: a frame in which none
 * comes costs half, for nothing is laid out in it.
 */
export function wantedRange(question: RangeQuestion, there?: RowRange): RowRange | undefined {
  const { first, last } = rangeAhead(2, question);
  if (there && first >= there.first && last <= there.last) return undefined;
  return rangeAhead(3, question);
}
