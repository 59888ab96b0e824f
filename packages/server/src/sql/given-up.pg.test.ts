import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '@rapport/test-postgres';
import sql from 'sql-template-tag';
import { standardModel } from '@rapport/core/model';
import { migrate, pgliteDatabase, postgresDatabase, type Database } from './index.ts';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
const doors: Record<string, Database> = {};
beforeAll(async () => {
  fresh = await freshDatabase();
  doors.postgres = postgresDatabase({ url: fresh.url, connections: 1 });
  doors.pglite = await pgliteDatabase();
  for (const door of Object.values(doors)) await migrate(door, standardModel);
});
afterAll(async () => {
  for (const door of Object.values(doors)) await door.close();
  await fresh.drop();
});

test.each(['postgres', 'pglite'])(
  '%s is not asked what nobody waits for any more, and goes on answering the others',
  async (name) => {
    const door = doors[name] as Database;
    const insert = (type: string) =>
      sql`insert into rapport._tombstone (tenant, type, id, version) values ('acme', ${type}, gen_random_uuid(), 1)`;
    const stop = new AbortController();
    // There is one connection: the others wait for the first to be done.
    const settled = Promise.allSettled([
      door.query('acme', sql`select pg_sleep(0.05)`),
      door.query('acme', insert('given up'), stop.signal),
      door.query('acme', insert('wanted')),
    ]);
    stop.abort();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await door.query('acme', sql`select type from rapport._tombstone`)).toEqual([['wanted']]);
  },
);
