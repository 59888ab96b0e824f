import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, Patch } from '@rapport/core/port';
import { pgliteDatabase, type Database } from '../sql/index.ts';
import { KnownFigures } from './known-figures.ts';
import { openStore, sqlBackend, type Store } from './index.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ clock: Date.now, newId: () => crypto.randomUUID() });
});
afterAll(() => store.close());

const actor = (tenant: string, role: Actor['role'] = 'admin'): Actor => ({ tenant, role });
const push = (tenant: string, ...patches: readonly Patch[]) =>
  sqlBackend(store, actor(tenant)).push([
    { id: crypto.randomUUID(), command: 'contact.write', at: '2026-01-01T00:00:00.000Z', patches },
  ]);
const create = (name: string, id: string = crypto.randomUUID()): Patch => ({
  op: 'create',
  type: 'contact',
  id,
  set: { name },
});
const count = async (tenant: string, role?: Actor['role']) =>
  (await sqlBackend(store, actor(tenant, role)).aggregate({ type: 'contact', measures: { n: 'count' } })).rows[0]
    ?.figures['n'];

test('Q5: figures are those of what is there now, whoever changed it and whatever was asked before', async () => {
  const id = crypto.randomUUID();
  expect(await count('red')).toBe(0);
  await push('red', create('Ana', id));
  await push('blue', create('Eve'), create('Bob'));
  expect([await count('red'), await count('blue'), await count('red')]).toEqual([1, 2, 1]);
  await push('red', { op: 'delete', type: 'contact', id });
  expect([await count('red'), await count('blue')]).toEqual([0, 2]);
  // A customer that is nobody sees nothing of what an admin has just counted.
  expect(await count('blue', 'customer')).toBe(0);
});

test('a statement is sent once while nothing changes, however many ask', async () => {
  const sent: string[] = [];
  const inner = await pgliteDatabase();
  const database: Database = {
    ...inner,
    query: async (_, { text }) => {
      sent.push(text);
      await Promise.resolve();
      return [[text.includes('_tenant') ? 'epoch.1' : '7']];
    },
  };
  const figures = new KnownFigures(database);
  const aggregate = {
    statement: { text: 'select figures', values: [] },
    read: () => ({ rows: [{ key: [], figures: { n: 7 } }], partial: false }),
  };
  const stopped = new AbortController();
  const asked = Array.from({ length: 5 }, () => figures.answer('red', aggregate, undefined));
  const left = figures.answer('red', aggregate, stopped.signal);
  stopped.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  await Promise.all([...asked, figures.answer('red', aggregate, undefined)]);
  expect(sent.filter((text) => text === 'select figures')).toHaveLength(1);
  await figures.answer('blue', aggregate, undefined);
  expect(sent.filter((text) => text === 'select figures')).toHaveLength(2);
  await inner.close();
});

test('an answer that failed is not kept', async () => {
  let isDown = true;
  const database = {
    query: async (_: string, { text }: { readonly text: string }) => {
      if (text === 'select figures' && isDown) throw new Error('down');
      return [['1']];
    },
  } as unknown as Database;
  const figures = new KnownFigures(database);
  const aggregate = { statement: { text: 'select figures', values: [] }, read: () => ({ rows: [], partial: false }) };
  await expect(figures.answer('red', aggregate, undefined)).rejects.toThrow('down');
  isDown = false;
  expect(await figures.answer('red', aggregate, undefined)).toEqual({ rows: [], partial: false });
});
