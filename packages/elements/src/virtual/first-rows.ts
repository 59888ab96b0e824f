import { RowElements } from './row-elements.ts';
import type { RowRange } from './row-range.ts';
import { setStage, type Stage } from './stage.ts';
import { plainUpTo, usualViewport } from './usual-lengths.ts';
import type { VirtualRowsOptions } from './virtual-rows.ts';

/** Rows that are drawn, and where they stand. */
export interface Drawn<Row> {
  readonly stage: Stage;
  readonly elements: RowElements<Row>;
}

/**
 * The rows of a list that nobody has gone through yet: simply all there, one below the other, with nothing measured or kept in place; of very many, as far
 * down as somebody has looked. `VirtualRows`, which keeps few elements and the reader's place, takes them over as they are.
 */
export class FirstRows<Row> {
  readonly #options: VirtualRowsOptions<Row>;
  #rows: readonly Row[] = [];
  /** So many of very many are there. */
  #count: number;
  #stage: Stage | undefined;
  #elements: RowElements<Row> | undefined;
  #resizes: ResizeObserver | undefined;

  constructor(options: VirtualRowsOptions<Row>) {
    this.#options = options;
    this.#count = Math.ceil(usualViewport / options.estimate);
  }

  readonly attach = (scroller: Element | null | undefined): void => {
    if (scroller === this.#stage?.scroller) return;
    this.handOver()?.stage.spacer.remove();
    if (!(scroller instanceof HTMLElement)) return;
    this.#stage = setStage(scroller);
    this.#elements = new RowElements(this.#stage.block, this.#options);
    scroller.addEventListener('scroll', this.#look, { passive: true });
    // What was out of sight may come into it.
    this.#resizes = new ResizeObserver(this.#lookLater);
    this.#resizes.observe(scroller);
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
    const seen = [...this.#stage!.block.children].map((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > viewport.top && top < viewport.bottom;
    });
    const [first, last] = [seen.indexOf(true), seen.lastIndexOf(true)];
    return first < 0 ? undefined : { first, last };
  }

  get scrollTop(): number {
    return this.#stage?.scroller.scrollTop ?? 0;
  }

  elementOf(key: string): HTMLElement | undefined {
    return this.#elements?.slots.get(key)?.element;
  }

  /** Brings a row to the top, or into view if some of it is out of it. */
  scrollToRow(index: number, align: 'start' | 'nearest' = 'start'): void {
    // With what stands below it, for it to come to the top.
    if (index >= this.#drawn) this.#draw(index + this.#count);
    const row = this.#rows[index];
    const rect = row && this.#elements?.of(row)?.getBoundingClientRect();
    if (!this.#stage || !rect) return;
    const { scroller } = this.#stage;
    const view = scroller.getBoundingClientRect();
    const above = rect.top - view.top;
    scroller.scrollTop += align === 'start' ? above : Math.min(above, Math.max(0, rect.bottom - view.bottom));
  }

  /** Lets go of what is drawn, for another to go on with; undefined without a scroller. */
  handOver(): Drawn<Row> | undefined {
    const [stage, elements] = [this.#stage, this.#elements];
    stage?.scroller.removeEventListener('scroll', this.#look);
    this.#resizes?.disconnect();
    // A look that is due finds nothing to tell or to draw.
    this.#stage = this.#elements = undefined;
    return stage && elements && { stage, elements };
  }

  get #drawn(): number {
    const { length } = this.#rows;
    return length > plainUpTo ? Math.min(length, this.#count) : length;
  }

  #draw(count = this.#count): void {
    // What is there stays, for it may be read.
    this.#count = Math.max(count, (this.#elements?.range.last ?? 0) + 1);
    this.#elements?.show(this.#rows, { first: 0, last: this.#drawn - 1 }, 0);
    // Where a list is put together it has no height yet; and what changes while sizes are observed, browsers call an error.
    this.#lookLater();
  }

  readonly #lookLater = (): void => void requestAnimationFrame(this.#look);

  /** Tells which rows are in view, and draws more where there is room for them. */
  readonly #look = (): void => {
    const { visible } = this;
    if (!visible) return;
    this.#options.onRange?.(visible.first, visible.last);
    if (this.#drawn === this.#rows.length) return;
    const { scroller, block } = this.#stage!;
    const room = scroller.getBoundingClientRect().bottom - block.getBoundingClientRect().bottom;
    // Whoever has come to the end has no room; and a scroller that is as high as its rows has room for all.
    if (room > -1) this.#draw(this.#count + Math.ceil(Math.max(room / this.#options.estimate, this.#count / 8)) + 1);
  };
}
