import { availableParallelism, cpus, loadavg } from 'node:os';

/** One figure of a benchmark beside the best peer's, measured on the same data in the same run. Values are medians. */
export interface Metric {
  readonly metric: string;
  readonly unit: string;
  readonly ours: number;
  readonly best?: number;
  readonly peer?: string;
  /** Ours ÷ best. */
  readonly ratio?: number;
  /** What the least code that could do it reaches: bare SQL, a hand-written closure. */
  readonly limit?: number;
  /** Ours ÷ limit. */
  readonly ofLimit?: number;
  /** In words: `≤ 0.8× best peer`. */
  readonly goal?: string;
  /** Whether every goal is met; missing where there is none. */
  readonly met?: boolean;
  /** Least and greatest of the rounds. */
  readonly spread: { readonly ours: Spread; readonly best?: Spread; readonly limit?: Spread };
}

export type Spread = readonly [min: number, max: number];

export interface Sample {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Report {
  readonly name: string;
  readonly machine: Machine;
  readonly metrics: readonly Metric[];
}

/** What else the figures depend on. */
export interface Machine {
  readonly cpu: string;
  readonly cpus: number;
  readonly node: string;
  /** Over 1 minute: before and after. Above `cpus` the figures are noisy. */
  readonly load: readonly [before: number, after: number];
}

/** The middle, least and greatest of several rounds. */
export function sample(rounds: readonly number[]): Sample {
  if (rounds.length === 0) throw new RangeError('A sample needs at least one round');
  const sorted = rounds.toSorted((a, b) => a - b);
  const median = (sorted[Math.ceil(sorted.length / 2) - 1]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** Ours beside the best of the peers and beside the limit. A goal is the greatest ratio allowed, or the least where more is better. */
export function compare(options: {
  readonly metric: string;
  readonly unit: string;
  readonly better: 'less' | 'more';
  readonly ours: Sample;
  readonly peers?: Readonly<Record<string, Sample>>;
  readonly limit?: Sample;
  /** Ours ÷ best peer. */
  readonly goal?: number;
  /** Ours ÷ limit. */
  readonly goalOfLimit?: number;
}): Metric {
  const { metric, unit, better, ours, peers = {}, limit, goal, goalOfLimit } = options;
  const order = better === 'less' ? 1 : -1;
  const [peer, best] = Object.entries(peers).toSorted(([, a], [, b]) => order * (a.median - b.median))[0] ?? [];
  const ratio = best && ours.median / best.median;
  const ofLimit = limit && ours.median / limit.median;
  const goals = [
    ...(goal !== undefined && ratio !== undefined ? [{ goal, ratio, of: 'best peer' }] : []),
    ...(goalOfLimit !== undefined && ofLimit !== undefined ? [{ goal: goalOfLimit, ratio: ofLimit, of: 'limit' }] : []),
  ];
  return {
    metric,
    unit,
    ours: ours.median,
    ...(best && peer !== undefined && ratio !== undefined && { best: best.median, peer, ratio }),
    ...(limit && ofLimit !== undefined && { limit: limit.median, ofLimit }),
    ...(goals.length > 0 && {
      goal: goals.map((each) => `${better === 'less' ? '≤' : '≥'} ${each.goal}× ${each.of}`).join(', '),
      met: goals.every((each) => (better === 'less' ? each.ratio <= each.goal : each.ratio >= each.goal)),
    }),
    spread: { ours: spread(ours), ...(best && { best: spread(best) }), ...(limit && { limit: spread(limit) }) },
  };
}

/** Ours against a bound of its own: a share of blank frames, a shift in pixels. */
export function bound(options: {
  readonly metric: string;
  readonly unit: string;
  readonly ours: Sample;
  readonly atMost?: number;
  readonly atLeast?: number;
}): Metric {
  const { metric, unit, ours, atMost, atLeast } = options;
  const goals = [
    ...(atMost === undefined ? [] : [`≤ ${atMost} ${unit}`]),
    ...(atLeast === undefined ? [] : [`≥ ${atLeast} ${unit}`]),
  ];
  return {
    metric,
    unit,
    ours: ours.median,
    goal: goals.join(', '),
    met: ours.median <= (atMost ?? Infinity) && ours.median >= (atLeast ?? -Infinity),
    spread: { ours: spread(ours) },
  };
}

function spread({ min, max }: Sample): Spread {
  return [min, max];
}

/** Call before the first round; call what it gives after the last. */
export function observeMachine(): () => Machine {
  const before = loadavg()[0]!;
  return () => ({
    cpu: cpus()[0]?.model ?? 'unknown',
    cpus: availableParallelism(),
    node: process.version,
    load: [before, loadavg()[0]!],
  });
}

/** Prints a table, or with `--json` on the command line the metrics as an array. A goal that is missed is told, and no failure: a benchmark reports. */
export function printReport(report: Report, json: boolean = process.argv.includes('--json')): void {
  if (json) {
    console.log(JSON.stringify(report.metrics, null, 2));
    return;
  }
  const { machine } = report;
  console.log(`${report.name} · ${machine.cpu}, ${machine.cpus} CPUs, Node ${machine.node}`);
  console.log(`load ${machine.load.map((load) => load.toFixed(2)).join(' → ')}\n`);
  const head = ['metric', 'ours', 'best peer', 'ratio', 'limit', 'of limit', 'goal', ''];
  console.log(table([head, ...report.metrics.map(row)]));
}

function row(metric: Metric): string[] {
  const { unit, ours, best, peer, ratio, limit, ofLimit, goal, met, spread: spreads } = metric;
  return [
    metric.metric,
    figure(ours, unit, spreads.ours),
    best === undefined ? '' : `${peer} ${figure(best, unit, spreads.best)}`,
    ratio === undefined ? '' : `${short(ratio)}×`,
    limit === undefined ? '' : figure(limit, unit, spreads.limit),
    ofLimit === undefined ? '' : `${short(ofLimit)}×`,
    goal ?? '',
    met === undefined ? '' : met ? '✓' : '✗',
  ];
}

function figure(median: number, unit: string, range: Spread | undefined): string {
  const rounds = range && range[0] !== range[1] ? ` (${range.map(short).join('–')})` : '';
  return `${short(median)} ${unit}${rounds}`;
}

function short(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]!.map((_, column) => column).filter((column) => rows.slice(1).some((cells) => cells[column]));
  const widths = new Map(columns.map((column) => [column, Math.max(...rows.map((cells) => cells[column]!.length))]));
  return rows
    .map((cells) =>
      columns
        .map((column) => cells[column]!.padEnd(widths.get(column)!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
