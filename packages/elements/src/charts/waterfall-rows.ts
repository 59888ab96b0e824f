import { scaleLinear } from 'd3-scale';
import { svg, type TemplateResult } from 'lit';
import { picture, spanOf, type ChartFrame } from './frame.ts';
import { behind, rowLayout } from './rows.ts';

export interface WaterfallRow {
  readonly label: string;
  /** Where the bar begins and ends; a total begins at zero. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'total' | 'up' | 'won' | 'down' | 'none';
  readonly text: string;
}

/** Steps from one amount to another, each from where the one before it ended. */
export function waterfallRows(frame: ChartFrame, rows: readonly WaterfallRow[]): TemplateResult {
  const { isRightToLeft } = frame;
  const layout = rowLayout(frame, rows.length, 96);
  const x = scaleLinear()
    .domain([
      Math.min(0, ...rows.map(({ from, to }) => Math.min(from, to))),
      Math.max(1, ...rows.map(({ from, to }) => Math.max(from, to))),
    ])
    .range(layout.range);
  return picture(
    frame,
    layout.height,
    svg`<line class="grid" x1=${x(0)} x2=${x(0)} y1="0" y2=${layout.height}/>
    ${rows.map(({ label, from, to, kind, text }, index) => {
      const top = layout.top(index);
      const bar = spanOf(x(from), x(to));
      const end = x(Math.max(from, to));
      return svg`${layout.name(index, label, kind === 'total')}
      <rect class=${`step ${kind}`} x=${bar.x} width=${Math.max(1, bar.width)} y=${top} height=${layout.thickness}><title>${`${label}: ${text}`}</title></rect>
      ${index < rows.length - 1 ? svg`<line class="joint" x1=${x(to)} x2=${x(to)} y1=${top + layout.thickness} y2=${layout.top(index + 1)}/>` : ''}
      ${behind(end, top, isRightToLeft, text)}`;
    })}`,
  );
}
