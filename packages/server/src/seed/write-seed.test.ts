import { createMemoryStore } from '@rapport/core/memory';
import { recordSchema, standardModel, uuidv7, type AnyRecord } from '@rapport/core/model';
import type { Backend } from '@rapport/core/port';
import { describe, expect, it } from 'vitest';
import { seedRecords, writeSeed, type SeedOptions } from './index.ts';

const until = Date.parse('2026-11-01T00:00:00.000Z');
const options: SeedOptions = { seed: 1, companies: 17, until };
let counter = 0;
const newId = (): string => uuidv7((counter += 1), Uint8Array.of(counter));
const aBackend = (): Backend =>
  createMemoryStore({ clock: () => until, newId }).backendFor({ tenant: 'main', role: 'admin' });
const instants = ['occurredAt', 'sentAt', 'changedAt', 'capturedAt'];

describe('the seed', () => {
  const records = [...seedRecords(options)];

  it('is the same for the same seed, and another for another', () => {
    expect([...seedRecords(options)]).toEqual(records);
    expect([...seedRecords({ ...options, seed: 2 })]).not.toEqual(records);
  });

  it('keeps the customers there were when it grows', () => {
    const ids = new Set([...seedRecords({ ...options, companies: 20 })].map(({ id }) => id));
    expect(records.filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it('has an id for every record, and refers only to records before', () => {
    const seen = new Set<string>();
    for (const { id, type, set } of records) {
      expect(seen.has(id)).toBe(false);
      seen.add(id);
      for (const [name, field] of Object.entries(standardModel.types.get(type)?.fields ?? {})) {
        const value = set[name];
        if (field.target !== undefined && value !== undefined)
          for (const target of [value].flat()) expect(seen.has(String(target)), `${type}.${name}`).toBe(true);
      }
    }
  });

  it('holds by the model', () => {
    for (const { id, type, set } of records) {
      const own = Object.fromEntries(Object.entries(set).filter(([name]) => !name.startsWith('externalIds.')));
      const record: AnyRecord = {
        type,
        id,
        version: 1,
        createdAt: '2026-01-01T00:00:00.000Z',
        updatedAt: '2026-01-01T00:00:00.000Z',
        externalIds: {},
        custom: {},
        ...own,
      };
      expect(recordSchema(standardModel, type).safeParse(record).error?.issues ?? []).toEqual([]);
    }
  });

  it('tells of two years up to its end, on all channels', () => {
    const activities = records.filter(({ type }) => type === 'activity');
    const times = records.flatMap(({ set }) =>
      instants.flatMap((name) => (typeof set[name] === 'string' ? [Date.parse(set[name])] : [])),
    );
    expect(Math.max(...times)).toBeLessThan(until);
    expect(Math.min(...times)).toBeGreaterThan(until - 740 * 86_400_000);
    expect(new Set(activities.map(({ set }) => set['kind'])).size).toBeGreaterThanOrEqual(18);
  });

  it('numbers the contacts from erp:10042, who has several hundred activities', () => {
    const contacts = records.filter(({ type }) => type === 'contact');
    expect(contacts.map(({ set }) => set['externalIds.erp'])).toEqual(
      contacts.map((_, index) => String(10_042 + index)),
    );
    const rich = contacts[0]?.id;
    expect(records.filter(({ type, set }) => type === 'activity' && set['contact'] === rich).length).toBeGreaterThan(
      300,
    );
  });

  it('spans scripts and currencies', () => {
    const names = records
      .filter(({ type }) => type === 'contact')
      .map(({ set }) => String(set['name']))
      .join(' ');
    for (const script of [/\p{Script=Han}/u, /\p{Script=Arabic}/u, /[øåæØÅÆ]/, /[ışğçİ]/])
      expect(names).toMatch(script);
    const currencies = new Set(
      records.flatMap(({ set }) => (set['amount'] as { currency: string } | undefined)?.currency ?? []),
    );
    expect([...currencies]).toEqual(expect.arrayContaining(['EUR', 'NOK', 'GBP', 'USD', 'JPY', 'KWD', 'TRY']));
  });
});

describe('writing the seed', () => {
  const total = async (backend: Backend, type: string): Promise<unknown> =>
    (await backend.query({ type, limit: 1, total: true })).total;

  it('goes through the authority, and changes nothing the second time, whatever is asked', async () => {
    const backend = aBackend();
    const report = await writeSeed(backend, options);
    expect(report).toEqual({ outcome: 'seeded', options, records: [...seedRecords(options)].length });
    expect(await writeSeed(backend, { seed: 5, companies: 40, until: until + 86_400_000 })).toEqual({
      outcome: 'present',
      options,
      records: 0,
    });
    expect(await total(backend, 'company')).toEqual({ kind: 'exact', value: 17 });
  });

  it('completes one that broke off', async () => {
    const backend = aBackend();
    let pushes = 0;
    const failing: Pick<Backend, 'query' | 'push'> = {
      query: (query) => backend.query(query),
      async push(mutations) {
        pushes += 1;
        if (pushes === 3) throw new Error('The plug was pulled.');
        return backend.push(mutations);
      },
    };
    await expect(writeSeed(failing, options)).rejects.toThrow('plug');
    expect((await writeSeed(backend, { ...options, until: until + 86_400_000 })).options).toEqual(options);
    expect(await total(backend, 'company')).toEqual({ kind: 'exact', value: 17 });
  });
});

it('leaves pipelines whose deals stand as their rules have it, with rates for all their money', () => {
  const records = [...seedRecords({ ...options, companies: 40 })];
  const of = (type: string) => records.filter((record) => record.type === type);
  const stages = new Map(of('stage').map(({ id, set }) => [id, set]));
  expect(of('pipeline')).toHaveLength(2);
  for (const { set } of of('deal')) {
    const stage = stages.get(String(set['stage']));
    expect(set).toMatchObject({
      pipeline: stage?.['pipeline'],
      status: stage?.['stageType'],
      probability: stage?.['probability'],
    });
    expect(set['closedAt'] === undefined).toBe(set['status'] === 'open');
  }
  for (const id of stages.keys())
    expect(
      of('deal').some(({ set }) => set['stage'] === id),
      String(stages.get(id)?.['name']),
    ).toBe(true);
  const last = new Map(
    of('stageChange')
      .toSorted((a, b) => (String(a.set['changedAt']) < String(b.set['changedAt']) ? -1 : 1))
      .map(({ set }) => [set['deal'], set['to']]),
  );
  for (const { id, set } of of('deal')) if (last.has(id)) expect(last.get(id)).toBe(set['stage']);
  const rated = new Set(['EUR', ...of('exchangeRate').map(({ set }) => set['to'])]);
  for (const { set } of of('deal')) expect(rated).toContain((set['amount'] as { currency: string }).currency);
  expect(of('quota').length).toBeGreaterThan(10);
});

it('has what a currency was worth move from month to month by what is believable', () => {
  const rates = [...seedRecords(options)].filter(({ type }) => type === 'exchangeRate');
  const byCurrency = Map.groupBy(rates, ({ set }) => String(set['to']));
  expect(byCurrency.size).toBeGreaterThan(4);
  for (const [currency, months] of byCurrency) {
    const values = months.map(({ set }) => Number(set['rate']));
    expect(values, currency).toHaveLength(25);
    expect(new Set(values).size, currency).toBeGreaterThan(8);
    for (const [index, value] of values.slice(1).entries())
      expect(Math.abs(value / values[index]! - 1), `${currency}, month ${index}`).toBeLessThan(0.016);
  }
});

it('says what each of the sales staff was to bring in, two years back and three quarters ahead', () => {
  const quotas = [...seedRecords(options)].filter(({ type }) => type === 'quota');
  for (const [user, own] of Map.groupBy(quotas, ({ set }) => String(set['user']))) {
    const starts = own.map(({ set }) => String(set['periodStart']));
    expect(starts, user).toEqual([...starts].sort());
    expect([starts.length, starts[0], starts.at(-1)], user).toEqual([12, '2024-10-01', '2027-07-01']);
    const amounts = own.map(({ set }) => (set['amount'] as { amount: number }).amount);
    expect(amounts, user).toEqual(amounts.toSorted((a, b) => a - b));
  }
});
