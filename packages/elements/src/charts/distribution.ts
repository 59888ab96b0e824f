import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter } from 'd3-shape';
import { svg, type TemplateResult } from 'lit';
import { picture, type ChartFrame } from './frame.ts';

export interface Distribution {
  /** Of one width, in order. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly marks: readonly { readonly value: number; readonly label: string; readonly kind: 'percentile' | 'target' }[];
  readonly shortFormat: (value: number) => string;
}

/** How often each outcome came about, with what marks the low, the middle and the high ones. */
export function distribution(frame: ChartFrame, { bins, marks, shortFormat }: Distribution): TemplateResult {
  const { width, isRightToLeft } = frame;
  const [top, foot, height] = [34, 22, 200];
  const low = Math.min(...bins.map(({ from }) => from), ...marks.map(({ value }) => value));
  const high = Math.max(...bins.map(({ to }) => to), ...marks.map(({ value }) => value));
  const x = scaleLinear()
    .domain([low, high === low ? low + 1 : high])
    .range(isRightToLeft ? [width - 12, 12] : [12, width - 12]);
  const y = scaleLinear()
    .domain([0, Math.max(1, ...bins.map(({ count }) => count))])
    .range([height - foot, top]);
  const levelOf = (kind: 'percentile' | 'target'): number => (kind === 'target' ? top - 22 : top - 8);
  const last = bins.at(-1);
  const points = [
    ...bins.map(({ from, count }): [number, number] => [from, count]),
    ...(last ? ([[last.to, last.count]] as [number, number][]) : []),
  ];
  const shape = area<[number, number]>()
    .x(([value]) => x(value))
    .y0(y(0))
    .y1(([, count]) => y(count))
    .curve(curveStepAfter);
  return picture(
    frame,
    height,
    svg`<path class="area" d=${shape(points) ?? ''}/>
    <line class="grid" x1="0" x2=${width} y1=${y(0)} y2=${y(0)}/>
    ${x.ticks(width < 480 ? 3 : 6).map((tick) => svg`<text class="tick middle" x=${x(tick)} y=${height - 6}>${shortFormat(tick)}</text>`)}
    ${marks.map(
      ({ value, kind }) => svg`<line class=${kind} x1=${x(value)} x2=${x(value)} y1=${levelOf(kind) + 4} y2=${y(0)}/>`,
    )}
    ${marks.map(({ value, label, kind }) => {
      const anchor = x(value) < 40 ? 'near' : x(value) > width - 40 ? 'far' : 'middle';
      const side = isRightToLeft && anchor !== 'middle' ? (anchor === 'near' ? 'far' : 'near') : anchor;
      // Over every line, with a rim: another mark's may run through it.
      return svg`<text class=${`tick strong rimmed ${side}`} x=${x(value)} y=${levelOf(kind)}>${label}</text>`;
    })}`,
  );
}
