import pg from 'pg';
import { openStore, sqlBackend } from '@rapport/server';
import { operations, portBody, type Operation } from './operations.ts';

// The limit: the statements that our server sends for an operation, sent again by `pg` alone with its rows as it gives them to anybody, by as many loops
// as there are connections to ours. They are noted down as our own backend sends them, each round anew, while nothing is measured.

type Noted = { readonly text: string; readonly values: unknown[]; readonly name?: string };
const [, , databaseUrl = '', connections = '10', atOnce = '10'] = process.argv;
const store = await openStore({
  databaseUrl,
  connections: Number(connections),
  clock: Date.now,
  newId: () => crypto.randomUUID(),
});
const backend = sqlBackend(store, { tenant: 'bench', role: 'admin' });
const pool = new pg.Pool({
  connectionString: databaseUrl,
  max: Number(connections),
  options: '-c TimeZone=UTC -c jit=off -c role=rapport_tenant -c rapport.tenant=bench',
});

process.on('message', async ({ operation, milliseconds }: { operation: Operation; milliseconds: number }) => {
  const noted = await note(operation, operation === 'log a call' ? 20 : 500);
  const latencies: number[] = [];
  const start = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    while (performance.now() - start < milliseconds) {
      const statements = fresh(operation, noted[next++ % noted.length] ?? []);
      const began = performance.now();
      for (const statement of statements) await pool.query(statement);
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, work));
  process.send?.({
    count: latencies.length,
    perSecond: latencies.length / ((performance.now() - start) / 1_000),
    latencies: quantiles(latencies),
  });
});
process.send?.({ ready: true, operations });

async function note(operation: Operation, count: number): Promise<readonly (readonly Noted[])[]> {
  const query = Reflect.get(pg.Client.prototype, 'query') as (this: pg.Client, ...rest: unknown[]) => unknown;
  let statements: Noted[] = [];
  const noting = function (this: pg.Client, ...rest: unknown[]): unknown {
    const [config] = rest as [Partial<Noted> | string];
    if (typeof config === 'object' && config.text !== undefined && config.values && !config.text.includes('set_config'))
      statements.push({
        text: config.text,
        values: [...config.values],
        ...(config.name === undefined ? {} : { name: config.name }),
      });
    return query.apply(this, rest);
  };
  Reflect.set(pg.Client.prototype, 'query', noting);
  const all: Noted[][] = [];
  try {
    for (let index = 0; index < count; index++) {
      statements = [];
      const { path, body } = portBody(operation, index);
      if (path === '/v1/query') await backend.query(body as never);
      else await backend.push((body as { mutations: never }).mutations);
      all.push(statements);
    }
  } finally {
    Reflect.set(pg.Client.prototype, 'query', query);
  }
  return all;
}

const own = /00000002-0000-7000-8000-[0-9a-f]{12}|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** What was logged once is logged again under new ids: those of the record and of the mutation. */
function fresh(operation: Operation, statements: readonly Noted[]): readonly Noted[] {
  if (operation !== 'log a call') return statements;
  const ids = new Map<string, string>();
  const change = (id: string): string => {
    const known = ids.get(id) ?? crypto.randomUUID();
    ids.set(id, known);
    return known;
  };
  return statements.map((statement) => ({
    ...statement,
    values: statement.values.map((value) => (typeof value === 'string' ? value.replaceAll(own, change) : value)),
  }));
}

function quantiles(latencies: number[]): { readonly p50: number; readonly p95: number; readonly p99: number } {
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
