import { scaleLinear } from 'd3-scale';
import { area } from 'd3-shape';
import { svg, type TemplateResult } from 'lit';
import { picture, spanOf, type ChartFrame } from './frame.ts';
import { behind, rowLayout } from './rows.ts';

export interface FunnelRow {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  /** What it is all for. */
  readonly isGoal?: boolean;
}

/** How many came how far: a bar a stage, each no longer than the one before. */
export function funnel(frame: ChartFrame, rows: readonly FunnelRow[]): TemplateResult {
  const { isRightToLeft } = frame;
  const layout = rowLayout(frame, rows.length, 104);
  const x = scaleLinear()
    .domain([0, Math.max(1, ...rows.map(({ value }) => value))])
    .range(layout.range);
  const slope = area<readonly [number, number]>()
    .x0(() => x(0))
    .x1(([value]) => x(value))
    .y(([, at]) => at);
  return picture(
    frame,
    layout.height,
    svg`${rows.map(({ label, value, text, isGoal }, index) => {
      const top = layout.top(index);
      const bar = spanOf(x(0), x(value));
      const next = rows[index + 1];
      return svg`${layout.name(index, label)}
      ${
        next &&
        svg`<path class="slope" d=${slope([
          [value, top + layout.thickness],
          [next.value, layout.top(index + 1)],
        ])}/>`
      }
      <rect class=${isGoal ? 'bar goal' : 'bar'} x=${bar.x} width=${Math.max(1, bar.width)} y=${top} height=${layout.thickness}><title>${`${label}: ${text}`}</title></rect>
      ${behind(x(value), top, isRightToLeft, text)}`;
    })}`,
  );
}
