import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Deal, LineItem, Stage, StageChange } from '@rapport/core/model';
import {
  cohortOf,
  dealFigures,
  linesTotal,
  salesCycle,
  salesVelocity,
  stageConversion,
  stageStays,
  winRate,
} from '@rapport/core/pipeline';
import { describe, expect, it } from 'vitest';

// The CRM sales opportunities: 8,800 deals of a maker of computer hardware, 2016 to 2017.
const data = process.env['RAPPORT_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const file = join(data, 'crm-sales', 'sales_pipeline.csv');

const envelope = { version: 1, updatedAt: '2018-01-01T00:00:00.000Z', externalIds: {}, custom: {} } as const;
const everything = { start: '2016-01-01', end: '2017-12-31' };
const settings = { currency: 'USD', timeZone: 'UTC' };
const idOf = (kind: number, index: number) => `00000000-0000-7000-800${kind}-${String(index).padStart(12, '0')}`;
const pipeline = idOf(1, 0);
const names = ['Prospecting', 'Engaging', 'Won', 'Lost'];
const stages = names.map((name, position): Stage => ({
  ...envelope,
  type: 'stage',
  id: idOf(2, position),
  createdAt: envelope.updatedAt,
  name,
  pipeline,
  position,
  stageType: name === 'Won' ? 'won' : name === 'Lost' ? 'lost' : 'open',
}));

describe.skipIf(!existsSync(file))('the CRM sales opportunities', () => {
  const rows = existsSync(file) ? readRows() : [];
  const records = rows.map(recordsOf);
  const deals = records.map(({ deal }) => deal);
  const changes = records.flatMap(({ changes }) => changes);
  const now = '2017-12-31T12:00:00.000Z';
  const { figures } = dealFigures(deals, stages, { currency: 'USD', rates: [] }, { now, timeZone: 'UTC' });

  const won = rows.filter((row) => row.stage === 'Won');
  const lost = rows.filter((row) => row.stage === 'Lost');
  const days = (row: Row) => (Date.parse(row.closed) - Date.parse(row.engaged)) / 86_400_000;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

  it('are all there', () => {
    expect(rows).toHaveLength(8_800);
    expect(figures).toHaveLength(8_800);
  });

  it('P17 have the win rate that counting gives', () => {
    const rate = winRate(figures, 'closed', everything, settings);
    expect(rate.byCount).toBe(won.length / (won.length + lost.length));
    expect([rate.won.count, rate.lost.count]).toEqual([won.length, lost.length]);
    expect(rate.won.amount.amount).toBe(sum(won.map((row) => Number(row.value) * 100)));
    const quarter = { start: '2017-04-01', end: '2017-06-30' };
    const inQuarter = (row: Row) => row.closed >= quarter.start && row.closed <= quarter.end;
    const [wonThen, lostThen] = [won.filter(inQuarter).length, lost.filter(inQuarter).length];
    expect(wonThen).toBeGreaterThan(500);
    expect(winRate(figures, 'closed', quarter, settings).byCount).toBe(wonThen / (wonThen + lostThen));
    const engagedThen = (row: Row) => row.engaged >= quarter.start && row.engaged <= quarter.end;
    const byCreation = winRate(figures, 'created', quarter, settings);
    expect(byCreation.won.count).toBe(won.filter(engagedThen).length);
    expect(byCreation.open.count).toBe(rows.filter((row) => row.stage === 'Engaging' && engagedThen(row)).length);
  });

  it('P17 have the sales cycle that subtracting gives', () => {
    const cycle = salesCycle(deals, changes);
    expect(cycle.deals).toBe(won.length);
    expect(cycle.meanDays).toBeCloseTo(sum(won.map(days)) / won.length, 9);
    const sorted = won.map(days).sort((a, b) => a - b);
    expect(cycle.medianDays).toBe(sorted[Math.ceil(sorted.length / 2) - 1]);
  });

  it('P17 move at the pace that the formula gives', () => {
    const cycle = salesCycle(deals, changes);
    const open = rows.length - won.length - lost.length;
    const velocity = salesVelocity(open, winRate(figures, 'closed', everything, settings), cycle);
    const meanAmount = sum(won.map((row) => Number(row.value) * 100)) / won.length;
    const expected =
      (open * (won.length / (won.length + lost.length)) * meanAmount) / (sum(won.map(days)) / won.length);
    expect(velocity?.amount).toBe(Math.round(expected));
  });

  it('P17 convert between stages as the rows say', () => {
    const stays = stageStays(deals, changes, stages, now);
    const prospects = rows.filter((row) => row.stage === 'Prospecting').length;
    const engaged = rows.length - prospects;
    expect(stageConversion(pipeline, deals, stays, stages)).toEqual([
      {
        stage: stages[0]!.id,
        reached: rows.length,
        passed: engaged,
        lost: 0,
        open: prospects,
        rate: engaged / rows.length,
      },
      {
        stage: stages[1]!.id,
        reached: engaged,
        passed: won.length,
        lost: lost.length,
        open: engaged - won.length - lost.length,
        rate: won.length / engaged,
      },
    ]);
  });

  it('P10 sell of each product what adding its rows gives', () => {
    const lines = records.flatMap(({ deal, line }) => (deal.status === 'won' && line ? [line] : []));
    const products = [...new Set(won.map((row) => row.product))];
    expect(products).toHaveLength(7);
    for (const product of products) {
      const total = linesTotal(lines.filter(({ name }) => name === product));
      const expected = sum(won.filter((row) => row.product === product).map((row) => Number(row.value) * 100));
      expect(total).toEqual({ ok: true, amount: { amount: expected, currency: 'USD' } });
    }
  });

  it('P17 fall into the cohorts of the days they were closed on', () => {
    const march = cohortOf(figures, 'closed', { start: '2017-03-01', end: '2017-03-31' }, 'UTC');
    expect(march).toHaveLength(rows.filter((row) => row.closed.startsWith('2017-03')).length);
  });
});

interface Row {
  readonly product: string;
  readonly stage: string;
  readonly engaged: string;
  readonly closed: string;
  readonly value: string;
}

/** No cell of this file is quoted. */
function readRows(): readonly Row[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => {
    const [, , product = '', , stage = '', engaged = '', closed = '', value = ''] = line.split(',');
    return { product, stage, engaged, closed, value };
  });
}

function recordsOf(
  row: Row,
  index: number,
): {
  readonly deal: Deal;
  readonly changes: readonly StageChange[];
  readonly line: LineItem | undefined;
} {
  const stage = stages[names.indexOf(row.stage)]!;
  const at = (day: string) => `${day}T00:00:00.000Z`;
  const createdAt = row.engaged === '' ? envelope.updatedAt : at(row.engaged);
  const unitPrice = row.value === '' ? undefined : { amount: Number(row.value) * 100, currency: 'USD' };
  const deal: Deal = {
    ...envelope,
    type: 'deal',
    id: idOf(3, index),
    createdAt,
    name: row.product,
    pipeline,
    stage: stage.id,
    status: stage.stageType,
    ...(unitPrice ? { amount: unitPrice } : {}),
    ...(row.closed === '' ? {} : { closedAt: at(row.closed) }),
  };
  const change = (number: number, from: number, to: string, day: string): StageChange => ({
    ...envelope,
    type: 'stageChange',
    id: idOf(3 + number, index),
    createdAt,
    deal: deal.id,
    from: stages[from]!.id,
    to,
    changedAt: at(day),
  });
  const changes = [
    ...(row.engaged === '' ? [] : [change(1, 0, stages[1]!.id, row.engaged)]),
    ...(row.closed === '' ? [] : [change(2, 1, stage.id, row.closed)]),
  ];
  const line = unitPrice && {
    ...envelope,
    type: 'lineItem' as const,
    id: idOf(6, index),
    createdAt,
    deal: deal.id,
    name: row.product,
    quantity: 1,
    unitPrice,
  };
  return { deal, changes, line };
}
