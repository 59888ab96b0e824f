import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '@rapport/test-postgres';
import { standardModel } from '@rapport/core/model';
import { columnQuery } from '@rapport/core/pipeline';
import type { Actor, Patch } from '@rapport/core/port';
import type { Filter } from '@rapport/core/filter';
import type { Query } from '@rapport/core/query';
import { openStore, sqlBackend, type Store } from '../store/index.ts';
import { aggregateSql, selectSql, type Scope, type Statement } from './index.ts';

const at = '2026-03-01T12:00:00.000Z';
const actor: Actor = { tenant: 'acme', role: 'admin' };
const everything: Filter = { and: [] };
const scope: Scope = {
  model: standardModel,
  now: at,
  timeZone: 'Europe/Berlin',
  policyTimeZone: 'UTC',
  readable: () => everything,
};
const idOf = (kind: number, index: number): string =>
  `0000000${kind}-0000-7000-8000-${String(index).padStart(12, '0')}`;
const stages = [0, 1, 2].map((index) => idOf(2, index));

let database: Awaited<ReturnType<typeof freshDatabase>>;
let store: Store;
beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ databaseUrl: database.url, clock: () => Date.parse(at), newId: () => crypto.randomUUID() });
  const create = (type: string, id: string, set: Readonly<Record<string, unknown>>): Patch => ({
    op: 'create',
    type,
    id,
    set: { ...set },
  });
  const kinds = ['open', 'open', 'won'] as const;
  const push = async (patches: readonly Patch[]): Promise<void> => {
    const mutation = { id: crypto.randomUUID(), command: 'import.deals', at, patches };
    expect(await sqlBackend(store, actor).push([mutation])).toMatchObject([{ status: 'applied' }]);
  };
  await push([
    create('pipeline', idOf(1, 0), { name: 'Sales' }),
    ...stages.map((id, position) =>
      create('stage', id, { name: 'Stage', pipeline: idOf(1, 0), position, stageType: kinds[position] }),
    ),
  ]);
  for (let start = 0; start < 6_000; start += 1_000)
    await push(
      Array.from({ length: 1_000 }, (_, offset) => {
        const index = start + offset;
        const status = kinds[index % 3];
        const closed = status === 'won' ? { closedAt: new Date(Date.parse(at) - index * 60_000).toISOString() } : {};
        const values = { stage: stages[index % 3], status, rank: `a${(index * 7919) % 6_000}x`, ...closed };
        return create('deal', idOf(3, index), { name: `Deal ${index}`, description: 'x'.repeat(400), ...values });
      }),
    );
  // What autovacuum does after a while.
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

describe('what a board asks of many deals', () => {
  const planOf = async ({ text, values }: Statement): Promise<string> => {
    const rows = await store.database.query('acme', { text: `explain (analyze, buffers) ${text}`, values });
    return rows.map(([line]) => line).join('\n');
  };
  const page = (stage: number, orderBy: Query['orderBy']): Statement =>
    selectSql(
      scope,
      'acme',
      {
        type: 'deal',
        where: { field: 'stage', op: 'eq', value: stages[stage] ?? '' },
        ...(orderBy ? { orderBy } : {}),
      },
      51,
    ).statement;

  test.each([
    ['open deals in their order', page(0, [{ field: 'rank', direction: 'asc' }]), 'deal_by_stage_and_rank'],
    [
      'closed deals from the latest on',
      page(2, [{ field: 'closedAt', direction: 'desc' }]),
      'deal_by_stage_and_closed_at',
    ],
  ])('a page of %s is read from its index, and no further', async (_, statement, index) => {
    const plan = await planOf(statement);
    const [, rows] = new RegExp(`Index Scan using ${index} on deal .*actual time=\\S+ rows=(\\d+)`).exec(plan) ?? [];
    expect(plan).toContain(`Index Scan using ${index}`);
    expect(Number(rows)).toBe(51);
  });

  test('totals are read from the index alone', async () => {
    const query = columnQuery({ field: 'stage', op: 'in', value: stages }, 'Europe/Berlin');
    const plan = await planOf(aggregateSql(scope, 'acme', query).statement);
    expect(plan).toMatch(/Index Only Scan using deal_by_stage_and_rank[^]*Heap Fetches: 0/);
  });
});
