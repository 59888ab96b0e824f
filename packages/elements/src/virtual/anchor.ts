import type { HeightTree } from './height-tree.ts';
import { alignedPosition, type RowAlign } from './row-align.ts';
import type { RowRange } from './row-range.ts';

/** The row that holds still: its place in the viewport is kept through whatever happens around it. */
export interface Anchor {
  readonly index: number;
  /** From the top of the viewport down to the top of the row; negative where the row begins above it. */
  readonly position: number;
  /** Set while a row that was asked for is being brought into place: its place depends on its height, which may yet be measured. */
  readonly align?: RowAlign;
}

/**
 * The anchor in a changed list: its row, else the nearest one after it that is still there, else the nearest before. `placeOf` says where a row of the list of
 * before, which was so long, is now.
 */
export function followedAnchor(
  anchor: Anchor,
  length: number,
  placeOf: (index: number) => number | undefined,
): Anchor | undefined {
  for (const step of [1, -1]) {
    for (let index = anchor.index; index >= 0 && index < length; index += step) {
      const place = placeOf(index);
      // A row that takes over stands where the lost one stood: the reader's line is filled from below.
      if (place !== undefined) return { ...anchor, index: place };
    }
  }
  return undefined;
}

/** The first row in view that was measured, so that what is measured next, above it or below, does not move it. */
export function anchorIn({ first, last }: RowRange, tree: HeightTree, scrollTop: number): Anchor {
  let index = first;
  while (index < last && !tree.isMeasured(index)) index++;
  if (!tree.isMeasured(index)) index = first;
  return { index, position: tree.offsetOf(index) - scrollTop };
}

/** Where a reader has to be for the anchor to stay in its place, or to come to it. */
export function scrollTopFor({ index, position, align }: Anchor, tree: HeightTree, viewport: number): number {
  const place = align ? alignedPosition(align, position, tree.height(index), viewport) : position;
  return tree.offsetOf(index) - place;
}
