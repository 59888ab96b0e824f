import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase, startPostgres } from '@rapport/test-postgres';
import { compare, observeMachine, printReport, sample, type Metric } from './report.ts';
import { load, type Load, type Target } from './server/load.ts';
import { odataRequest, operations, portBody, type Operation } from './server/operations.ts';
import { activityId, activityValues, contactId, contactOf, contactValues, size } from './server/records.ts';

// Our server over HTTP on PostgreSQL and on PGlite, beside the same data behind CAP (OData over SQLite), and beside the statements that ours sends to PostgreSQL
// sent by `pg` alone (the limit). One process each, on loopback; contenders take turns. PostgreSQL syncs to disk at each commit; PGlite is in memory.
// ROUNDS, SECONDS, CONTACTS and ACTIVITIES narrow a run while working on it.

const rounds = Number(process.env['ROUNDS'] ?? 5);
const milliseconds = Number(process.env['SECONDS'] ?? 4) * 1_000;
// More questions at a time than connections to the database: nobody waits for a turn on the CPU with nothing to do.
const connections = 32;
const databaseConnections = 10;

type Run = (operation: Operation, milliseconds: number) => Promise<Load>;
const folder = join(import.meta.dirname, 'server');
const machine = observeMachine();
const temporary = await mkdtemp(join(tmpdir(), 'rapport-bench-'));
const children: ChildProcess[] = [];
const postgres = await startPostgres();
try {
  const { url } = await freshDatabase(postgres.url);
  const contenders: Readonly<Record<string, { readonly run: Run; readonly process: ChildProcess }>> = {
    postgres: await rapport(url),
    limit: await bare(url),
    pglite: await rapport(''),
    '@sap/cds': await cds(),
  };
  const taken = new Map<string, (Load & { readonly cpu: number })[]>();
  const memory = new Map<string, number>();
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const operation of operations) {
      for (const [name, { run, process }] of Object.entries(contenders)) {
        const before = await cpuMilliseconds(process);
        const result = await run(operation, round === 0 ? milliseconds * 2 : milliseconds);
        const cpu = ((await cpuMilliseconds(process)) - before) / result.count;
        if (result.errors > 0)
          throw new Error(`${name}: ${result.errors} errors in “${operation}”: ${result.statuses}.`);
        if (round === 0) continue;
        const key = `${operation}/${name}`;
        taken.set(key, [...(taken.get(key) ?? []), { ...result, cpu }]);
        memory.set(name, await residentMegabytes(process));
      }
    }
  }
  const rate = (operation: Operation, name: string) =>
    sample((taken.get(`${operation}/${name}`) ?? []).map(({ perSecond }) => perSecond));
  const cpu = (operation: Operation, name: string) =>
    sample((taken.get(`${operation}/${name}`) ?? []).map((one) => one.cpu));
  const metrics = operations.flatMap((operation): Metric[] => [
    compare({
      metric: `${operation}, PostgreSQL`,
      unit: '/s',
      better: 'more',
      ours: rate(operation, 'postgres'),
      peers: { '@sap/cds': rate(operation, '@sap/cds') },
      limit: rate(operation, 'limit'),
      goalOfLimit: 0.6,
    }),
    compare({
      metric: `${operation}, PGlite`,
      unit: '/s',
      better: 'more',
      ours: rate(operation, 'pglite'),
      peers: { '@sap/cds': rate(operation, '@sap/cds') },
    }),
    compare({
      metric: `${operation}, CPU of the server process`,
      unit: 'ms',
      better: 'less',
      ours: cpu(operation, 'postgres'),
      peers: { '@sap/cds': cpu(operation, '@sap/cds') },
      limit: cpu(operation, 'limit'),
    }),
  ]);
  const median = (operation: Operation, name: string, of: 'p50' | 'p95' | 'p99') =>
    sample((taken.get(`${operation}/${name}`) ?? []).map(({ latencies }) => latencies[of])).median;
  for (const operation of operations) {
    for (const name of Object.keys(contenders)) {
      console.error(
        `${operation}, ${name}: p50 ${median(operation, name, 'p50').toFixed(1)} ms, p95 ${median(operation, name, 'p95').toFixed(1)} ms, p99 ${median(operation, name, 'p99').toFixed(1)} ms`,
      );
    }
  }
  console.error(`resident: ${[...memory].map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)} MB`).join(', ')}`);
  printReport({ name: 'server', machine: machine(), metrics });
} finally {
  for (const child of children) child.kill();
  await postgres.stop();
  await rm(temporary, { recursive: true, force: true });
}

function start(
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): ChildProcess {
  const child = fork(join(folder, file), args, {
    execArgv: ['--conditions=rapport-source'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    ...options,
  });
  children.push(child);
  return child;
}

async function message<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController();
  const ended = once(child, 'exit', { signal: over.signal }).then(([code]) => {
    throw new Error(`A contender ended early (${code}).`);
  });
  ended.catch(() => undefined);
  const [answer] = (await Promise.race([once(child, 'message', { signal: over.signal }), ended])) as [T];
  over.abort();
  return answer;
}

async function rapport(databaseUrl: string): Promise<{ run: Run; process: ChildProcess }> {
  const process = start('rapport.ts', [databaseUrl]);
  const { port, token } = await message<{ port: number; token: string }>(process);
  const target = (operation: Operation): Target => ({
    url: `http://127.0.0.1:${port}`,
    headers: { authorization: `Bearer ${token}` },
    request: (index) => ({ method: 'POST', ...portBody(operation, index) }),
    once: operation === 'log a call',
  });
  return { run: (operation, milliseconds) => load(target(operation), { milliseconds, connections }), process };
}

async function bare(databaseUrl: string): Promise<{ run: Run; process: ChildProcess }> {
  const process = start('bare.ts', [databaseUrl, String(databaseConnections), String(connections)]);
  await message(process);
  return {
    run: async (operation, milliseconds) => {
      process.send({ operation, milliseconds });
      return { errors: 0, ...(await message<Omit<Load, 'errors'>>(process)) };
    },
    process,
  };
}

async function cds(): Promise<{ run: Run; process: ChildProcess }> {
  const config = JSON.stringify({
    requires: { db: { kind: 'sqlite', credentials: { url: join(temporary, 'crm.sqlite') } } },
  });
  const child = start('cds/serve.mjs', [], {
    cwd: join(folder, 'cds'),
    env: { ...process.env, NODE_ENV: 'production', CDS_CONFIG: config },
  });
  child.send({
    contacts: Array.from({ length: size.contacts }, (_, index) => ({
      ID: contactId(index),
      ...contactValues(index),
      createdAt: '2026-03-01T12:00:00.000Z',
    })),
    activities: Array.from({ length: size.activities }, (_, index) => ({
      ID: activityId(index),
      contact_ID: contactOf(index),
      ...activityValues(index),
    })),
  });
  const { port } = await message<{ port: number }>(child);
  const target = (operation: Operation): Target => ({
    url: `http://127.0.0.1:${port}`,
    headers: {},
    request: (index) => odataRequest(operation, index),
    once: operation === 'log a call',
  });
  return { run: (operation, milliseconds) => load(target(operation), { milliseconds, connections }), process: child };
}

async function residentMegabytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
}

// Linux counts in hundredths of a second.
async function cpuMilliseconds({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}
