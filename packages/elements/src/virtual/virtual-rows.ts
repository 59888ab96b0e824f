import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { anchorIn, followedAnchor, scrollTopFor, type Anchor } from './anchor.ts';
import { HeightTree } from './height-tree.ts';
import { placeAll, placeLater, placeTogether, type Placed } from './place-together.ts';
import { RowElements, type RowDrawing } from './row-elements.ts';
import type { Drawn } from './first-rows.ts';
import type { RowAlign } from './row-align.ts';
import { rowMoves } from './row-moves.ts';
import { measureRows, placeStrays } from './row-places.ts';
import { wantedRange, type RowRange } from './row-range.ts';
import { liftBlock, setStage, type Stage } from './stage.ts';
import { plainUpTo, usualViewport } from './usual-lengths.ts';

export interface VirtualRowsOptions<Row> extends RowDrawing<Row> {
  /** A typical row's height in CSS pixels, until rows are measured. The nearer it is, the less is laid out twice. */
  readonly estimate: number;
  /** Up to so many rows are simply all there; 150 where it is not said. */
  readonly plainUpTo?: number;
  /** Called when the rows in view change: `first` to `last`, both included. */
  readonly onRange?: (first: number, last: number) => void;
}

/** Less than this is no change of height: what is kept is rounded. */
const rounding = 0.1;

/** So often the block itself moves, in CSS pixels. Browsers reckon boxes in 32 bits: a much higher one would be measured wrong by more than `rounding`. */
const leap = 2 ** 15;

/**
 * Shows a long list in a scroller with few elements. Only the rows in view and a little ahead exist; what was drawn is touched again only if its row
 * changed. One anchor row keeps its place in the viewport through insertions above it, measurements and filter changes, so that nothing moves under the
 * reader's eye. A row's element stays with it while it is in view, and for as long as it holds the focus; then it is used again.
 *
 * A host sets `rows.rows`, and hands over its scroller once it has drawn it: `rows.attach(renderRoot.querySelector('.scroller'))`, or lit's `ref`. It needs a bounded height and `overflow-y: auto`.
 */
export class VirtualRows<Row> implements ReactiveController, Placed {
  readonly #options: VirtualRowsOptions<Row>;
  /** What is drawn, and what was set last: the same but for the rest of a turn. */
  #rows: readonly Row[] = [];
  #wanted: readonly Row[] = this.#rows;
  #tree: HeightTree;
  #stage: Stage | undefined;
  #elements: RowElements<Row> | undefined;
  /** Drawn, and not measured yet. */
  #unmeasured: readonly number[] = [];
  readonly #resizes: ResizeObserver | undefined;
  #anchor: Anchor | undefined;
  #viewport = 0;
  #isViewportGuessed = false;
  #scrollTop = 0;
  /** Where the scroller is, as far as it was written or read. */
  #shownTop = 0;
  #isRenewal = false;
  /** Pixels of the last scroll step; its sign is the direction. */
  #step = 0;
  #total = 0;
  /** Where the rows that exist begin, and the block that they are in. */
  #start = 0;
  #base = 0;

  constructor(host: ReactiveControllerHost, options: VirtualRowsOptions<Row>) {
    this.#options = options;
    this.#tree = new HeightTree(0, options.estimate);
    // Absent where elements are rendered on a server.
    this.#resizes = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(() => this.#resized());
    host.addController(this);
  }

  hostDisconnected(): void {
    this.attach(undefined);
  }

  /** For lit's `ref`: takes the scroller, and lets go of the one before. */
  readonly attach = (scroller: Element | null | undefined): void => {
    if (scroller === this.#stage?.scroller) return;
    this.#stage?.scroller.removeEventListener('scroll', this.#scrolled);
    this.#stage?.spacer.remove();
    this.#resizes?.disconnect();
    this.#stage = this.#elements = undefined;
    this.#unmeasured = [];
    this.#total = this.#start = this.#base = this.#scrollTop = this.#shownTop = this.#viewport = 0;
    if (!(scroller instanceof HTMLElement)) return;
    const stage = setStage(scroller);
    this.#follow({ stage, elements: new RowElements(stage.block, this.#options) });
    // While lit puts a template together it is not in the document yet: there is nothing to measure before the host has updated.
    if (scroller.isConnected) this.hostUpdated();
  };

  #follow({ stage, elements }: Drawn<Row>): void {
    this.#stage = stage;
    this.#elements = elements;
    liftBlock(stage);
    stage.scroller.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#resizes?.observe(stage.scroller);
    this.#resizes?.observe(stage.block);
  }

  /** @internal Goes on with rows that somebody else has drawn and measured. */
  goOn(drawn: Drawn<Row>, rows: readonly Row[], tree: HeightTree): void {
    this.#rows = this.#wanted = rows;
    this.#tree = tree;
    this.#viewport = drawn.stage.scroller.clientHeight;
    this.#follow(drawn);
    placeLater(this);
  }

  hostUpdated(): void {
    if (this.#viewport === 0 && this.#stage && this.#wanted.length > 0) placeLater(this);
  }

  get rows(): readonly Row[] {
    return this.#wanted;
  }

  /** Sets the list, which is drawn by the end of the turn. Rows that are the same objects as before are not drawn again. */
  set rows(rows: readonly Row[]) {
    if (rows === this.#wanted) return;
    this.#wanted = rows;
    placeLater(this);
  }

  /** Draws a row anew, where it exists: something beside it has changed. */
  touch(key: string): void {
    const slot = this.#elements?.slots.get(key);
    if (slot?.row !== undefined) this.#options.draw(slot.element, slot.row, slot.index, slot.count);
  }

  /** Draws all rows anew that exist. */
  touchAll(): void {
    this.#elements?.slots.forEach((_, key) => this.touch(key));
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

  /** Where the reader is, as far as is known: to ask the browser after rows were drawn would lay them out once more. */
  get scrollTop(): number {
    return this.#scrollTop;
  }

  /** The element that shows a row, if there is one just now. */
  elementOf(key: string): HTMLElement | undefined {
    placeAll();
    return this.#elements?.slots.get(key)?.element;
  }

  /** Brings a row into view, exactly: it becomes the anchor, and holds still while what is around it is measured. */
  scrollToRow(index: number, align: RowAlign = 'start'): void {
    placeAll();
    if (!(index in this.#rows)) return;
    this.look();
    this.#anchor = { index, position: this.#tree.offsetOf(index) - this.#scrollTop, align };
    placeTogether([this]);
  }

  /** @internal A reader who has scrolled since the last frame is where the scroller is, not where the last event said. */
  look(): void {
    if (!this.#stage) return;
    // Where no row comes, goes or moves, nothing has to be known of the page: should a row's height change, its observer tells before that is painted.
    this.#isRenewal =
      this.#viewport > 0 && this.#wanted !== this.#rows && rowMoves(this.#rows, this.#wanted, this.#options.key).isNone;
    if (this.#isRenewal) return;
    if (this.#viewport > 0) this.#moved();
    else {
      this.#viewport = usualViewport;
      this.#isViewportGuessed = true;
    }
  }

  /** @internal */
  draw(isFirst: boolean): boolean {
    if (this.#isRenewal) {
      this.#rows = this.#wanted;
      this.#elements?.renew(this.#rows);
      return false;
    }
    if (isFirst) {
      this.#take(this.#wanted);
      this.hold();
    }
    return this.#draw(isFirst);
  }

  /** @internal One layout for all that came in; it is the one this frame needs anyway. */
  measure(): void {
    if (this.#isViewportGuessed) {
      const { scroller } = this.#stage!;
      this.#viewport = scroller.clientHeight;
      // Firefox takes a new scroller for one that stood there before, and leads it to where that was.
      scroller.scrollTop = 0;
    }
    this.#isViewportGuessed = false;
    measureRows(this.#elements!, this.#rows, this.#tree, this.#unmeasured);
    this.#unmeasured = [];
  }

  /** @internal */
  settle(): void {
    this.#scroll();
    if (this.#viewport > 0 && !this.#anchor) this.#takeAnchor();
  }

  /** Takes over another list: heights and the anchor go with their rows. */
  #take(rows: readonly Row[]): void {
    const before = this.#rows;
    if (rows === before) return;
    const { placeOf } = rowMoves(before, rows, this.#options.key);
    this.#tree = this.#tree.moved(rows.length, placeOf);
    this.#anchor = this.#anchor && followedAnchor(this.#anchor, before.length, placeOf);
    this.#rows = rows;
  }

  readonly #scrolled = (): void => {
    placeAll();
    if (!this.#moved()) return;
    for (let pass = 0; pass < 4 && this.#draw(false); pass++) {
      this.measure();
      this.hold(false);
    }
    this.#scroll();
    // Measured, the row that held still may have turned out to end above the viewport.
    this.#takeAnchor();
  };

  /** Notices where the reader has scrolled to. Returns whether it is elsewhere. */
  #moved(): boolean {
    const scrollTop = this.#stage?.scroller.scrollTop ?? 0;
    if (Math.abs(scrollTop - this.#scrollTop) < 1) return false;
    this.#step = scrollTop - this.#scrollTop;
    this.#scrollTop = this.#shownTop = scrollTop;
    this.#takeAnchor();
    return true;
  }

  #resized(): void {
    if (!this.#stage || !this.#elements) return;
    const { scroller, block } = this.#stage;
    const { range } = this.#elements;
    const known = this.#tree.offsetOf(range.last + 1) - this.#base;
    const isOther = Math.abs(block.getBoundingClientRect().height - known) >= rounding;
    const before = this.#viewport;
    this.#viewport = scroller.clientHeight;
    const changed = (isOther && measureRows(this.#elements, this.#rows, this.#tree)) || this.#viewport !== before;
    if (!changed) return;
    // A scroller that is only as high as its rows would change with them, in this same delivery; nothing is above its viewport to hold.
    if (Math.min(this.#total, this.#tree.offsetOf(this.#rows.length)) > this.#viewport) {
      this.hold();
      this.#scroll();
    }
    // Rows that come in now would be reported in this same delivery, which browsers call an error: they come with the next frame.
    requestAnimationFrame(() => placeTogether([this]));
  }

  #takeAnchor(): void {
    const seen = this.visible;
    this.#anchor = seen && anchorIn(seen, this.#tree, this.#scrollTop);
  }

  /** @internal Brings heights and scroll position in line with what is known, the anchor staying where it is in the viewport. `exact`: the height of all, too. */
  hold(exact = true): void {
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
      const wanted = scrollTopFor(this.#anchor, this.#tree, this.#viewport);
      const scrollTop = Math.max(0, Math.min(wanted, this.#total - this.#viewport));
      if (Math.abs(scrollTop - this.#scrollTop) >= 0.5) this.#scrollTop = scrollTop;
    }
    this.#standAt();
  }

  /** Scrolls to where the anchor holds still: last, for the browser lays out what was written before. */
  #scroll(): void {
    if (this.#stage && this.#scrollTop !== this.#shownTop)
      this.#stage.scroller.scrollTop = this.#shownTop = this.#scrollTop;
  }

  /** Puts the rows that exist where they belong. The space above them is the block's own: where that stays, so do rows, and none is painted again. */
  #standAt(): void {
    if (!this.#stage || !this.#elements) return;
    const start = this.#tree.offsetOf(this.#elements.range.first);
    const { style } = this.#stage.block;
    if (start !== this.#start) {
      this.#start = start;
      style.paddingBlockStart = `${start % leap}px`;
      style.insetBlockStart = `${(this.#base = start - (start % leap))}px`;
    }
    placeStrays(this.#elements, (index) => this.#tree.offsetOf(index) - this.#base);
  }

  /** Makes the wanted rows exist, in order. Returns whether any are there to be measured. */
  #draw(changed: boolean): boolean {
    const elements = this.#elements;
    if (!elements) return false;
    const range = wantedRange(
      {
        tree: this.#tree,
        plainUpTo: this.#options.plainUpTo ?? plainUpTo,
        scrollTop: this.#scrollTop,
        viewport: this.#viewport,
        step: this.#step,
      },
      changed ? undefined : elements.range,
    );
    if (!range) return false;
    this.#unmeasured = elements.show(this.#rows, range, this.#anchor?.index ?? 0);
    this.#standAt();
    this.#options.onRange?.(range.first, range.last);
    return this.#unmeasured.length > 0;
  }
}
