import type { LitElement, ReactiveController } from 'lit';
import { html, nothing, type TemplateResult } from 'lit';
import type * as charts from './charts.ts';
import type { ChartFrame } from './frame.ts';

export type Charts = typeof charts;

/** CSS pixels: the host element's text where nobody set another size. */
const usualText = 14;

/** From how many times the size of the text on an element has room for charts beside their tables, as its style sheet says. */
const besideTable = 51;

/** Draws an element's charts as wide as the element is. Their code is fetched when the first one is shown; until then there is a place of their height. */
export class ChartController implements ReactiveController {
  readonly #host: LitElement;
  readonly #inset: number;
  #charts: Charts | undefined;
  #isLoading = false;
  #hasFailed = false;
  #observer: ResizeObserver | undefined;
  #width = 0;

  /** `inset` is what is beside the charts in the element, in all. */
  constructor(host: LitElement, inset = 32) {
    this.#host = host;
    this.#inset = inset;
    host.addController(this);
  }

  hostConnected(): void {
    if (typeof ResizeObserver === 'undefined') return;
    this.#observer = new ResizeObserver(([entry]) => {
      // Whole steps: a drag of a splitter does not draw every chart anew at every pixel.
      const width = Math.floor((entry?.contentRect.width ?? 0) / 4) * 4;
      if (width === this.#width) return;
      this.#width = width;
      // In the next frame: charts of another width make the host another height, which would be a loop of observers.
      requestAnimationFrame(() => this.#host.requestUpdate());
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /**
   * A chart, as soon as its code is there. Without it, the table beside it says the same. One that is `beside` its table shares the line with it where
   * there is room for both.
   */
  draw(
    label: string,
    height: number,
    chart: (charts: Charts, frame: ChartFrame) => TemplateResult,
    beside = false,
  ): unknown {
    if (!this.#isLoading) void this.#load();
    // Before it is measured, and on a server, there is no style to ask for.
    const style = this.#width > 0 ? getComputedStyle(this.#host) : undefined;
    const text = style ? parseFloat(style.fontSize) : usualText;
    const scale = Math.max(1, text / usualText);
    const whole = this.#width - this.#inset;
    const room = beside && this.#width >= besideTable * text ? Math.floor((whole - 32) * 0.58) : whole;
    const width = Math.min(Math.floor(room / scale), 960);
    if (this.#hasFailed || (this.#width > 0 && width < 120)) return nothing;
    if (!this.#charts || !style)
      return html`<svg class="chart" aria-hidden="true" width="1" height=${height * scale}></svg>`;
    return chart(this.#charts, { width, scale, isRightToLeft: style.direction === 'rtl', label });
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      this.#charts = await import('./charts.ts');
    } catch {
      this.#hasFailed = true;
    }
    this.#host.requestUpdate();
  }
}
