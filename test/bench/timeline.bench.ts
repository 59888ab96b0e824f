import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { chromiumFlags, chromiumPath } from '../../.config/browser-tests/find-browsers.ts';
import { bound, compare, observeMachine, printReport, sample, type Metric, type Sample } from './report.ts';
import { serveScripts } from './serve-scripts.ts';
import { visit, type Visit } from './timeline/measure.ts';

// The list behind the timeline beside react-virtuoso, @lit-labs/virtualizer and virtua: the same rows in the same page, in turn.
// ROUNDS, SIZES and CONTENDERS narrow a run while working on it.
// A frame is partly blank if rows cover under 97 % of the list's height in it: on the screen, while a wheel is turned (`shown-blank.ts`). For ours also where
// the list is told of each step a frame after it was painted, which is harder than what a browser does that is in time.

const contenders = (process.env['CONTENDERS'] ?? 'rapport,react-virtuoso,lit-virtualizer,virtua').split(',');
const peers = contenders.filter((contender) => contender !== 'rapport');
const sizes = (process.env['SIZES'] ?? '1000,10000,100000').split(',').map(Number);
const rounds = Number(process.env['ROUNDS'] ?? 3);

const executablePath = chromiumPath();
if (!executablePath) throw new Error('No Chromium was found. Install one (`npm test` does), then run this again.');
const browser = await launch({ executablePath, args: [...chromiumFlags], headless: true });
const server = await serveScripts(fileURLToPath(new URL('timeline', import.meta.url)), [...contenders, 'observe']);
const machine = observeMachine();

const visits = new Map<string, Visit[]>();
try {
  for (let round = 0; round < rounds; round++) {
    for (const size of sizes) {
      // Who goes first changes with the round.
      for (const offset of contenders.keys()) {
        const contender = contenders[(offset + round) % contenders.length] as string;
        const key = `${contender} ${size}`;
        visits.set(key, [...(visits.get(key) ?? []), await visit(browser, server.url, contender, size)]);
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}

const of = (contender: string, size: number, figure: keyof Visit): Sample =>
  sample((visits.get(`${contender} ${size}`) ?? []).map((each) => each[figure]));
const all = (size: number, figure: keyof Visit, among = peers) =>
  Object.fromEntries(among.map((peer) => [peer, of(peer, size, figure)]));

const metrics: Metric[] = sizes.flatMap((size) => [
  compare({
    metric: `paint CPU, ${size} rows`,
    unit: 'ms',
    better: 'less',
    ours: of('rapport', size, 'paintCpu'),
    peers: all(size, 'paintCpu'),
    goal: 0.8,
  }),
  compare({
    metric: `paint, ${size} rows`,
    unit: 'ms',
    better: 'less',
    ours: of('rapport', size, 'paintWall'),
    peers: all(size, 'paintWall'),
  }),
  compare({
    metric: `heap, ${size} rows`,
    unit: 'MiB',
    better: 'less',
    ours: of('rapport', size, 'heap'),
    peers: all(size, 'heap'),
    goal: 0.5,
  }),
  compare({
    metric: `heap after scrolling, ${size} rows`,
    unit: 'MiB',
    better: 'less',
    ours: of('rapport', size, 'heapScrolled'),
    peers: all(size, 'heapScrolled'),
  }),
  compare({
    metric: `elements, ${size} rows`,
    unit: '',
    better: 'less',
    ours: of('rapport', size, 'elements'),
    peers: all(size, 'elements'),
  }),
  compare({
    metric: `scroll CPU per frame, ${size} rows`,
    unit: 'ms',
    better: 'less',
    ours: of('rapport', size, 'scrollCpu'),
    peers: all(size, 'scrollCpu', ['lit-virtualizer']),
    goal: 0.75,
  }),
  compare({
    metric: `scroll CPU per frame, all peers, ${size} rows`,
    unit: 'ms',
    better: 'less',
    ours: of('rapport', size, 'scrollCpu'),
    peers: all(size, 'scrollCpu'),
  }),
  bound({ metric: `frames dropped of 180, ${size} rows`, unit: '', ours: of('rapport', size, 'dropped') }),
  bound({
    metric: `frames partly blank, ${size} rows`,
    unit: '%',
    ours: percent(of('rapport', size, 'blank')),
    atMost: 1,
  }),
  bound({
    metric: `frames partly blank, told a frame late, ${size} rows`,
    unit: '%',
    ours: percent(of('rapport', size, 'lateBlank')),
    atMost: 1,
  }),
  bound({ metric: `shift on prepend, ${size} rows`, unit: 'px', ours: of('rapport', size, 'prependShift'), atMost: 1 }),
  bound({ metric: `error of a jump, ${size} rows`, unit: 'px', ours: of('rapport', size, 'jumpError'), atMost: 1 }),
]);
const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
if (least < most) {
  metrics.push(
    compare({
      metric: `paint CPU, ${most} rows to ${least}`,
      unit: 'ms',
      better: 'less',
      ours: of('rapport', most, 'paintCpu'),
      limit: of('rapport', least, 'paintCpu'),
      goalOfLimit: 1.3,
    }),
  );
}
for (const peer of peers) {
  for (const size of sizes) {
    metrics.push(
      bound({ metric: `${peer}: frames dropped of 180, ${size} rows`, unit: '', ours: of(peer, size, 'dropped') }),
      bound({
        metric: `${peer}: frames partly blank, ${size} rows`,
        unit: '%',
        ours: percent(of(peer, size, 'blank')),
      }),
      bound({ metric: `${peer}: shift on prepend, ${size} rows`, unit: 'px', ours: of(peer, size, 'prependShift') }),
    );
  }
}
printReport({ name: 'timeline', machine: machine(), metrics });

function percent({ median, min, max }: Sample): Sample {
  return { median: median * 100, min: min * 100, max: max * 100 };
}
