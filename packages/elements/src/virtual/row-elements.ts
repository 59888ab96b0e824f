import type { RowRange } from './row-range.ts';
import { holdsFocus } from './stage.ts';

/** How rows are told apart and drawn. */
export interface RowDrawing<Row> {
  /** Tells rows apart: unique within the list, and the same for as long as it is the same row to a reader. */
  readonly key: (row: Row) => string;
  /**
   * Draws a row into its element, in which another one may stand. Called again only for rows that entered or changed or were touched, and for those
   * whose place did.
   */
  readonly draw: (element: HTMLElement, row: Row, index: number, count: number) => void;
  /** Whether rows show their place in the list. Where they don't, a row that only moved is not drawn again. True where it is not said. */
  readonly showsPlace?: boolean;
  /** What makes the element of a row, a block where it is not said. An element is used again for rows that have the same maker. */
  readonly maker?: (row: Row) => () => HTMLElement;
}

/** A row's element, with what was last drawn into it. */
export interface Slot<Row> {
  readonly maker: () => HTMLElement;
  readonly element: HTMLElement;
  key: string;
  row: Row | undefined;
  index: number;
  count: number;
  /** Out of the flow of the rows in range. */
  isStray: boolean;
}

/** The elements of the rows that exist, in order in a block. One stays with its row while that is wanted, and for as long as it holds the focus; then it is used again. */
export class RowElements<Row> {
  readonly block: HTMLElement;
  /** What exists, by key: the rows in range, and those out of it that hold the focus. */
  readonly slots = new Map<string, Slot<Row>>();
  readonly #drawing: RowDrawing<Row>;
  #range: RowRange = { first: 0, last: -1 };

  constructor(block: HTMLElement, drawing: RowDrawing<Row>) {
    this.block = block;
    this.#drawing = drawing;
  }

  get range(): RowRange {
    return this.#range;
  }

  /** The element of a row that exists. */
  of(row: Row): HTMLElement | undefined {
    return this.slots.get(this.#drawing.key(row))?.element;
  }

  /** Makes the rows of a range exist. Returns the places of those that must be measured: they came in, or changed above `still`. */
  show(rows: readonly Row[], range: RowRange, still: number): readonly number[] {
    this.#range = range;
    const { key } = this.#drawing;
    const wanted = new Set(rows.slice(range.first, range.last + 1).map((row) => key(row)));
    const free: Slot<Row>[] = [];
    const outOfFlow = new Set<ChildNode>();
    for (const slot of this.slots.values()) {
      if (wanted.has(slot.key)) continue;
      outOfFlow.add(slot.element);
      if (!this.#isStray(slot, rows)) free.push(slot);
    }
    for (const slot of free) this.slots.delete(slot.key);
    const unmeasured: number[] = [];
    let next: ChildNode | null = this.block.firstChild;
    for (let index = range.first; index <= range.last; index++) {
      const row = rows[index] as Row;
      const name = key(row);
      const slot = this.slots.get(name) ?? this.#slotFor(row, free);
      if (this.#fill(slot, name, row, index, rows.length, still)) unmeasured.push(index);
      while (next && outOfFlow.has(next) && next !== slot.element) next = next.nextSibling;
      if (slot.element === next) next = next.nextSibling;
      else this.block.insertBefore(slot.element, next);
      outOfFlow.delete(slot.element);
      if (slot.isStray) slot.element.style.position = '';
      slot.isStray = false;
    }
    for (const { element } of free) element.remove();
    return unmeasured;
  }

  /** Draws the rows that exist, of a list in which no row came, went or moved. */
  renew(rows: readonly Row[]): void {
    for (const slot of this.slots.values())
      if (slot.index < rows.length) this.#fill(slot, slot.key, rows[slot.index] as Row, slot.index, rows.length, 0);
  }

  /** Draws a row into its slot where that would show anything else than before. Returns whether it must be measured at once. */
  #fill(slot: Slot<Row>, key: string, row: Row, index: number, count: number, still: number): boolean {
    if (slot.key === key && slot.row === row && slot.index === index && slot.count === count) return false;
    const entered = slot.key !== key;
    const changed = slot.row !== row;
    Object.assign(slot, { key, row, index, count });
    this.slots.set(key, slot);
    if (!entered && !changed && this.#drawing.showsPlace === false) return false;
    this.#drawing.draw(slot.element, row, index, count);
    return entered || (changed && index < still);
  }

  /** A row out of range that holds the focus and is still in the list: it stays, or the reader's place in the page would be lost. */
  #isStray(slot: Slot<Row>, rows: readonly Row[]): boolean {
    if (!holdsFocus(slot.element)) return false;
    const { key } = this.#drawing;
    const at = rows[slot.index];
    if (at === undefined || key(at) !== slot.key) slot.index = rows.findIndex((row) => key(row) === slot.key);
    return slot.index >= 0;
  }

  #slotFor(row: Row, free: Slot<Row>[]): Slot<Row> {
    const maker = this.#drawing.maker?.(row) ?? blankRow;
    const at = free.findLastIndex((slot) => slot.maker === maker);
    return (
      free.splice(at, at < 0 ? 0 : 1)[0] ?? {
        maker,
        element: maker(),
        key: '',
        row: undefined,
        index: -1,
        count: -1,
        isStray: false,
      }
    );
  }
}

let blank: HTMLElement | undefined;

/** A copy of one: copies share how they are styled. */
function blankRow(): HTMLElement {
  if (!blank) {
    blank = document.createElement('div');
    // Margins are part of a row; a layer of its own is none of its business: there may be hundreds.
    blank.style.display = 'flow-root';
  }
  return blank.cloneNode() as HTMLElement;
}
