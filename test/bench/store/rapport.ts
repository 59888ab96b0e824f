import { runQuery, standardModel, type AnyRecord, type Mutation } from '@rapport/core';
import { openDevice } from '@rapport/client/device';
import { viewSize, type StoreContender } from './contender.ts';

// What a client keeps on the device: sealed, records with the cursor they are as of. A change made here is a write that waits, on the disk for good.

const device = openDevice({ account: 'bench' });
let contacts: readonly AnyRecord[] = [];
const context = {
  model: standardModel,
  now: '2026-11-21T12:00:00.000Z',
  timeZone: 'UTC',
  resolve: () => undefined,
  referring: () => [],
};

export const contender: StoreContender = {
  async ingest(all) {
    const { cache } = await device;
    const fence = await cache.lead();
    if (!(await cache.apply({ cursor: 'e.1', put: all, remove: [] }, fence))) throw new Error('Another window leads.');
  },
  async open() {
    contacts = (await (await device).cache.load())?.records ?? [];
    return contacts.length;
  },
  async view(country) {
    if (contacts.length === 0) await this.open();
    const page = runQuery(
      contacts,
      {
        type: 'contact',
        where: { field: 'country', op: 'eq', value: country },
        orderBy: [{ field: 'createdAt', direction: 'asc' }],
        limit: viewSize,
      },
      context,
    );
    return page.records.map(({ id }) => id);
  },
  async change({ type, id, name }) {
    const mutation: Mutation = {
      id: crypto.randomUUID(),
      command: 'contact.update',
      at: context.now,
      patches: [{ op: 'update', type, id, set: { name } }],
    };
    await (await device).outbox.change((kept) => [...kept, { mutation, state: 'queued' }]);
  },
  close: async () => (await device).close(),
};
window.contender = contender;
