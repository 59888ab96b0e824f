import { createClient, type Client } from '@rapport/client';
import { httpBackend } from '@rapport/client/http';

/** What a test has a window do. */
export interface Screen {
  open(options: { readonly url: string; readonly token: string; readonly account: string }): void;
  /** Shows the contacts whose name begins so. */
  show(name: string): void;
  /** What stands there, and how it is. */
  readonly shown: readonly string[];
  readonly status: string;
  readonly coverage: string;
  /** Resolves once the write is kept on the device. */
  write(id: string, name: string): Promise<string>;
  /** Whether this window is the one that reads the stream. */
  leads(): Promise<boolean>;
  readonly waiting: number;
  readonly kept: string;
}

declare global {
  interface Window {
    screenOfTest: Screen;
  }
}

let client: Client | undefined;
let query: ReturnType<Client['live']> | undefined;
const opened = (): Client => {
  if (!client) throw new Error('It is not open.');
  return client;
};

window.screenOfTest = {
  open({ url, token, account }) {
    client = createClient({
      backend: httpBackend({ url, getToken: async () => token, retries: 0 }),
      persistence: 'indexeddb',
      account,
    });
  },
  show(name) {
    query = opened().live({
      type: 'contact',
      where: { field: 'name', op: 'startsWith', value: name },
      orderBy: [{ field: 'name', direction: 'asc' }],
    });
    query.subscribe(() => {});
  },
  get shown() {
    return (query?.getSnapshot().records ?? []).map((record) => String(record['name']));
  },
  get status() {
    return query?.getSnapshot().status ?? '';
  },
  get coverage() {
    return query?.getSnapshot().coverage ?? '';
  },
  async write(id, name) {
    const write = opened().write({
      command: 'desk.create',
      patches: [{ op: 'create', type: 'contact', id, set: { name } }],
    });
    write.catch(() => {});
    return write.durable;
  },
  async leads() {
    const own = crypto.randomUUID();
    return navigator.locks.request(own, async () => {
      const { held = [] } = await navigator.locks.query();
      const me = held.find(({ name }) => name === own)?.clientId;
      return held.some(({ name, clientId }) => name?.startsWith('rapport:') && clientId === me);
    });
  },
  get waiting() {
    return opened().connection.getSnapshot().pendingWrites;
  },
  get kept() {
    return opened().connection.getSnapshot().kept;
  },
};
