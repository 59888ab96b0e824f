import { createClient, type LiveRequest } from '@rapport/client';
import type { AnyRecord } from '@rapport/core';
import { openDevice } from '@rapport/client/device';
import { makeContacts } from '../filter/contacts.ts';
import { answering, offline } from './bench-backend.ts';
import { firstOf, viewSize } from './contender.ts';

/** The whole client, as a page uses it. Milliseconds. */
export interface ClientDesk {
  /** Shows every contact and a view, online, until the device has all of it. */
  fill(count: number): Promise<void>;
  /** Without a network: until a country's thousand rows are shown. In a new page this opens what is kept. */
  view(country: string): Promise<number>;
  /** Resolves when every contact is at hand, and not only what the views show. */
  whole(count: number): Promise<void>;
  /** Looks at what the last view showed. */
  check(count: number, country: string): void;
  /** Edits contacts without a network. Answers how many writes wait in the end, and how long all edits took. */
  edit(edits: number, records: number): Promise<{ readonly waiting: number; readonly took: number }>;
}

declare global {
  interface Window {
    clientDesk: ClientDesk;
  }
}

const account = 'bench / client';
const viewOf = (country: string): LiveRequest<'contact'> => ({
  type: 'contact',
  where: { field: 'country', op: 'eq', value: country },
  orderBy: [{ field: 'createdAt', direction: 'asc' }],
  limit: viewSize,
});
const clientOf = (backend = offline) => createClient({ backend, persistence: 'indexeddb', account });

function shows(
  client: ReturnType<typeof clientOf>,
  request: LiveRequest<'contact'>,
  count: number,
): Promise<readonly string[]> {
  const query = client.live(request);
  return new Promise((resolve) => {
    const look = (): void => {
      const { records } = query.getSnapshot();
      if (records.length >= count) resolve(records.map(({ id }) => id));
    };
    query.subscribe(look);
    look();
  });
}

let opened: ReturnType<typeof clientOf> | undefined;
let shown: readonly string[] = [];

window.clientDesk = {
  async fill(count) {
    const contacts = makeContacts(count, 7);
    const client = clientOf(answering(contacts));
    const viewed = firstOf(contacts, 'DE').length;
    await Promise.all([shows(client, { type: 'contact', limit: count }, count), shows(client, viewOf('DE'), viewed)]);
    for (;;) {
      const device = await openDevice({ account });
      const image = await device.cache.load();
      await device.close();
      if (image && image.records.length >= count && image.queries.length > 1) break;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    client.close();
  },
  async view(country) {
    const start = performance.now();
    opened ??= clientOf();
    shown = await shows(opened, viewOf(country), viewSize);
    return performance.now() - start;
  },
  async whole(count) {
    opened ??= clientOf();
    const last = makeContacts(count, 7).at(-1) as AnyRecord;
    await shows(opened, { type: 'contact', where: { field: 'id', op: 'eq', value: last.id } }, 1);
  },
  check(count, country) {
    if (shown.join() !== firstOf(makeContacts(count, 7), country).join())
      throw new Error(`Other contacts of ${country} are shown than there are, or in another order.`);
  },
  async edit(edits, records) {
    const client = clientOf();
    // It has noticed that nobody answers.
    await client.describe().catch(() => undefined);
    const contacts = makeContacts(records, 7);
    const start = performance.now();
    const durable: Promise<unknown>[] = [];
    for (let n = 0; n < edits; n++) {
      const { id } = contacts[n % records] as (typeof contacts)[number];
      const write = client.update('contact', id, { name: `Edit ${n}` });
      // Ends with the page: nobody answers here.
      write.catch(() => undefined);
      durable.push(write.durable);
      // As many at a time as a busy screen makes.
      if (durable.length === 20) await Promise.all(durable.splice(0));
    }
    await Promise.all(durable);
    const took = performance.now() - start;
    client.close();
    const device = await openDevice({ account });
    const waiting = (await device.outbox.load()).length;
    await device.wipe();
    return { waiting, took };
  },
};
