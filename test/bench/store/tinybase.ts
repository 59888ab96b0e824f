import { createIndexes } from 'tinybase/indexes';
import { createIndexedDbPersister } from 'tinybase/persisters/persister-indexed-db';
import { createStore, type Row } from 'tinybase/store';
import type { BenchContact } from '../filter/contacts.ts';
import { viewSize } from './contender.ts';

// A table of cells, which hold values and no objects, with its persister for IndexedDB.

const store = createStore();
const persister = createIndexedDbPersister(store, 'tinybase');
const cellsOf = (contact: BenchContact): Row =>
  Object.fromEntries(
    Object.entries(contact).flatMap(([name, value]): [string, string | number | boolean][] =>
      value === null || value === undefined
        ? []
        : [[name, typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean)]],
    ),
  );

window.contender = {
  async ingest(all) {
    store.setTable('contacts', Object.fromEntries(all.map((contact) => [contact.id, cellsOf(contact)])));
    await persister.save();
  },
  async open() {
    await persister.load();
    return store.getRowCount('contacts');
  },
  async view(country) {
    if (store.getRowCount('contacts') === 0) await persister.load();
    const indexes = createIndexes(store).setIndexDefinition(
      'view',
      'contacts',
      'country',
      (cell, id) => `${String(cell('createdAt'))}${id}`,
    );
    return indexes.getSliceRowIds('view', country).slice(0, viewSize);
  },
  async change(contact) {
    store.setRow('contacts', contact.id, cellsOf(contact));
    await persister.save();
  },
  close: async () => void (await persister.destroy()),
};
