import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { chromiumFlags, chromiumPath } from '../../.config/browser-tests/find-browsers.ts';
import { bound, compare, observeMachine, printReport, sample, type Metric, type Sample } from './report.ts';
import { serveScripts } from './serve-scripts.ts';
import { sealAlone, takeRound, type Round } from './store/visit.ts';

// What a browser keeps, beside named peers: the same 100,000 contacts in the same Chromium with a profile on the disk, in turn. COUNT, ROUNDS and
// CONTENDERS narrow a run while working on it.

const peers = ['dexie', 'rxdb', 'tinybase', 'tanstack'];
const floors = ['raw-chunks', 'raw-rows'];
const contenders = process.env['CONTENDERS']?.split(',') ?? ['rapport', ...floors, ...peers];
const many = Number(process.env['COUNT'] ?? 100_000);
const few = many / 10;
const rounds = Number(process.env['ROUNDS'] ?? 3);

const executablePath = chromiumPath();
if (!executablePath) throw new Error('No Chromium was found. Install one (`npm test` does), then run this again.');
const profile = await mkdtemp(join(tmpdir(), 'rapport-bench-store-'));
const browser = await launch({
  executablePath,
  args: [...chromiumFlags],
  headless: true,
  userDataDir: profile,
  protocolTimeout: 600_000,
});
const server = await serveScripts(fileURLToPath(new URL('store', import.meta.url)), [
  ...contenders,
  'sealing',
  'stopwatch',
]);
const machine = observeMachine();

const taken = new Map<string, Round[]>();
const sealing: number[] = [];
try {
  for (let round = 0; round < rounds; round++) {
    for (const count of [many, few]) {
      // Who goes first changes with the round.
      for (const offset of contenders.keys()) {
        const contender = contenders[(offset + round) % contenders.length] as string;
        const key = `${contender} ${count}`;
        taken.set(key, [...(taken.get(key) ?? []), await takeRound(browser, server.url, contender, count)]);
      }
    }
    sealing.push(await sealAlone(browser, server.url, many));
  }
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 3 });
}

const of = (contender: string, figure: keyof Round, count = many): Sample | undefined => {
  const all = taken.get(`${contender} ${count}`);
  return all && sample(all.map((round) => round[figure]));
};
const ours = (figure: keyof Round, count = many): Sample => of('rapport', figure, count) as Sample;
const each = (figure: keyof Round, among: readonly string[] = peers): Record<string, Sample> =>
  Object.fromEntries(
    among.flatMap((name) => {
      const found = of(name, figure);
      return found ? [[name, found]] : [];
    }),
  );
const beside = (metric: string, figure: keyof Round, goals: { goalOfLimit?: number } = {}): Metric => {
  const limit = of('raw-chunks', figure);
  return compare({
    metric,
    unit: 'ms',
    better: 'less',
    ours: ours(figure),
    peers: each(figure),
    ...(limit && { limit }),
    ...goals,
  });
};

const contacts = many.toLocaleString('en-US');
const metrics: Metric[] = [
  beside(`keep ${contacts} contacts`, 'ingest', { goalOfLimit: 1.7 }),
  beside(`keep ${contacts} contacts, CPU of the page`, 'ingestCpu'),
  bound({ metric: `of that, sealing alone`, unit: 'ms', ours: sample(sealing) }),
  beside(`have ${contacts} at hand in a new page`, 'open', { goalOfLimit: 1.3 }),
  bound({ metric: 'first view of 1,000 rows in a new page', unit: 'ms', ours: ours('view'), atMost: 250 }),
  beside('first view of 1,000 rows in a new page', 'view'),
  bound({ metric: 'first use of a query', unit: 'ms', ours: ours('query'), atMost: 20 }),
  beside('first use of a query', 'query'),
  compare({
    metric: `one durable change among ${contacts}, to one among ${few.toLocaleString('en-US')}`,
    unit: 'ms',
    better: 'less',
    ours: ours('change'),
    limit: ours('change', few),
    goalOfLimit: 1.25,
  }),
  beside('one durable change', 'change'),
  ...[...floors, ...peers].flatMap((name) =>
    (['ingest', 'open', 'view', 'query', 'change'] as const).flatMap((figure) => {
      const found = of(name, figure);
      return found ? [bound({ metric: `${name}: ${figure}`, unit: 'ms', ours: found })] : [];
    }),
  ),
];
printReport({ name: 'store', machine: machine(), metrics });
process.exit();
