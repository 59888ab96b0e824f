import { BasicIndex, createCollection, createLiveQueryCollection, eq } from '@tanstack/db';
import { openDB } from 'idb';
import type { BenchContact } from '../filter/contacts.ts';
import { viewSize } from './contender.ts';

// Nothing of its own keeps so many records in a browser: a collection over rows in IndexedDB, as its guide to collections shows it.

const database = openDB('tanstack', 1, {
  upgrade: (opened) => void opened.createObjectStore('contacts', { keyPath: 'id' }),
});
const keep = async (contacts: readonly BenchContact[]): Promise<void> => {
  const transaction = (await database).transaction('contacts', 'readwrite');
  for (const contact of contacts) void transaction.store.put(contact);
  await transaction.done;
};
let written: (contacts: readonly BenchContact[], type: 'insert' | 'update') => void = () => {};
const collection = createCollection<BenchContact, string>({
  id: 'contacts',
  getKey: (contact) => contact.id,
  autoIndex: 'eager',
  defaultIndexType: BasicIndex,
  sync: {
    sync: ({ begin, write, commit, markReady }) => {
      written = (contacts, type) => {
        begin();
        for (const value of contacts) write({ type, value });
        commit();
      };
      void database
        .then((opened) => opened.getAll('contacts'))
        .then((contacts: BenchContact[]) => {
          written(contacts, 'insert');
          markReady();
        });
    },
  },
});

window.contender = {
  async ingest(all) {
    await collection.preload();
    await keep(all);
    written(all, 'insert');
  },
  async open() {
    await collection.preload();
    return collection.size;
  },
  async view(country) {
    const query = createLiveQueryCollection({
      query: (q) =>
        q
          .from({ contact: collection })
          .where(({ contact }) => eq(contact.country, country))
          .orderBy(({ contact }) => contact.createdAt, 'asc')
          .orderBy(({ contact }) => contact.id, 'asc')
          .limit(viewSize),
    });
    await query.preload();
    return query.toArray.map(({ id }) => id);
  },
  async change(contact) {
    await keep([contact]);
    written([contact], 'update');
  },
  close: async () => (await database).close(),
};
