import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '@rapport/test-postgres';
import { uuidv7 } from '@rapport/core/model';
import type { Actor, Backend, ChangeMessage, Mutation } from '@rapport/core/port';
import sql from 'sql-template-tag';
import { openStore, sqlBackend, type Store, type StoreOptions } from './index.ts';

const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
const createContact = (id = newId()): Mutation => ({
  id: newId(),
  command: 'contact.create',
  at: '2026-01-01T00:00:00.000Z',
  patches: [{ op: 'create', type: 'contact', id, set: { name: 'Ada' } }],
});

let database: Awaited<ReturnType<typeof freshDatabase>>;
const stores: Store[] = [];
beforeAll(async () => void (database = await freshDatabase()));
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

/** A tenant of its own, with so many mutations behind it. */
async function aTenant(tenant: string, mutations: number, retention?: StoreOptions['retention']) {
  const store = await openStore({ databaseUrl: database.url, clock: Date.now, newId, retention });
  stores.push(store);
  const actor: Actor = { tenant, role: 'admin' };
  const backend = sqlBackend(store, actor);
  for (let done = 0; done < mutations; done += 1_000)
    await backend.push(Array.from({ length: Math.min(1_000, mutations - done) }, () => createContact()));
  const { cursor } = await backend.query({ type: 'contact', limit: 1 });
  const [epoch = ''] = String(cursor).split('.');
  return {
    store,
    backend,
    cursorAt: (position: number): string => `${epoch}.${position}`,
    /** Makes the first so many mutations older than they are. */
    age: async (count: number, days: number): Promise<void> => {
      const past = sql`at - make_interval(days => ${String(days)}::int)`;
      await store.database.query(
        tenant,
        sql`update rapport._memory set at = ${past} where tenant = ${tenant} and mutation in
        (select (entry->>'mutation')::uuid from rapport._feed where tenant = ${tenant} and position <= ${String(count)}::bigint)`,
      );
      await store.database.query(
        tenant,
        sql`update rapport._feed set at = ${past} where tenant = ${tenant} and position <= ${String(count)}::bigint`,
      );
    },
    kept: async (): Promise<readonly number[]> => {
      const [row] = await store.database.query(
        tenant,
        sql`select (select count(*) from rapport._feed), (select count(*) from rapport._memory)`,
      );
      return (row ?? []).map(Number);
    },
  };
}

async function first(backend: Backend, since: string): Promise<ChangeMessage | undefined> {
  const stop = new AbortController();
  for await (const message of backend.changes({ since, signal: stop.signal })) {
    stop.abort();
    return message;
  }
  return undefined;
}

test('what is older than a month goes, while others write; a cursor from before is answered by a reset', async () => {
  const { store, backend, cursorAt, age, kept } = await aTenant('aged', 2_300);
  await age(2_200, 31);
  const [, results] = await Promise.all([
    store.prune(),
    Promise.all(Array.from({ length: 20 }, () => backend.push([createContact()]))),
  ]);
  expect(results.flat().every(({ status }) => status === 'applied')).toBe(true);
  expect(await kept()).toEqual([120, 120]);
  expect(await first(backend, cursorAt(2_199))).toEqual({ kind: 'reset', to: cursorAt(2_320) });
  const message = await first(backend, cursorAt(2_200));
  expect(message).toMatchObject({ kind: 'changes', from: cursorAt(2_200), to: cursorAt(2_320) });
  expect(message?.kind === 'changes' && message.changes.length).toBe(120);
});

test('what is more than is to be kept goes, the oldest first', async () => {
  const { store, backend, cursorAt, kept } = await aTenant('counted', 10, { entries: 4 });
  const latest = createContact();
  await backend.push([latest]);
  await store.prune();
  expect((await kept())[0]).toBe(4);
  expect(await first(backend, cursorAt(6))).toEqual({ kind: 'reset', to: cursorAt(11) });
  expect(await first(backend, cursorAt(7))).toMatchObject({ kind: 'changes', from: cursorAt(7) });
  expect(await backend.push([latest])).toMatchObject([{ status: 'duplicate' }]);
});

test('nothing goes that is to be kept, and nobody else’s', async () => {
  const other = await aTenant('other', 3);
  await other.age(3, 60);
  const { store, backend, cursorAt, age, kept } = await aTenant('kept', 3);
  await age(3, 29);
  await store.prune();
  expect(await kept()).toEqual([3, 3]);
  expect(await other.kept()).toEqual([3, 3]);
  expect(await first(backend, cursorAt(0))).toMatchObject({ kind: 'changes', to: cursorAt(3) });
});
