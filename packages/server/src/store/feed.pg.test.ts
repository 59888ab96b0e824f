import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '@rapport/test-postgres';
import { uuidv7 } from '@rapport/core/model';
import type { Actor, Mutation } from '@rapport/core/port';
import sql from 'sql-template-tag';
import { openStore, sqlBackend, type Store } from './index.ts';

const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
const actor: Actor = { tenant: 'acme', role: 'admin' };
const createContact = (id: string, name = 'Ada'): Mutation => ({
  id: newId(),
  command: 'contact.create',
  at: '2026-01-01T00:00:00.000Z',
  patches: [{ op: 'create', type: 'contact', id, set: { name } }],
});

let database: Awaited<ReturnType<typeof freshDatabase>>;
const stores: Store[] = [];
// A store is what a process has: several share a database as several servers would, and start at once.
beforeAll(async () => {
  database = await freshDatabase();
  stores.push(
    ...(await Promise.all(
      Array.from({ length: 7 }, () => openStore({ databaseUrl: database.url, connections: 3, clock: Date.now, newId })),
    )),
  );
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

const writers = 6;
const each = 60;

/**
 * Six writers at once while one transaction, the first to write, stays open until they are half done. Gives what was written and what was read by somebody
 * who followed meanwhile, until `settled`.
 */
async function race(feed: {
  write(writer: number, id: string): Promise<void>;
  /** Writes, and commits only when the returned function is called. */
  hold(id: string): Promise<() => Promise<void>>;
  follow(seen: (id: string) => void): Promise<() => Promise<void>>;
}): Promise<{ readonly written: ReadonlySet<string>; readonly seen: ReadonlySet<string> }> {
  const written = new Set<string>();
  const seen = new Set<string>();
  const stop = await feed.follow((id) => seen.add(id));
  const long = newId();
  written.add(long);
  const commit = await feed.hold(long);
  const write = async (writer: number, count: number): Promise<void> => {
    for (let index = 0; index < count; index++) {
      const id = newId();
      written.add(id);
      await feed.write(writer, id);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer, each / 2)));
  // Who follows has gone by what is not committed yet.
  await expect.poll(() => seen.size).toBeGreaterThan(0);
  await Promise.all([commit(), ...Array.from({ length: writers }, (_, writer) => write(writer, each / 2))]);
  await stop();
  return { written, seen };
}

describe('a cursor', () => {
  test('misses no change that commits, in whatever order transactions end', async () => {
    const { written, seen } = await race({
      write: async (writer, id) => void (await sqlBackend(stores[writer] as Store, actor).push([createContact(id)])),
      async hold(id) {
        // Rows of a transaction that is still open, as a slow server has it; its place in the feed is taken by the last statement.
        const client = new pg.Client({ connectionString: database.url });
        await client.connect();
        await client.query('begin');
        await client.query(
          `insert into rapport.contact (tenant, id, version, created_at, updated_at, external_ids, custom, name, name_folded)
          values ('acme', $1, 1, now(), now(), '{}', '{}', 'Slow', 'slow')`,
          [id],
        );
        return async () => {
          const record = {
            type: 'contact',
            id,
            version: 1,
            createdAt: '2026-01-01T00:00:00.000Z',
            updatedAt: '2026-01-01T00:00:00.000Z',
            externalIds: {},
            custom: {},
            name: 'Slow',
          };
          await client.query(
            `with counter as (update rapport._tenant set position = position + 1 where tenant = 'acme' returning position)
            insert into rapport._feed (tenant, position, entry) select 'acme', position, $1 from counter`,
            [JSON.stringify({ changes: [{ before: null, after: record }] })],
          );
          await client.query('commit');
          await client.end();
        };
      },
      async follow(seen) {
        const stop = new AbortController();
        const backend = sqlBackend(stores[writers] as Store, actor);
        const done = createContact(newId(), 'Done');
        const messages = backend.changes({ since: null, signal: stop.signal });
        const first = await messages[Symbol.asyncIterator]().next();
        if (first.done) throw new Error('The feed ended.');
        let cursor = first.value.to;
        const reading = (async () => {
          for await (const message of backend.changes({ since: cursor, signal: stop.signal })) {
            expect(message).toMatchObject({ kind: 'changes', from: cursor });
            cursor = message.to;
            for (const change of message.kind === 'changes' ? message.changes : []) {
              if (change.op !== 'put') continue;
              if (change.record.id === done.patches[0]?.id) return;
              seen(change.record.id);
            }
          }
        })();
        return async () => {
          await backend.push([done]);
          await reading;
          stop.abort();
        };
      },
    });
    expect(written.size).toBe(writers * each + 1);
    expect([...written].filter((id) => !seen.has(id))).toEqual([]);
  });

  // The same race with a serial number for a cursor: were it to pass, the test above would show nothing.
  test('that is a plain serial number does miss changes', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: writers + 2 });
    await pool.query('create table naive (seq bigserial primary key, id uuid)');
    const { written, seen } = await race({
      write: async (_, id) => void (await pool.query('insert into naive (id) values ($1)', [id])),
      async hold(id) {
        const client = await pool.connect();
        await client.query('begin');
        await client.query('insert into naive (id) values ($1)', [id]);
        return async () => {
          await client.query('commit');
          client.release();
        };
      },
      async follow(seen) {
        let cursor = '0';
        let following = true;
        const read = async (): Promise<void> => {
          const { rows } = await pool.query<{ seq: string; id: string }>(
            'select seq, id from naive where seq > $1 order by seq',
            [cursor],
          );
          cursor = rows.at(-1)?.seq ?? cursor;
          for (const { id } of rows) seen(id);
        };
        const reading = (async () => {
          while (following) await read();
        })();
        return async () => {
          following = false;
          await reading;
          await read();
        };
      },
    });
    await pool.end();
    expect([...written].filter((id) => !seen.has(id)).length).toBeGreaterThan(0);
  });

  test('of another history, or of a part that was cut, is answered by a reset', async () => {
    const store = stores[0] as Store;
    const backend = sqlBackend(store, { ...actor, tenant: 'cut' });
    await backend.push([createContact(newId()), createContact(newId())]);
    const { cursor } = await backend.query({ type: 'contact' });
    const first = async (since: string): Promise<unknown> => {
      const stop = new AbortController();
      for await (const message of backend.changes({ since, signal: stop.signal })) {
        stop.abort();
        return message;
      }
      return undefined;
    };
    expect(await first('elsewhere.1')).toEqual({ kind: 'reset', to: cursor });
    expect(await first('no cursor')).toEqual({ kind: 'reset', to: cursor });
    const old = `${String(cursor).split('.')[0]}.0`;
    expect(await first(old)).toMatchObject({ kind: 'changes', from: old, to: cursor });
    await store.database.query('cut', sql`update rapport._tenant set kept_from = 1 where tenant = 'cut'`);
    expect(await first(old)).toEqual({ kind: 'reset', to: cursor });
  });
});
