import { alignedPosition, type RowAlign } from './row-align.ts';
import { RowElements } from './row-elements.ts';
import type { RowRange } from './row-range.ts';
import { setStage, type Stage } from './stage.ts';
import type { VirtualRowsOptions } from './virtual-rows.ts';

/** Rows that are drawn, and where they stand. */
export interface Drawn<Row> {
  readonly stage: Stage;
  readonly elements: RowElements<Row>;
}

/**
 * The rows of a list that nobody has gone through yet: simply all there, one below the other, with nothing measured or kept in place. `VirtualRows`, which
 * does that, takes them over as they are.
 */
export class FirstRows<Row> {
  readonly #options: VirtualRowsOptions<Row>;
  #rows: readonly Row[] = [];
  #stage: Stage | undefined;
  #elements: RowElements<Row> | undefined;

  constructor(options: VirtualRowsOptions<Row>) {
    this.#options = options;
  }

  readonly attach = (scroller: Element | undefined): void => {
    if (scroller === this.#stage?.scroller) return;
    this.#stage?.scroller.removeEventListener('scroll', this.#tellRange);
    this.#stage?.spacer.remove();
    this.#stage = scroller instanceof HTMLElement ? setStage(scroller) : undefined;
    this.#elements = this.#stage && new RowElements(this.#stage.block, this.#options);
    this.#stage?.scroller.addEventListener('scroll', this.#tellRange, { passive: true });
    this.#draw();
  };

  get rows(): readonly Row[] {
    return this.#rows;
  }

  set rows(rows: readonly Row[]) {
    this.#rows = rows;
    this.#draw();
  }

  /** The first and last row of which anything is in the viewport; undefined where there is none. */
  get visible(): RowRange | undefined {
    const viewport = this.#stage?.scroller.getBoundingClientRect();
    if (!viewport?.height) return undefined;
    const seen = this.#rows.map((row) => {
      const { top = 0, bottom = 0 } = this.elementOf(this.#options.key(row))?.getBoundingClientRect() ?? {};
      return bottom > viewport.top && top < viewport.bottom;
    });
    const [first, last] = [seen.indexOf(true), seen.lastIndexOf(true)];
    return first < 0 ? undefined : { first, last };
  }

  elementOf(key: string): HTMLElement | undefined {
    return this.#elements?.element(key);
  }

  scrollToRow(index: number, align: RowAlign = 'start'): void {
    const row = this.#rows[index];
    const rect = row && this.elementOf(this.#options.key(row))?.getBoundingClientRect();
    if (!this.#stage || !rect) return;
    const { scroller } = this.#stage;
    const position = rect.top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += position - alignedPosition(align, position, rect.height, scroller.clientHeight);
  }

  /** Lets go of what is drawn, for another to go on with; undefined without a scroller. */
  handOver(): Drawn<Row> | undefined {
    this.#stage?.scroller.removeEventListener('scroll', this.#tellRange);
    return this.#stage && this.#elements && { stage: this.#stage, elements: this.#elements };
  }

  #draw(): void {
    if (!this.#elements) return;
    this.#elements.show(this.#rows, { first: 0, last: this.#rows.length - 1 }, 0);
    // Where a list is put together it has no height yet.
    requestAnimationFrame(this.#tellRange);
  }

  readonly #tellRange = (): void => {
    const { visible } = this;
    if (visible) this.#options.onRange?.(visible.first, visible.last);
  };
}
