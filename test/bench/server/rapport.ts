import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp, createAuthenticator, issueToken, openStore, sqlBackend } from '@rapport/server';
import { activityId, activityValues, contactId, contactOf, contactValues, size } from './records.ts';

// Our server in a process of its own, started by `fork`: with a database's address, or without one on PGlite.
const [, , databaseUrl = ''] = process.argv;
const secret = 'thirty-two bytes for a benchmark, no more';
const store = await openStore({
  ...(databaseUrl === '' ? {} : { databaseUrl }),
  clock: Date.now,
  newId: () => crypto.randomUUID(),
});
const actor = { tenant: 'bench', role: 'admin' } as const;
await fill();
const app = createApp({ backendFor: (who) => sqlBackend(store, who), authenticate: createAuthenticator({ secret }) });
const server = createServer(getRequestListener(app.fetch));
server.listen(0, '127.0.0.1', async () => {
  const token = await issueToken(actor, { secret, now: Date.now(), lifetimeSeconds: 86_400 });
  process.send?.({ port: (server.address() as AddressInfo).port, token });
});

async function fill(): Promise<void> {
  const backend = sqlBackend(store, actor);
  const create = (type: string, id: string, set: Record<string, unknown>) => ({ op: 'create' as const, type, id, set });
  const patches = [
    ...Array.from({ length: size.contacts }, (_, index) =>
      create('contact', contactId(index), { ...contactValues(index) }),
    ),
    ...Array.from({ length: size.activities }, (_, index) =>
      create('activity', activityId(index), { ...activityValues(index), contact: contactOf(index) }),
    ),
  ];
  for (let start = 0; start < patches.length; start += 1_000) {
    const [result] = await backend.push([
      {
        id: crypto.randomUUID(),
        command: 'import.fill',
        at: '2026-03-01T12:00:00.000Z',
        patches: patches.slice(start, start + 1_000),
      },
    ]);
    if (result?.status !== 'applied')
      throw new Error(`The data was not taken: ${JSON.stringify(result).slice(0, 300)}`);
  }
  for (const table of ['contact', 'activity'])
    await store.database.administer((session) =>
      session.query({ text: `analyze rapport.${table}`, values: [] }).then(() => undefined),
    );
}
