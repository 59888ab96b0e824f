import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { chromiumFlags, chromiumPath } from '../../.config/browser-tests/find-browsers.ts';
import { measureBoardServer } from './board-server/index.ts';
import { look, visit, type Shown, type Visit } from './board/measure.ts';
import { bound, compare, observeMachine, printReport, sample, type Metric, type Sample } from './report.ts';
import { serveScripts } from './serve-scripts.ts';

// The deal board beside the boards that React's libraries make: the same cards in the same page, in turn, moved by a real mouse. The limit is the least that
// shows the cards in view, and that answers to nothing.
// Then what a board asks of the server as it opens, of ten times the deals. ROUNDS, SIZES and CONTENDERS narrow a run while working on it.

const all = (process.env['CONTENDERS'] ?? 'rapport,hello-pangea,hello-pangea-virtuoso,pragmatic').split(',');
const peers = all.filter((name) => name !== 'rapport');
/** Loaded cards in each of eight columns. */
const sizes = (process.env['SIZES'] ?? '125,1250').split(',').map(Number);
const rounds = Number(process.env['ROUNDS'] ?? 3);

const executablePath = chromiumPath();
if (!executablePath) throw new Error('No Chromium was found. Install one (`npm test` does), then run this again.');
const browser = await launch({ executablePath, args: [...chromiumFlags], headless: true });
const server = await serveScripts(fileURLToPath(new URL('board', import.meta.url)), [
  ...all,
  'bare',
  'observe',
  'rapport-data',
]);
const machine = observeMachine();

const visits = new Map<string, Visit[]>();
const least = new Map<number, Shown[]>();
try {
  for (let round = 0; round < rounds; round++) {
    for (const size of sizes) {
      least.set(size, [...(least.get(size) ?? []), await look(browser, server.url, 'bare', size)]);
      // Who goes first changes with the round.
      for (const offset of all.keys()) {
        const contender = all[(offset + round) % all.length] as string;
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
const beside = (size: number, figure: keyof Visit) => ({
  ours: of('rapport', size, figure),
  peers: Object.fromEntries(peers.map((peer) => [peer, of(peer, size, figure)])),
});
const besideLeast = (size: number, figure: keyof Shown) => ({
  ...beside(size, figure),
  limit: sample((least.get(size) ?? []).map((each) => each[figure])),
});

const metrics: Metric[] = sizes.flatMap((size) => {
  const cards = `8 × ${size}`;
  const less = { better: 'less' } as const;
  return [
    compare({ metric: `paint CPU, ${cards}`, unit: 'ms', ...less, ...besideLeast(size, 'paintCpu'), goal: 0.35 }),
    compare({ metric: `paint, ${cards}`, unit: 'ms', ...less, ...besideLeast(size, 'paintWall') }),
    compare({ metric: `heap, ${cards}`, unit: 'MiB', ...less, ...besideLeast(size, 'heap'), goal: 0.5 }),
    compare({ metric: `lift CPU, ${cards}`, unit: 'ms', ...less, ...besideLeast(size, 'liftCpu'), goal: 0.5 }),
    compare({ metric: `carry and drop CPU, ${cards}`, unit: 'ms', ...less, ...beside(size, 'carryCpu') }),
    bound({ metric: `drop to painted, ${cards}`, unit: 'frames', ours: of('rapport', size, 'dropFrames'), atMost: 1 }),
    compare({ metric: `drop to painted, ${cards}`, unit: 'ms', ...less, ...beside(size, 'dropWall') }),
    compare({
      metric: `main thread at 100 updates/s, ${cards}`,
      unit: 'of 1',
      ...less,
      ...beside(size, 'busy'),
      goal: 0.85,
    }),
    bound({ metric: `frames dropped in 5 s, ${cards}`, unit: '', ours: of('rapport', size, 'dropped'), atMost: 0 }),
    ...peers.map((peer) =>
      bound({ metric: `${peer}: frames dropped in 5 s, ${cards}`, unit: '', ours: of(peer, size, 'dropped') }),
    ),
  ];
});
metrics.push(...(await measureBoardServer()));
printReport({ name: 'board', machine: machine(), metrics });
