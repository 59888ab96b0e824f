import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '@rapport/test-postgres';
import pg from 'pg';
import { queryRows } from './rows-query.ts';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  fresh = await freshDatabase();
  client = new pg.Client({ connectionString: fresh.url });
  client.on('error', () => undefined);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await fresh.drop();
});

test.each(['rapport_own', undefined])(
  'rows are text by their place, each time alike (prepared as %s)',
  async (name) => {
    const text = 'select $1::int + 1, $2::text, null, $3::boolean';
    for (const [number, expected] of [
      [1, '2'],
      [41, '42'],
    ] as const) {
      const rows = await queryRows(client, { text, values: [number, 'Zoë', true] }, name);
      expect(rows).toEqual([[expected, 'Zoë', null, 't']]);
    }
    expect(await queryRows(client, { text: 'select 1 where false', values: [] })).toEqual([]);
  },
);

test('a statement that fails is told, and leaves the connection and what it has prepared in order', async () => {
  const divided = { text: 'select 10 / $1::int', values: [0] };
  const malformed = { text: 'selec 1', values: [] };
  for (let times = 0; times < 2; times++) {
    await expect(queryRows(client, divided, 'rapport_divided')).rejects.toMatchObject({ code: '22012' });
    await expect(queryRows(client, malformed, 'rapport_malformed')).rejects.toMatchObject({ code: '42601' });
    expect(await queryRows(client, { ...divided, values: [5] }, 'rapport_divided')).toEqual([['2']]);
  }
});

test('a value that has no text of its own is refused before anything is sent', async () => {
  await expect(queryRows(client, { text: 'select $1', values: [['a']] })).rejects.toThrow(/lists and objects as text/);
  expect(await queryRows(client, { text: 'select 1', values: [] })).toEqual([['1']]);
});

test('a connection that breaks rejects what was under way', async () => {
  const broken = new pg.Client({ connectionString: fresh.url });
  broken.on('error', () => undefined);
  await broken.connect();
  await expect(
    queryRows(broken, { text: 'select pg_terminate_backend(pg_backend_pid())', values: [] }),
  ).rejects.toThrow();
  await expect(queryRows(broken, { text: 'select 1', values: [] })).rejects.toThrow();
  await broken.end().catch(() => undefined);
});
