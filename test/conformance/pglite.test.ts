import { expect, it } from 'vitest';
import { tryServer } from './try-server.ts';

it('the server on PGlite keeps every claim it makes', { timeout: 400_000 }, async ({ signal }) => {
  const { code, report } = await tryServer(signal);
  expect(report).toContain('All claims hold.');
  expect(code).toBe(0);
});
