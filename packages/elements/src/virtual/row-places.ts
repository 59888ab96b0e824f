import type { HeightTree } from './height-tree.ts';
import type { RowElements } from './row-elements.ts';
import type { RowRange } from './row-range.ts';

/**
 * Notes how high rows are, of those in range all where none are named: from where each begins to where the next one does. The space between them is part of
 * the upper one. Returns whether that changed anything.
 */
export function measureRows<Row>(
  elements: RowElements<Row>,
  rows: readonly Row[],
  tree: HeightTree,
  indexes: Iterable<number> = placesIn(elements.range),
): boolean {
  const { block, range } = elements;
  const topOf = (index: number): number =>
    (index <= range.last ? elements.of(rows[index] as Row) : undefined)?.getBoundingClientRect().top ??
    block.getBoundingClientRect().bottom;
  let changed = false;
  for (const index of indexes) {
    const height = topOf(index + 1) - topOf(index);
    if (height > 0) changed = tree.measure(index, height) || changed;
  }
  return changed;
}

function* placesIn({ first, last }: RowRange): Iterable<number> {
  for (let index = first; index <= last; index++) yield index;
}

/** Rows out of range stand where they belong in the block, out of the flow of those in range. */
export function placeStrays<Row>({ range, slots }: RowElements<Row>, offsetOf: (index: number) => number): void {
  const { first, last } = range;
  if (slots.size <= last - first + 1) return;
  for (const slot of slots.values()) {
    const { index, element } = slot;
    if (index >= first && index <= last) continue;
    slot.isStray = true;
    element.style.position = 'absolute';
    element.style.insetInline = '0';
    element.style.insetBlockStart = `${offsetOf(index)}px`;
  }
}
