import { openDB } from 'idb';
import type { BenchContact } from '../filter/contacts.ts';
import { viewSize } from './contender.ts';

// IndexedDB as its own documentation shows it: a row a record, and an index for the view.

const database = openDB('raw-rows', 1, {
  upgrade: (opened) => {
    opened.createObjectStore('contacts', { keyPath: 'id' }).createIndex('view', ['country', 'createdAt']);
  },
});

window.contender = {
  async ingest(all) {
    const transaction = (await database).transaction('contacts', 'readwrite');
    for (const contact of all) void transaction.store.put(contact);
    await transaction.done;
  },
  async open() {
    return ((await (await database).getAll('contacts')) as BenchContact[]).length;
  },
  async view(country) {
    const range = IDBKeyRange.bound([country], [country, []]);
    const found = (await (await database).getAllFromIndex('contacts', 'view', range, viewSize)) as BenchContact[];
    return found.map(({ id }) => id);
  },
  async change(contact) {
    await (await database).put('contacts', contact);
  },
  close: async () => (await database).close(),
};
