import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { svg, type TemplateResult } from 'lit';
import { picture, type ChartFrame } from './frame.ts';
import { inLines } from './rows.ts';

export interface StackedColumns {
  /** From the foot of each column up. */
  readonly layers: readonly { readonly key: string; readonly label: string }[];
  readonly columns: readonly {
    readonly label: string;
    readonly values: Readonly<Record<string, number>>;
    /** A line across the column: a quota. */
    readonly line?: { readonly value: number; readonly label: string };
    /** A point over the column: what is to be expected. */
    readonly point?: { readonly value: number; readonly label: string };
  }[];
  readonly format: (value: number) => string;
  /** For the axis. */
  readonly shortFormat: (value: number) => string;
}

/** Columns side by side, each made of layers. */
export function stackedColumns(
  frame: ChartFrame,
  { layers, columns, format, shortFormat }: StackedColumns,
): TemplateResult {
  const { width, isRightToLeft } = frame;
  const [top, axis, height] = [10, width < 480 ? 48 : 64, 240];
  const stacks = stack<StackedColumns['columns'][number], string>()
    .keys(layers.map(({ key }) => key))
    .value((column, key) => column.values[key] ?? 0)([...columns]);
  const most = Math.max(
    1,
    ...columns.flatMap(({ line, point }) => [line?.value ?? 0, point?.value ?? 0]),
    ...stacks.flatMap((layer) => layer.map(([, end]) => end)),
  );
  const x = scaleBand<number>()
    .domain(columns.map((_, index) => index))
    .range(isRightToLeft ? [width - axis, 0] : [axis, width])
    .paddingInner(0.4)
    .paddingOuter(0.2);
  const labels = columns.map(({ label }) => inLines(label, x.step() / 6));
  const foot = labels.some(({ length }) => length > 1) ? 40 : 24;
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([height - foot, top]);
  const band = Math.min(72, x.bandwidth());
  const left = (index: number): number => (x(index) ?? 0) + (x.bandwidth() - band) / 2;
  const near = isRightToLeft ? width : 0;
  const [from, to] = isRightToLeft ? [0, width - axis] : [axis, width];
  return picture(
    frame,
    height,
    svg`${y.ticks(4).map(
      (tick) => svg`<line class="grid" x1=${from} x2=${to} y1=${y(tick)} y2=${y(tick)}/>
      <text class="tick" x=${near} y=${y(tick) + 4}>${shortFormat(tick)}</text>`,
    )}
    ${stacks.map((layer, place) =>
      layer.map(
        ([low, high], index) =>
          svg`<rect class=${`layer ${layer.key}`} x=${left(index)} width=${band} y=${y(high)} height=${Math.max(0, y(low) - y(high))}><title>${`${columns[index]?.label}, ${layers[place]?.label}: ${format(high - low)}`}</title></rect>`,
      ),
    )}
    ${columns.map(
      ({ line, point }, index) =>
        svg`${
          line &&
          svg`<line class="quota" x1=${left(index) - 8} x2=${left(index) + band + 8} y1=${y(line.value)} y2=${y(line.value)}><title>${line.label}</title></line>`
        }${
          point &&
          svg`<circle class="point" cx=${left(index) + band / 2} cy=${y(point.value)} r="4"><title>${point.label}</title></circle>`
        }${labels[index]?.map((text, row) => svg`<text class="tick middle" x=${left(index) + band / 2} y=${height - foot + 18 + 16 * row}>${text}</text>`)}`,
    )}`,
  );
}
