import { scaleBand } from 'd3-scale';
import { svg, type SVGTemplateResult } from 'lit';
import type { ChartFrame } from './frame.ts';

/** Where a chart of rows puts things: names at the start of the line, or above the bars where there is little room. */
export interface RowLayout {
  readonly height: number;
  /** The ends of the bars' scale: zero first, wherever the line begins. */
  readonly range: readonly [number, number];
  readonly top: (index: number) => number;
  readonly thickness: number;
  readonly name: (index: number, text: string, isMarked?: boolean) => SVGTemplateResult;
}

/** Lays rows out; `aside` is the room that figures behind the bars take. */
export function rowLayout({ width, isRightToLeft }: ChartFrame, count: number, aside: number): RowLayout {
  const isNarrow = width < 480;
  const names = isNarrow ? 0 : Math.min(168, Math.round(width * 0.24));
  const step = isNarrow ? 40 : 28;
  const bands = scaleBand<number>()
    .domain(Array.from({ length: count }, (_, index) => index))
    .range([0, count * step]);
  const above = isNarrow ? 18 : 5;
  const [start, end] = [names, width - aside];
  return {
    height: count * step + 2,
    range: isRightToLeft ? [width - start, width - end] : [start, end],
    top: (index) => (bands(index) ?? 0) + above,
    thickness: 18,
    name: (index, text, isMarked = false) =>
      svg`<text class=${isMarked ? 'name marked' : 'name'} x=${isRightToLeft ? width : 0} y=${(bands(index) ?? 0) + (isNarrow ? 13 : 18)}>${shortened(text, isNarrow ? width / 7 : names / 6.6)}</text>`,
  };
}

/** A text behind the end of a bar. */
export function behind(x: number, y: number, isRightToLeft: boolean, text: string): SVGTemplateResult {
  return svg`<text class="figure" x=${x + (isRightToLeft ? -6 : 6)} y=${y + 13}>${text}</text>`;
}

/** In two lines where it does not fit into one, broken at its last space. */
export function inLines(text: string, length: number): readonly string[] {
  const space = text.lastIndexOf(' ');
  if ([...text].length <= length || space < 0) return [shortened(text, length)];
  return [text.slice(0, space), text.slice(space + 1)].map((line) => shortened(line, length));
}

/** What does not fit is cut: the table has it whole. */
export function shortened(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, Math.max(1, Math.floor(length) - 1)).join('')}…`;
}
