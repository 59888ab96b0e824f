import { html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Where a chart is drawn. */
export interface ChartFrame {
  /** In units of the drawing, in which a text is 12 high. */
  readonly width: number;
  /** CSS pixels in a unit: more where the text is larger. */
  readonly scale: number;
  readonly isRightToLeft: boolean;
  /** What it shows, for those who do not see it; the figures are in the table beside it. */
  readonly label: string;
}

/** A picture of figures: one image to assistive technology. */
export function picture(
  { width, scale, label }: ChartFrame,
  height: number,
  content: SVGTemplateResult,
): TemplateResult {
  return html`<svg
    class="chart"
    role="img"
    aria-label=${label}
    width=${width * scale}
    height=${height * scale}
    viewBox=${`0 0 ${width} ${height}`}
  >
    ${content}
  </svg>`;
}

/** Pixels between two places of a scale, from whichever side. */
export function spanOf(a: number, b: number): { readonly x: number; readonly width: number } {
  return { x: Math.min(a, b), width: Math.abs(b - a) };
}
