import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { TypePolicy } from '@rapport/core/authority';
import { defaultPolicy } from '@rapport/core/authority';
import { createApp, createAuthenticator, openStore, sqlBackend } from '@rapport/server';
import { host } from '../rapport-server.ts';
import { fill, managerId } from './pipeline.ts';

// The reference server in a process of its own, with a policy of the house: what the manager owns is the manager's to move. Started by `fork`.
const [, , secret = '', origin = ''] = process.argv;
const everything = { and: [] };
const deals: TypePolicy = {
  read: everything,
  write: { not: { field: 'owner', op: 'eq', value: managerId } },
  create: true,
};
const store = await openStore({
  clock: Date.now,
  newId: () => crypto.randomUUID(),
  policy: { ...defaultPolicy, agent: { ...defaultPolicy.agent, deal: deals } },
});
await fill(sqlBackend(store, { tenant: 'main', role: 'admin' }));
const app = createApp({
  backendFor: (actor) => sqlBackend(store, actor),
  authenticate: createAuthenticator({ secret }),
  origins: [origin],
});
const server = createServer(getRequestListener(app.fetch));
server.listen(0, host, () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void store.close().then(() => process.exit(0));
});
