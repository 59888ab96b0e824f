import type { Backend } from '@rapport/core';
import { columnQuery } from '@rapport/core/pipeline';
import { openStore, sqlBackend } from '@rapport/server';
import { freshDatabase, startPostgres } from '@rapport/test-postgres';
import { compare, sample, type Metric, type Sample } from '../report.ts';
import { boardWhere, columnPages, fillPipeline, now } from './pipeline.ts';

const sizes = [5_000, 50_000] as const;
type Size = (typeof sizes)[number];
const rounds = Number(process.env['ROUNDS'] ?? 15);

interface Rounds {
  readonly pages: number[];
  readonly first: number[];
  readonly again: number[];
}

/**
 * What a board asks of the server as it opens, of a pipeline of 50,000 deals beside one of 5,000 in the same database: the first page of each of its eight
 * columns, one after the other, and its totals, when nobody has asked since the last change and when somebody has. On PostgreSQL and on PGlite.
 */
export async function measureBoardServer(): Promise<Metric[]> {
  const postgres = await startPostgres();
  try {
    const { url } = await freshDatabase(postgres.url);
    return [...(await measureStore('PostgreSQL', url)), ...(await measureStore('PGlite', undefined))];
  } finally {
    await postgres.stop();
  }
}

async function measureStore(name: string, databaseUrl: string | undefined): Promise<Metric[]> {
  const store = await openStore({ databaseUrl, clock: () => now, newId: () => crypto.randomUUID() });
  try {
    const backends = new Map(
      sizes.map((size) => [size, sqlBackend(store, { tenant: `deals${size}`, role: 'admin' })] as const),
    );
    for (const [size, backend] of backends) await fillPipeline(backend, size);
    await store.database.administer((session) => session.query({ text: 'analyze', values: [] }).then(() => undefined));
    const taken = new Map(sizes.map((size): [Size, Rounds] => [size, { pages: [], first: [], again: [] }]));
    // The first rounds warm up: statements are prepared, and pages come into memory.
    for (let round = -3; round < rounds; round++) {
      for (const [size, backend] of round % 2 === 0 ? backends : [...backends].toReversed()) {
        const { pages, first, again } = await askOnce(backend);
        if (round < 0) continue;
        taken.get(size)?.pages.push(pages);
        taken.get(size)?.first.push(first);
        taken.get(size)?.again.push(again);
      }
    }
    const of = (size: Size, what: keyof Rounds): Sample => sample(taken.get(size)?.[what] ?? []);
    const beside = (metric: string, what: keyof Rounds, goal?: number): Metric =>
      compare({
        metric: `${metric} of 50,000 deals, ${name}`,
        unit: 'ms',
        better: 'less',
        ours: of(50_000, what),
        peers: { 'of 5,000': of(5_000, what) },
        ...(goal === undefined ? {} : { goal }),
      });
    return [
      beside('first pages of 8 columns', 'pages', 1.2),
      beside('totals after a change', 'first'),
      beside('totals again', 'again'),
    ];
  } finally {
    await store.close();
  }
}

async function askOnce(backend: Backend): Promise<{ pages: number; first: number; again: number }> {
  const pages = await timed(async () => {
    for (const query of columnPages) {
      const { records } = await backend.query(query);
      if (records.length !== 50) throw new Error(`A column of ${records.length} deals.`);
    }
  });
  await change(backend);
  const query = columnQuery(boardWhere, 'Europe/Berlin');
  return {
    pages,
    first: await timed(() => backend.aggregate(query)),
    again: await timed(() => backend.aggregate(query)),
  };
}

async function change(backend: Backend): Promise<void> {
  const patches = [{ op: 'create', type: 'task', id: crypto.randomUUID(), set: { subject: 'Call', status: 'open' } }];
  await backend.push([
    { id: crypto.randomUUID(), command: 'task.create', at: new Date(now).toISOString(), patches },
  ] as Parameters<Backend['push']>[0]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
