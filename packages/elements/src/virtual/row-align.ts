/** Where a row is brought to in the viewport. `nearest` moves it only if some of it is out of view. */
export type RowAlign = 'start' | 'center' | 'end' | 'nearest';

/** The place of a row's top in the viewport for an alignment; `current` is where it is now. */
export function alignedPosition(align: RowAlign, current: number, height: number, viewport: number): number {
  const end = viewport - height;
  switch (align) {
    case 'start':
      return 0;
    case 'center':
      return end / 2;
    case 'end':
      return end;
    case 'nearest':
      return current < 0 || height > viewport ? 0 : Math.min(current, end);
  }
}
