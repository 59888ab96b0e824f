import { openDB } from 'idb';
import type { BenchContact } from '../filter/contacts.ts';
import { firstOf } from './contender.ts';

// The least that could do it: a thousand records in one value, unsealed, and one value for each change. No queries, no other window, no cursor.

const size = 1_000;
const database = openDB('raw-chunks', 1, {
  upgrade: (opened) => {
    opened.createObjectStore('chunks');
    opened.createObjectStore('changes', { autoIncrement: true });
  },
});
let contacts: readonly BenchContact[] = [];

window.contender = {
  async ingest(all) {
    const transaction = (await database).transaction('chunks', 'readwrite');
    for (let from = 0; from < all.length; from += size) void transaction.store.put(all.slice(from, from + size), from);
    await transaction.done;
  },
  async open() {
    const transaction = (await database).transaction(['chunks', 'changes']);
    const [chunks, changes] = await Promise.all([
      transaction.objectStore('chunks').getAll() as Promise<BenchContact[][]>,
      transaction.objectStore('changes').getAll() as Promise<BenchContact[]>,
    ]);
    const changed = new Map(changes.map((contact) => [contact.id, contact]));
    contacts = chunks.flat().map((contact) => changed.get(contact.id) ?? contact);
    return contacts.length;
  },
  async view(country) {
    if (contacts.length === 0) await this.open();
    return firstOf(contacts, country);
  },
  async change(contact) {
    await (await database).add('changes', contact);
  },
  close: async () => (await database).close(),
};
