import type { Contender } from './live/contender.ts';
import { handWritten } from './live/hand-written.ts';
import { ours } from './live/ours.ts';
import { mobx, tanstack, tinybase } from './live/peers.ts';
import { countryOf, makeRows, nameOf, randomOf, type Row } from './live/rows.ts';
import { compare, observeMachine, printReport, sample } from './report.ts';

// One row of 100,000 changes its name and so its place in a live query of 1,000; 20 such queries are open. Timed from the change's coming in until a
// listener holds the new result. ROUNDS and PEERS=0 narrow a run while working on it.

const rounds = Number(process.env['ROUNDS'] ?? 3);
const rowCount = 100_000;
const openCount = 20;
const contenders: readonly Contender[] =
  process.env['PEERS'] === '0' ? [handWritten, ours] : [handWritten, ours, tanstack, mobx, tinybase];

const machine = observeMachine();
const countries = Array.from({ length: openCount }, (_, group) => countryOf(group));
const taken = new Map(contenders.map(({ name }) => [name, { p50: [] as number[], p95: [] as number[] }]));

// One of each stays open, as in a page: with the last object of a kind, V8 lets go of the code it compiled for it.
for (const { open } of contenders) await open(makeRows(100, randomOf(0)), countries, () => {});

// The first round warms up.
for (let round = 0; round <= rounds; round++) {
  for (const contender of contenders) {
    const times = await time(contender, round);
    if (round === 0) continue;
    taken.get(contender.name)?.p50.push(quantile(times, 0.5));
    taken.get(contender.name)?.p95.push(quantile(times, 0.95));
  }
}

async function time({ name, updates, open }: Contender, seed: number): Promise<number[]> {
  const random = randomOf(seed + 1);
  const rows = makeRows(rowCount, random);
  const current = rows.slice();
  let end = 0;
  let wake = (): void => {};
  const opened = await open(rows, countries, () => {
    end = performance.now();
    wake();
  });
  const times: number[] = [];
  globalThis.gc?.();
  // The first ones are not counted: what the collection of garbage let go of compiled code is compiled again.
  const first = Math.floor(-updates / 3);
  for (let update = first; update < updates; update++) {
    const index = Math.floor(random() * (rowCount / 100)) * 100 + Math.floor(random() * openCount);
    const before = current[index] as Row;
    const row: Row = { ...before, version: before.version + 1, name: nameOf(random) };
    current[index] = row;
    const told = new Promise<void>((resolve) => (wake = resolve));
    const start = performance.now();
    opened.put(row);
    await told;
    if (update >= 0) times.push(1_000 * (end - start));
  }
  for (const country of countries) {
    const expected = current
      .filter((row) => row.country === country)
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
    if (opened.ids(country).join() !== expected.join())
      throw new Error(`${name} shows other contacts of ${country} than there are, or in another order.`);
  }
  opened.close();
  return times;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

const metrics = (['p50', 'p95'] as const).map((which) => {
  const of = (name: string) => sample(taken.get(name)?.[which] ?? []);
  const peers = Object.fromEntries(
    contenders.filter((one) => one !== ours && one !== handWritten).map(({ name }) => [name, of(name)]),
  );
  return compare({
    metric: `one update, ${which}`,
    unit: 'µs',
    better: 'less',
    ours: of('ours'),
    peers,
    limit: of('hand-written'),
    goalOfLimit: which === 'p50' ? 1.2 : 2,
  });
});
const others = contenders
  .filter((one) => one !== ours && one !== handWritten)
  .map(({ name }) =>
    compare({
      metric: `one update, p50, beside ${name}`,
      unit: 'µs',
      better: 'less',
      ours: sample(taken.get('ours')?.p50 ?? []),
      peers: { [name]: sample(taken.get(name)?.p50 ?? []) },
    }),
  );

printReport({ name: 'live', machine: machine(), metrics: [...metrics, ...others] });
process.exit();
