import { freshDatabase } from '@rapport/test-postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tryServer } from './try-server.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

it('the server on PostgreSQL keeps every claim it makes', { timeout: 400_000 }, async ({ signal }) => {
  const { code, report } = await tryServer(signal, '--database-url', database.url);
  expect(report).toContain('All claims hold.');
  expect(code).toBe(0);
});
