import { render, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { followedAnchor, type Anchor } from './anchor.ts';
import { commonEnds } from './common-ends.ts';
import { HeightTree } from './height-tree.ts';
import { alignedPosition, wantedRange, type RowAlign, type RowRange } from './row-range.ts';
import { placeAll, placeTogether } from './place-together.ts';
import { holdsFocus, setStage, type Stage } from './stage.ts';

export interface VirtualRowsOptions<Row> {
  /** Tells rows apart: unique within the list, and the same for as long as it is the same row to a reader. */
  readonly key: (row: Row) => string;
  /** What a row shows: anything lit can render. Called again only for rows that entered or changed, and for those whose place did. */
  readonly template: (row: Row, index: number, count: number) => unknown;
  /** Whether rows show their place in the list. Where they don't, a row that only moved is not rendered again. True where it is not said. */
  readonly showsPlace?: boolean;
  /** A typical row's height in CSS pixels, until rows are measured. */
  readonly estimate: number;
  /** Up to so many rows are simply all there. */
  readonly plainUpTo?: number;
  /** Called when the rows in view change: `first` to `last`, both included. */
  readonly onRange?: (first: number, last: number) => void;
}

/** A row's element, with what was last rendered into it. */
interface Slot<Row> {
  readonly element: HTMLElement;
  key: string;
  row: Row | undefined;
  index: number;
  count: number;
}

/**
 * Shows a long list in a scroller with few elements. Only the rows in view and a little ahead exist; what was rendered is touched again only if its row
 * changed. One anchor row keeps its place in the viewport through insertions above it, measurements and filter changes, so that nothing moves under the
 * reader's eye. A row's element stays with it while it is in view, and for as long as it holds the focus; then it is used again.
 *
 * A host renders `<div class="scroller" ${ref(rows.attach)}></div>` and sets `rows.rows`. The scroller needs a bounded height and `overflow-y: auto`.
 */
export class VirtualRows<Row> implements ReactiveController {
  readonly #options: VirtualRowsOptions<Row>;
  readonly #host: ReactiveControllerHost;
  /** What is drawn, and what was set last: the same but for the rest of a turn. */
  #rows: readonly Row[] = [];
  #wanted: readonly Row[] = this.#rows;
  #tree: HeightTree;
  #stage: Stage | undefined;
  readonly #slots = new Map<string, Slot<Row>>();
  readonly #slotOf = new WeakMap<Element, Slot<Row>>();
  /** Drawn, and not measured yet. */
  readonly #unmeasured: Slot<Row>[] = [];
  readonly #resizes: ResizeObserver | undefined;
  #anchor: Anchor | undefined;
  #viewport = 0;
  #scrollTop = 0;
  /** Pixels of the last scroll step; its sign is the direction. */
  #step = 0;
  #total = 0;
  #range: RowRange = { first: 0, last: -1 };

  constructor(host: ReactiveControllerHost, options: VirtualRowsOptions<Row>) {
    this.#host = host;
    this.#options = options;
    this.#tree = new HeightTree(0, options.estimate);
    // Absent where elements are rendered on a server.
    this.#resizes =
      typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver((entries) => this.#resized(entries));
    host.addController(this);
  }

  hostDisconnected(): void {
    this.attach(undefined);
  }

  /** For lit's `ref`: takes the scroller, and lets go of the one before. */
  readonly attach = (scroller: Element | undefined): void => {
    if (scroller === this.#stage?.scroller) return;
    this.#stage?.scroller.removeEventListener('scroll', this.#scrolled);
    this.#stage?.spacer.remove();
    this.#resizes?.disconnect();
    this.#slots.clear();
    this.#total = 0;
    this.#range = { first: 0, last: -1 };
    this.#stage = scroller instanceof HTMLElement ? setStage(scroller) : undefined;
    if (!this.#stage) return;
    this.#stage.scroller.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#resizes?.observe(this.#stage.scroller);
    this.#scrollTop = 0;
    this.#viewport = 0;
    // While lit puts a template together it is not in the document yet: there is nothing to measure before the host has updated.
    if (scroller?.isConnected) this.hostUpdated();
  };

  hostUpdated(): void {
    if (this.#viewport === 0 && this.#stage) placeTogether(this);
  }

  /** @internal Reads and writes by turns, side by side with the other lists of the page. */
  readonly placing = [
    (): void => this.#look(),
    (): void => {
      this.#take(this.#wanted);
      if (this.#viewport === 0) return;
      this.#holdAnchor();
      this.#draw(true);
    },
    (): void => this.#measure(),
    (): void => this.#settle(),
  ] as const;

  get rows(): readonly Row[] {
    return this.#wanted;
  }

  /** Sets the list, which is drawn by the end of the turn. Rows that are the same objects as before are not rendered again. */
  set rows(rows: readonly Row[]) {
    if (rows === this.#wanted) return;
    this.#wanted = rows;
    placeTogether(this);
  }

  /** A reader who has scrolled since the last frame is where the scroller is, not where the last event said. */
  #look(): void {
    if (!this.#stage) return;
    if (this.#viewport === 0) this.#viewport = this.#stage.scroller.clientHeight;
    else this.#moved();
  }

  /** Takes over another list: heights and the anchor go with their rows. */
  #take(rows: readonly Row[]): void {
    const before = this.#rows;
    if (rows === before) return;
    const { key } = this.#options;
    const ends = commonEnds(before, rows, (a, b) => a === b || key(a) === key(b));
    // Between the ends rows are found again by key: that is where lists are short, or were filtered.
    let places: Map<string, number> | undefined;
    const placeOf = (index: number): number | undefined => {
      if (index < ends.head) return index;
      const fromEnd = before.length - index;
      if (fromEnd <= ends.tail) return rows.length - fromEnd;
      places ??= new Map(
        rows.slice(ends.head, rows.length - ends.tail).map((row, offset) => [key(row), ends.head + offset]),
      );
      return places.get(key(before[index] as Row));
    };
    this.#tree = this.#tree.moved(rows.length, placeOf);
    this.#anchor = this.#anchor && followedAnchor(this.#anchor, before.length, placeOf);
    this.#rows = rows;
  }

  /** The first and last row of which anything is in the viewport; undefined where there is none. */
  get visible(): RowRange | undefined {
    placeAll();
    if (this.#rows.length === 0) return undefined;
    return {
      first: this.#tree.indexAt(this.#scrollTop),
      last: this.#tree.indexAt(this.#scrollTop + Math.max(0, this.#viewport - 1)),
    };
  }

  /** The element that shows a row, if there is one just now. */
  elementOf(key: string): HTMLElement | undefined {
    placeAll();
    return this.#slots.get(key)?.element;
  }

  /** Brings a row into view, exactly: it becomes the anchor, and holds still while what is around it is measured. */
  scrollToRow(index: number, align: RowAlign = 'start'): void {
    placeAll();
    if (index < 0 || index >= this.#rows.length) return;
    this.#anchor = { index, position: this.#tree.offsetOf(index) - this.#scrollTop, align };
    this.#place();
  }

  readonly #scrolled = (): void => {
    placeAll();
    if (!this.#moved()) return;
    this.#cover(false);
    // Measured, the row that held still may have turned out to end above the viewport.
    this.#takeAnchor();
  };

  /** Notices where the reader has scrolled to. Returns whether it is elsewhere. */
  #moved(): boolean {
    const scrollTop = this.#stage?.scroller.scrollTop ?? 0;
    if (Math.abs(scrollTop - this.#scrollTop) < 1) return false;
    this.#step = scrollTop - this.#scrollTop;
    this.#scrollTop = scrollTop;
    this.#takeAnchor();
    return true;
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    let changed = false;
    for (const entry of entries) {
      const slot = this.#slotOf.get(entry.target);
      const height = entry.borderBoxSize[0]?.blockSize ?? 0;
      if (!slot) {
        const viewport = this.#stage?.scroller.clientHeight ?? 0;
        changed ||= viewport !== this.#viewport;
        this.#viewport = viewport;
      } else if (height > 0 && this.#slots.get(slot.key) === slot) {
        changed = this.#tree.measure(slot.index, height) || changed;
      }
    }
    if (!changed || !this.#stage) return;
    // A scroller that is only as high as its rows would change with them, in this same delivery; nothing is above its viewport to hold.
    if (Math.min(this.#total, this.#tree.offsetOf(this.#rows.length)) > this.#viewport) this.#holdAnchor();
    // Rows that come in now would be reported in this same delivery, which browsers call an error: they come with the next frame.
    requestAnimationFrame(() => this.#place());
  }

  /** The first row in view that was measured, so that what is measured next, above it or below, does not move it. */
  #takeAnchor(): void {
    const seen = this.visible;
    if (!seen) {
      this.#anchor = undefined;
      return;
    }
    let index = seen.first;
    while (index < seen.last && !this.#tree.isMeasured(index)) index++;
    if (!this.#tree.isMeasured(index)) index = seen.first;
    this.#anchor = { index, position: this.#tree.offsetOf(index) - this.#scrollTop };
  }

  #place(): void {
    if (!this.#stage || this.#viewport === 0) return;
    this.#holdAnchor();
    this.#draw(true);
    this.#measure();
    this.#settle();
  }

  /** After rows were drawn and measured: holds the anchor, and draws what turned out to be in view besides. */
  #settle(): void {
    if (this.#viewport === 0) return;
    this.#holdAnchor();
    this.#cover(true);
    if (!this.#anchor) this.#takeAnchor();
  }

  /** Lets rows come in until the viewport is covered: measuring them may show that more are wanted. */
  #cover(exact: boolean): void {
    for (let pass = 0; pass < 4 && this.#draw(); pass++) {
      this.#measure();
      this.#holdAnchor(exact);
    }
  }

  /** Brings heights and scroll position in line with what is known, the anchor staying where it is in the viewport. `exact`: the height of all, too. */
  #holdAnchor(exact = true): void {
    const stage = this.#stage;
    if (!stage) return;
    const total = this.#tree.offsetOf(this.#rows.length);
    // Every new measurement changes the total a little. While scrolling, only what could be noticed is worth another layout.
    const noticed =
      exact ||
      this.#scrollTop + 2 * this.#viewport > Math.min(total, this.#total) ||
      Math.abs(total - this.#total) > this.#viewport / 2;
    if (noticed && total !== this.#total) {
      this.#total = total;
      stage.spacer.style.blockSize = `${total}px`;
    }
    if (this.#anchor) {
      const { index, align, position } = this.#anchor;
      const wanted =
        this.#tree.offsetOf(index) -
        (align ? alignedPosition(align, position, this.#tree.height(index), this.#viewport) : position);
      const scrollTop = Math.max(0, Math.min(wanted, this.#total - this.#viewport));
      if (Math.abs(scrollTop - this.#scrollTop) >= 0.5) {
        stage.scroller.scrollTop = scrollTop;
        this.#scrollTop = scrollTop;
      }
    }
    stage.block.style.insetBlockStart = `${this.#tree.offsetOf(this.#range.first)}px`;
    this.#placeStrays();
  }

  #wantedRange(): RowRange {
    const count = this.#rows.length;
    if (count <= (this.#options.plainUpTo ?? 150)) return { first: 0, last: count - 1 };
    return wantedRange({
      count,
      scrollTop: this.#scrollTop,
      viewport: this.#viewport,
      step: this.#step,
      indexAt: (offset) => this.#tree.indexAt(offset),
    });
  }

  /** Makes the wanted rows exist, in order. Returns whether any are there to be measured. */
  #draw(changed = false): boolean {
    const stage = this.#stage;
    const range = this.#wantedRange();
    if (!stage || (!changed && range.first === this.#range.first && range.last === this.#range.last)) return false;
    this.#range = range;
    const { key } = this.#options;
    const wanted = new Set<string>();
    for (let index = range.first; index <= range.last; index++) wanted.add(key(this.#rows[index] as Row));
    const free: Slot<Row>[] = [];
    const outOfFlow = new Set<ChildNode>();
    for (const slot of this.#slots.values()) {
      if (wanted.has(slot.key)) continue;
      outOfFlow.add(slot.element);
      if (!this.#isStray(slot)) free.push(slot);
    }
    for (const slot of free) this.#slots.delete(slot.key);
    const unmeasured = this.#unmeasured;
    let next: ChildNode | null = stage.block.firstChild;
    for (let index = range.first; index <= range.last; index++) {
      const row = this.#rows[index] as Row;
      const name = key(row);
      const slot = this.#slots.get(name) ?? free.pop() ?? this.#newSlot();
      if (this.#fill(slot, name, row, index)) unmeasured.push(slot);
      while (next && outOfFlow.has(next) && next !== slot.element) next = next.nextSibling;
      if (slot.element === next) next = next.nextSibling;
      else stage.block.insertBefore(slot.element, next);
      outOfFlow.delete(slot.element);
      if (slot.element.style.position !== '') slot.element.style.position = '';
    }
    for (const slot of free) {
      this.#resizes?.unobserve(slot.element);
      slot.element.remove();
    }
    stage.block.style.insetBlockStart = `${this.#tree.offsetOf(range.first)}px`;
    this.#options.onRange?.(range.first, range.last);
    return unmeasured.length > 0;
  }

  /** One layout for all that came in; it is the one this frame needs anyway. */
  #measure(): void {
    for (const { index, element } of this.#unmeasured)
      this.#tree.measure(index, element.getBoundingClientRect().height);
    this.#unmeasured.length = 0;
  }

  /**
   * Renders a row into its slot where that would show anything else than before. Returns whether it must be measured at once: where it came in, and where
   * it changed above the row that holds still. Another one's new height moves nothing the reader looks at before the browser tells of it.
   */
  #fill(slot: Slot<Row>, key: string, row: Row, index: number): boolean {
    const count = this.#rows.length;
    if (slot.key === key && slot.row === row && slot.index === index && slot.count === count) return false;
    const entered = slot.key !== key;
    const changed = slot.row !== row;
    Object.assign(slot, { key, row, index, count });
    this.#slots.set(key, slot);
    if (!entered && !changed && this.#options.showsPlace === false) return false;
    render(this.#options.template(row, index, count), slot.element, { host: this.#host });
    return entered || (changed && index < (this.#anchor?.index ?? 0));
  }

  /** A row out of range that holds the focus and is still in the list: it stays, or the reader's place in the page would be lost. */
  #isStray(slot: Slot<Row>): boolean {
    if (!holdsFocus(slot.element)) return false;
    const { key } = this.#options;
    const at = this.#rows[slot.index];
    if (at === undefined || key(at) !== slot.key) slot.index = this.#rows.findIndex((row) => key(row) === slot.key);
    return slot.index >= 0;
  }

  /** Strays stand where their rows belong, out of the flow of those in range. */
  #placeStrays(): void {
    if (this.#slots.size <= this.#range.last - this.#range.first + 1) return;
    const start = this.#tree.offsetOf(this.#range.first);
    for (const slot of this.#slots.values()) {
      if (slot.index >= this.#range.first && slot.index <= this.#range.last) continue;
      const { style } = slot.element;
      style.position = 'absolute';
      style.insetInline = '0';
      style.insetBlockStart = `${this.#tree.offsetOf(slot.index) - start}px`;
    }
  }

  #newSlot(): Slot<Row> {
    const element = document.createElement('div');
    element.style.contain = 'layout style';
    const slot: Slot<Row> = { element, key: '', row: undefined, index: -1, count: -1 };
    this.#slotOf.set(element, slot);
    this.#resizes?.observe(element);
    return slot;
  }
}
