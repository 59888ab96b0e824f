import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyRecord, Backend } from '@rapport/core';
import type { Deal, LineItem, Money, Stage, StageChange } from '@rapport/core/model';
import {
  columnQuery,
  columnTotals,
  dealFigures,
  linesTotal,
  salesCycle,
  stagesOf,
  winRate,
} from '@rapport/core/pipeline';
import { openStore, sqlBackend, type Store } from '@rapport/server';

// The CRM sales opportunities as `rapport import` brings them in, against what a few lines of SQL say of the files.
const data = process.env['RAPPORT_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const folder = join(data, 'crm-sales');
const command = fileURLToPath(new URL('../../packages/server/bin/rapport.js', import.meta.url));

const files = [
  ['accounts.csv', 'crm-sales-accounts'],
  ['products.csv', 'crm-sales-products'],
  ['sales_teams.csv', 'crm-sales-teams'],
  ['sales_pipeline.csv', 'crm-sales-deals'],
] as const;
const everything = { start: '2016-01-01', end: '2017-12-31' };
const now = '2017-12-31T12:00:00.000Z';
const settings = { currency: 'USD', timeZone: 'UTC' };
const dollars = (amount: unknown): Money => ({ amount: Number(amount) * 100, currency: 'USD' });

describe.skipIf(!existsSync(folder))('the CRM sales opportunities, imported', () => {
  let directory: string;
  let store: Store;
  let backend: Backend;
  let csv: PGlite;
  let deals: readonly Deal[];
  let stages: readonly Stage[];
  let changes: readonly StageChange[];
  let lines: readonly LineItem[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rapport-sales-'));
    for (const [file, mapping] of files) await rapport('import', join(folder, file), '--mapping', mapping);
    store = await openStore({
      dataDirectory: directory,
      clock: () => Date.parse(now),
      newId: () => crypto.randomUUID(),
    });
    backend = sqlBackend(store, { tenant: 'main', role: 'admin' });
    deals = (await all('deal')) as readonly Deal[];
    stages = (await all('stage')) as readonly Stage[];
    changes = (await all('stageChange')) as readonly StageChange[];
    lines = (await all('lineItem')) as readonly LineItem[];
    csv = await PGlite.create();
    await csv.exec(`create table sale (opportunity_id text, sales_agent text, product text, account text, deal_stage text,
      engage_date date, close_date date, close_value numeric)`);
    const blob = new Blob([await readFile(join(folder, 'sales_pipeline.csv'))]);
    await csv.query("copy sale from '/dev/blob' with (format csv, header)", [], { blob });
  }, 300_000);
  afterAll(async () => {
    await csv.close();
    await store.close();
    await rm(directory, { recursive: true });
  });

  const rapport = async (...args: readonly string[]): Promise<void> => {
    const child = spawn(process.execPath, ['--conditions=rapport-source', command, ...args, '--data', directory], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`rapport ${args.join(' ')} ended with ${code}.`);
  };
  const all = async (type: string): Promise<readonly AnyRecord[]> => {
    const records: AnyRecord[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await backend.query({ type, limit: 1000, ...(after === undefined ? {} : { after }) });
      records.push(...page.records);
      after = page.next;
    }
    return records;
  };
  const ask = async (sql: string): Promise<Readonly<Record<string, unknown>>[]> =>
    (await csv.query<Record<string, unknown>>(sql)).rows;
  const figures = (): ReturnType<typeof dealFigures>['figures'] =>
    dealFigures(deals, stages, { currency: 'USD', rates: [] }, { now, timeZone: 'UTC' }).figures;
  const won = { field: 'status', op: 'eq', value: 'won' } as const;

  it('P17 are won at the rate that SQL counts', async () => {
    const [row] =
      await ask(`select count(*) filter (where deal_stage = 'Won') as won, count(*) filter (where deal_stage = 'Lost') as lost,
      sum(close_value) filter (where deal_stage = 'Won') as amount from sale`);
    const rate = winRate(figures(), 'closed', everything, settings);
    expect(rate.byCount).toBe(Number(row?.['won']) / (Number(row?.['won']) + Number(row?.['lost'])));
    expect(rate.won).toEqual({ count: row?.['won'], amount: dollars(row?.['amount']) });
    const { rows } = await backend.aggregate({
      type: 'deal',
      by: ['status'],
      measures: { count: 'count', amount: { sum: 'amount' } },
    });
    const counted = new Map(rows.map(({ key, figures: found }) => [key[0], found]));
    expect(counted.get('won')).toEqual({ count: row?.['won'], amount: [dollars(row?.['amount'])] });
    expect(counted.get('lost')?.['count']).toBe(row?.['lost']);
  });

  it('P17 take the mean cycle that SQL subtracts', async () => {
    const [row] = await ask(`select count(*) as deals, sum(close_date - engage_date) as days,
      percentile_disc(0.5) within group (order by close_date - engage_date) as median from sale where deal_stage = 'Won'`);
    const cycle = salesCycle(deals, changes);
    expect(cycle.deals).toBe(row?.['deals']);
    expect(cycle.milliseconds / 86_400_000).toBe(row?.['days']);
    expect(cycle.meanDays).toBeCloseTo(Number(row?.['days']) / Number(row?.['deals']), 9);
    expect(cycle.medianDays).toBe(row?.['median']);
  });

  it('P10 bring in by product what SQL adds up', async () => {
    const expected =
      await ask(`select replace(product, 'GTXPro', 'GTX Pro') as product, count(*) as count, sum(close_value) as amount
      from sale where deal_stage = 'Won' group by 1 order by min(replace(product, 'GTXPro', 'GTX Pro') collate "C")`);
    expect(expected).toHaveLength(7);
    const { rows } = await backend.aggregate({
      type: 'lineItem',
      where: { field: 'deal.status', op: 'eq', value: 'won' },
      by: ['product.name'],
      measures: { count: 'count', amount: { sum: 'unitPrice' } },
    });
    expect(rows.map(({ key, figures: { count, amount } }) => ({ product: key[0], count, amount }))).toEqual(
      expected.map(({ product, count, amount }) => ({ product, count, amount: [dollars(amount)] })),
    );
    const sold = new Set(deals.filter(({ status }) => status === 'won').map(({ id }) => id));
    for (const { product, amount } of expected) {
      const total = linesTotal(lines.filter(({ deal, name }) => sold.has(deal) && name === product));
      expect(total).toEqual({ ok: true, amount: dollars(amount) });
    }
  });

  it('P17 fall into the months that SQL finds', async () => {
    const expected =
      await ask(`select to_char(date_trunc('month', close_date), 'YYYY-MM-DD') as month, count(*) as count, sum(close_value) as amount
      from sale where deal_stage = 'Won' group by 1 order by 1`);
    const { rows } = await backend.aggregate({
      type: 'deal',
      where: won,
      by: [{ field: 'closedAt', unit: 'month' }],
      measures: { count: 'count', amount: { sum: 'amount' } },
    });
    expect(rows.map(({ key, figures: { count, amount } }) => ({ month: key[0], count, amount }))).toEqual(
      expected.map(({ month, count, amount }) => ({ month, count, amount: [dollars(amount)] })),
    );
  });

  it('P18 stand in columns whose totals are those of SQL', async () => {
    const expected = await ask(`select deal_stage as stage, count(*) as count, coalesce(sum(close_value), 0) as amount
      from sale group by 1`);
    const [pipeline = ''] = stages.map((stage) => stage.pipeline);
    const answer = await backend.aggregate(columnQuery({ field: 'pipeline', op: 'eq', value: pipeline }, 'UTC'));
    const totals = columnTotals(
      answer,
      stagesOf(pipeline, stages),
      { currency: 'USD', rates: [] },
      { now, timeZone: 'UTC' },
    );
    expect(totals).toHaveLength(4);
    for (const { stage, count, amount, partial } of totals) {
      const name = stages.find(({ id }) => id === stage)?.name;
      const row = expected.find((each) => each['stage'] === name);
      expect({ count, amount, partial }).toEqual({
        count: row?.['count'],
        amount: dollars(row?.['amount']),
        partial: false,
      });
    }
  });
});
