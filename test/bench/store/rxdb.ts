import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { BenchContact } from '../filter/contacts.ts';
import { viewSize } from './contender.ts';

// The free storage for browsers, an index for the view, one window, as its page about performance advises.

const text = { type: 'string', maxLength: 100 } as const;
const schema: RxJsonSchema<BenchContact> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    country: { type: 'string', maxLength: 4 },
    createdAt: { type: 'string', maxLength: 24 },
    name: text,
  },
  required: ['id', 'country', 'createdAt'],
  indexes: [['country', 'createdAt', 'id']],
  additionalProperties: true,
} as unknown as RxJsonSchema<BenchContact>;

const opened = (async () => {
  const database = await createRxDatabase({ name: 'rxdb', storage: getRxStorageDexie(), multiInstance: false });
  const { contacts } = await database.addCollections({ contacts: { schema } });
  return { database, contacts: contacts as unknown as RxCollection<BenchContact> };
})();

window.contender = {
  async ingest(all) {
    const { contacts } = await opened;
    // A field with an index has to be there.
    const result = await contacts.bulkInsert(all.map((contact) => ({ ...contact, country: contact.country ?? '' })));
    if (result.error.length > 0) throw new Error(JSON.stringify(result.error[0]));
  },
  async open() {
    const { contacts } = await opened;
    return (await contacts.find().exec()).length;
  },
  async view(country) {
    const { contacts } = await opened;
    const found = contacts.find({
      selector: { country },
      sort: [{ country: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
      limit: viewSize,
    });
    return (await found.exec()).map(({ id }) => id);
  },
  async change(contact) {
    const { contacts } = await opened;
    await contacts.upsert({ ...contact, country: contact.country ?? '' });
  },
  close: async () => void (await (await opened).database.close()),
};
