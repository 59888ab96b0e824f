import { Dexie, type Table } from 'dexie';
import type { BenchContact } from '../filter/contacts.ts';
import { viewSize } from './contender.ts';

const database = new Dexie('dexie');
database.version(1).stores({ contacts: 'id, [country+createdAt]' });
const contacts = database.table('contacts') as Table<BenchContact, string>;

window.contender = {
  async ingest(all) {
    await contacts.bulkAdd(all);
  },
  async open() {
    return (await contacts.toArray()).length;
  },
  async view(country) {
    const found = contacts.where('[country+createdAt]').between([country, Dexie.minKey], [country, Dexie.maxKey]);
    return (await found.limit(viewSize).toArray()).map(({ id }) => id);
  },
  async change(contact) {
    await contacts.put(contact);
  },
  close: async () => database.close(),
};
