import type { RowAlign } from './row-align.ts';

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
