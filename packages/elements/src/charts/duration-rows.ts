import { scaleLinear } from 'd3-scale';
import { svg, type TemplateResult } from 'lit';
import { picture, spanOf, type ChartFrame } from './frame.ts';
import { behind, rowLayout } from './rows.ts';

export interface DurationRow {
  readonly label: string;
  /** In one unit: half of the stays are no longer, three quarters, nine of ten. */
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly text: string;
  readonly isMarked: boolean;
}

/** How long stays take: a bar to the median, a thinner one to the third quartile, a line to the ninth decile. */
export function durationRows(frame: ChartFrame, rows: readonly DurationRow[]): TemplateResult {
  const { isRightToLeft } = frame;
  const layout = rowLayout(frame, rows.length, 88);
  const x = scaleLinear()
    .domain([0, Math.max(1, ...rows.map(({ p90 }) => p90))])
    .range(layout.range);
  return picture(
    frame,
    layout.height,
    svg`${rows.map(({ label, p50, p75, p90, text, isMarked }, index) => {
      const top = layout.top(index);
      const middle = top + layout.thickness / 2;
      const half = spanOf(x(0), x(p50));
      const most = spanOf(x(p50), x(p75));
      return svg`${layout.name(index, label, isMarked)}
      <line class="whisker" x1=${x(p75)} x2=${x(p90)} y1=${middle} y2=${middle}/>
      <line class="whisker" x1=${x(p90)} x2=${x(p90)} y1=${middle - 4} y2=${middle + 4}/>
      <rect class=${isMarked ? 'bar soft marked' : 'bar soft'} x=${most.x} width=${most.width} y=${top + 4} height=${layout.thickness - 8}/>
      <rect class=${isMarked ? 'bar marked' : 'bar'} x=${half.x} width=${Math.max(1, half.width)} y=${top} height=${layout.thickness}><title>${`${label}: ${text}`}</title></rect>
      ${behind(x(p90), top, isRightToLeft, text)}`;
    })}`,
  );
}
