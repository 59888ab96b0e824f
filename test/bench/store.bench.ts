import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { chromiumFlags, chromiumPath } from '../../.config/browser-tests/find-browsers.ts';
import { bound, compare, observeMachine, printReport, sample, type Metric, type Sample } from './report.ts';
import { serveScripts } from './serve-scripts.ts';
import type { Cost } from './store/cpu-of.ts';
import { takeClientRound, type ClientRound } from './store/visit-client.ts';
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
  'client',
  'sealing',
  'stopwatch',
]);
const machine = observeMachine();

const taken = new Map<string, Round[]>();
const sealing: Cost[] = [];
const clients: ClientRound[] = [];
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
    clients.push(await takeClientRound(browser, server.url, many));
  }
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 3 });
}

type Figure = keyof Round;
const costs = (all: readonly Cost[], unit: keyof Cost): Sample => sample(all.map((cost) => cost[unit]));
const of = (contender: string, figure: Figure, unit: keyof Cost, count = many): Sample | undefined => {
  const all = taken.get(`${contender} ${count}`);
  return (
    all &&
    costs(
      all.map((round) => round[figure]),
      unit,
    )
  );
};
const ours = (figure: Figure, unit: keyof Cost = 'time', count = many): Sample =>
  of('rapport', figure, unit, count) as Sample;
/** Beside the peers and bare chunks: by the clock, which the goals are for, and in the page's processor time. */
const beside = (metric: string, figure: Figure, goalOfLimit?: number): Metric[] =>
  (['time', 'cpu'] as const).map((unit) => {
    const limit = of('raw-chunks', figure, unit);
    const among = peers.flatMap((name) => {
      const found = of(name, figure, unit);
      return found ? [[name, found] as const] : [];
    });
    return compare({
      metric: unit === 'cpu' ? `${metric}, CPU of the page` : metric,
      unit: 'ms',
      better: 'less',
      ours: ours(figure, unit),
      peers: Object.fromEntries(among),
      ...(limit && { limit }),
      ...(goalOfLimit === undefined || unit === 'cpu' ? {} : { goalOfLimit }),
    });
  });
const client = (figure: 'first' | 'another' | 'edit', unit: keyof Cost = 'time'): Sample =>
  costs(
    clients.map((round) => round[figure]),
    unit,
  );

const contacts = many.toLocaleString('en-US');
const metrics: Metric[] = [
  ...beside(`keep ${contacts} contacts`, 'ingest', 1.7),
  bound({ metric: 'of that, sealing alone', unit: 'ms', ours: costs(sealing, 'time') }),
  bound({ metric: 'of that, sealing alone, CPU of the page', unit: 'ms', ours: costs(sealing, 'cpu') }),
  ...beside(`have ${contacts} at hand in a new page`, 'open', 1.3),
  ...beside('first 1,000 rows in a new page', 'view'),
  ...beside('first use of a query', 'query'),
  ...beside('one durable change', 'change'),
  compare({
    metric: `one durable change among ${contacts}, to one among ${few.toLocaleString('en-US')}`,
    unit: 'ms',
    better: 'less',
    ours: ours('change'),
    limit: ours('change', 'time', few),
    goalOfLimit: 1.25,
  }),
  bound({ metric: 'whole client: first 1,000 rows in a new page', unit: 'ms', ours: client('first'), atMost: 250 }),
  bound({ metric: 'whole client: that, CPU of the page', unit: 'ms', ours: client('first', 'cpu') }),
  bound({ metric: 'whole client: first use of a query', unit: 'ms', ours: client('another'), atMost: 20 }),
  bound({ metric: 'whole client: that, CPU of the page', unit: 'ms', ours: client('another', 'cpu') }),
  bound({
    metric: '20,000 edits of 100 records offline: writes that wait',
    unit: '',
    ours: sample(clients.map(({ waiting }) => waiting)),
    atMost: 100,
  }),
  bound({ metric: '20,000 edits of 100 records offline: all of them', unit: 'ms', ours: client('edit') }),
  ...[...floors, ...peers].flatMap((name) =>
    (['ingest', 'open', 'view', 'query', 'change'] as const).flatMap((figure) => {
      const found = of(name, figure, 'time');
      return found ? [bound({ metric: `${name}: ${figure}`, unit: 'ms', ours: found })] : [];
    }),
  ),
];
printReport({ name: 'store', machine: machine(), metrics });
process.exit();
