import { createClient, type Client } from '@rapport/client';
import {
  BackendError,
  toInstant,
  uuidv7,
  type AnyRecord,
  type Backend,
  type BackendErrorCode,
  type Refusal,
  type StandardRecords,
  type StandardTypeName,
} from '@rapport/core';
import { createMemoryStore, type MemoryStore } from '@rapport/core/memory';

/** The present of every test. */
export const now = Date.parse('2026-11-21T10:51:00.000Z');
export const ago = (minutes: number): string => toInstant(now - minutes * 60_000);

let made = 0;
export const newId = (): string => {
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, ++made);
  return uuidv7(now, random);
};

export function aRecord<Name extends StandardTypeName>(type: Name, values: Partial<StandardRecords[Name]>): AnyRecord {
  return {
    type,
    id: newId(),
    version: 1,
    createdAt: ago(100_000),
    updatedAt: ago(100_000),
    externalIds: {},
    custom: {},
    ...values,
  } as AnyRecord;
}

export const mika = aRecord('user', { name: 'Mika Koski' });
export const nordwind = aRecord('company', { name: 'Nordwind Logistik GmbH' });
export const ana = aRecord('contact', {
  name: 'Ana Ruiz',
  email: 'ana@nordwind.example',
  phone: '+49 40 555 0142',
  jobTitle: 'Procurement',
  company: nordwind.id,
  owner: mika.id,
  externalIds: { erp: '10042' },
});
export const newcomer = aRecord('contact', { name: 'Zoë', externalIds: { erp: '10043' } });

export const anActivity = (values: Partial<StandardRecords['activity']>): AnyRecord =>
  aRecord('activity', { kind: 'note', occurredAt: ago(60), contact: ana.id, author: mika.id, ...values });

export interface World {
  readonly store: MemoryStore;
  /** What the elements work with. */
  readonly client: Client;
  /** Somebody else at the same store. */
  readonly other: Client;
  /** Set: every call fails so. */
  fault: BackendErrorCode | undefined;
  /** Set: so do only queries of these types. */
  faultyTypes: readonly string[] | undefined;
  /** Set: every write is refused so. */
  refusal: Refusal | undefined;
}

/** A store with these records beside the people above, and a client whose backend can be made to fail. */
export function aWorld(records: readonly AnyRecord[] = []): World {
  const store = createMemoryStore({ clock: () => now, newId, records: [mika, nordwind, ana, newcomer, ...records] });
  const backend = store.backendFor({ tenant: 'test', role: 'agent', user: mika.id });
  const world: World = {
    store,
    client: createClient({ backend: faulty(backend, () => world), clock: () => now, newId }),
    other: createClient({ backend, clock: () => now, newId }),
    fault: undefined,
    faultyTypes: undefined,
    refusal: undefined,
  };
  return world;
}

function faulty(backend: Backend, world: () => World): Backend {
  const check = (type?: string): void => {
    const { fault, faultyTypes } = world();
    if (fault && (!faultyTypes || (type && faultyTypes.includes(type))))
      throw new BackendError(fault, 'As the test asked.');
  };
  return {
    describe: async (options) => (check(), backend.describe(options)),
    query: async (query, options) => (check(query.type), backend.query(query, options)),
    aggregate: async (query, options) => (check(), backend.aggregate(query, options)),
    get: async (refs, options) => (check(), backend.get(refs, options)),
    push: async (mutations, options) => {
      check();
      const { refusal } = world();
      return refusal
        ? mutations.map(({ id }) => ({ id, status: 'refused' as const, refusal }))
        : backend.push(mutations, options);
    },
    changes: (options) => (check(), backend.changes(options)),
  };
}

/** A backend that never answers. */
export const silent: Client = createClient({
  backend: faultyForever(),
  clock: () => now,
  newId,
});

function faultyForever(): Backend {
  const never = (): Promise<never> => new Promise(() => undefined);
  return {
    describe: never,
    query: never,
    aggregate: never,
    get: never,
    push: never,
    changes: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }),
  };
}
