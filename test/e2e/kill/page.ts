import { createClient, type Client } from '@rapport/client';
import { httpBackend } from '@rapport/client/http';
import { localBackend } from '@rapport/client/local';
import type { Patch } from '@rapport/core';

/** What a test has a page do. */
export interface Desk {
  open(options: { readonly url: string; readonly token: string; readonly account: string }): void;
  /** Resolves once nothing waits any more. Says whether the browser has lost what it kept. */
  settled(): Promise<{ readonly isForgotten: boolean }>;
  /**
   * Writes until the page goes, with a pause of so many milliseconds: each creates a contact and counts it at the company, in one. `kept(n)` is called once
   * write `n` is durable.
   */
  write(round: number, company: string, pause: number): void;
  /** Reads everything of a type, and keeps it on the device. */
  read(type: string): Promise<number>;
  create(type: string, values: Readonly<Record<string, unknown>>): Promise<string>;
  /** Creates a contact in the backend that is embedded in the page, and tells the names of all that are there. */
  embed(name: string): Promise<readonly unknown[]>;
  client: Client;
}

declare global {
  interface Window {
    desk: Desk;
    kept(write: number): void;
  }
}

let opened: Client | undefined;
const client = (): Client => {
  if (!opened) throw new Error('The desk is not open.');
  return opened;
};

window.desk = {
  get client() {
    return client();
  },
  open({ url, token, account }) {
    opened = createClient({
      backend: httpBackend({ url, getToken: async () => token, retries: 0 }),
      persistence: 'indexeddb',
      account,
    });
  },
  async settled() {
    return new Promise((resolve) => {
      const look = (): void => {
        const { state, pendingWrites, kept, isForgotten = false } = client().connection.getSnapshot();
        if (state === 'online' && pendingWrites === 0 && kept === 'device') resolve({ isForgotten });
      };
      client().connection.subscribe(look);
      // Something is asked, so that there is a connection to look at.
      void client()
        .describe()
        .then(look, () => undefined);
      look();
    });
  },
  write(round, company, pause) {
    const { newId } = client();
    let count = 0;
    const next = async (): Promise<void> => {
      const n = (count += 1);
      const counted: Patch = {
        op: 'update',
        type: 'company',
        id: company,
        set: { name: `Company ${n}` },
        increment: { employees: 1 },
      };
      const created: Patch = { op: 'create', type: 'contact', id: newId(), set: { name: `K${round}-${n}` } };
      await client().write({ command: 'desk.write', patches: [created, counted] }).durable;
      window.kept(n);
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      return next();
    };
    const first = client().write({
      command: 'desk.open',
      patches: [{ op: 'create', type: 'company', id: company, set: { name: 'Company 0', employees: 0 } }],
    });
    // Several at a time, as people and screens do.
    void first.durable.then(() => Promise.all([next(), next(), next()]));
  },
  async read(type) {
    const query = client().live({ type, limit: 1_000 });
    return new Promise((resolve) => {
      query.subscribe(() => {
        const { status, records } = query.getSnapshot();
        if (status === 'ready') resolve(records.length);
      });
    });
  },
  async create(type, values) {
    const { newId } = client();
    return client().write({ command: 'desk.create', patches: [{ op: 'create', type, id: newId(), set: values }] })
      .durable;
  },
  async embed(name) {
    const backend = localBackend({ name: 'desk' });
    const [id, mutation] = [crypto.randomUUID(), crypto.randomUUID()];
    const patches: Patch[] = [{ op: 'create', type: 'contact', id, set: { name } }];
    await backend.push([{ id: mutation, command: 'desk.create', at: new Date().toISOString(), patches }]);
    const { records } = await backend.query({ type: 'contact', limit: 100 });
    return records.map((record) => record['name']);
  },
};
