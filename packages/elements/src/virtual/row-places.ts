import type { RowElements } from './row-elements.ts';

/** Tells how high rows are: from where each begins to where the next one does. The space between them is part of the upper one. */
export function measureRows<Row>(
  elements: RowElements<Row>,
  rows: readonly Row[],
  indexes: Iterable<number>,
  note: (index: number, height: number) => void,
): void {
  const { block, range } = elements;
  const topOf = (index: number): number =>
    (index <= range.last ? elements.of(rows[index] as Row) : undefined)?.getBoundingClientRect().top ??
    block.getBoundingClientRect().bottom;
  for (const index of indexes)
    if (index <= range.last && index < rows.length) note(index, topOf(index + 1) - topOf(index));
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
