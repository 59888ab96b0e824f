import { createClient, type Client } from '@rapport/client';
import { createMemoryStore, type MemoryStore } from '@rapport/core/memory';
import { BackendError, uuidv7, type AnyRecord, type Actor, type Backend, type BackendErrorCode } from '@rapport/core';
import { mika, nordwindRecords } from './nordwind.ts';
import { now } from './record.ts';

export const clock = (): number => now;
let made = 0;
/** Ids that differ and can be repeated: their random bytes are counted. */
export const newId = (): string => {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setUint32(6, ++made);
  return uuidv7(now, bytes);
};

const agent: Actor = { tenant: 'aurora', role: 'agent', user: mika };

export function sampleStore(more: readonly AnyRecord[] = []): MemoryStore {
  return createMemoryStore({ clock, newId, timeZone: 'Europe/Berlin', records: [...nordwindRecords, ...more] });
}

/** A client of a store of its own, unless one is given. */
export function sampleClient(
  store: MemoryStore = sampleStore(),
  backendOf: (backend: Backend) => Backend = (backend) => backend,
): Client {
  return createClient({ backend: backendOf(store.backendFor(agent)), clock, newId, timeZone: 'Europe/Berlin' });
}

/** A backend that never answers. */
export const silent = altered(() => {
  const never = (): Promise<never> => new Promise(() => undefined);
  return { query: never, get: never, aggregate: never, describe: never };
});

/** A backend that fails in one way, for some types of records or for all. */
export function failing(code: BackendErrorCode, types?: readonly string[]): (backend: Backend) => Backend {
  const fails = (type: string): boolean => types === undefined || types.includes(type);
  const fail = (): Promise<never> => Promise.reject(new BackendError(code, 'A story of failure.'));
  return altered((backend) => ({
    ...(types ? {} : { describe: fail, push: fail, changes: () => failingFeed(code) }),
    query: (query, options) => (fails(query.type) ? fail() : backend.query(query, options)),
    aggregate: (query, options) => (fails(query.type) ? fail() : backend.aggregate(query, options)),
    get: (refs, options) => (refs.some(({ type }) => fails(type)) ? fail() : backend.get(refs, options)),
  }));
}

/** A backend that refuses every change. */
export function refusing(code: string): (backend: Backend) => Backend {
  return altered(() => ({
    push: async (mutations) =>
      mutations.map(({ id }) => ({ id, status: 'refused' as const, refusal: { ok: false as const, code } })),
  }));
}

/** A backend that can be reached, or not, by turns. */
export function switchable(): { readonly of: (backend: Backend) => Backend; isOff: boolean } {
  const line = {
    isOff: false,
    of: (backend: Backend): Backend => {
      const [whole, broken] = [bound(backend), failing('offline')(backend)];
      const which = (): Backend => (line.isOff ? broken : whole);
      return {
        describe: (options) => which().describe(options),
        query: (query, options) => which().query(query, options),
        aggregate: (query, options) => which().aggregate(query, options),
        get: (refs, options) => which().get(refs, options),
        push: (mutations, options) => which().push(mutations, options),
        changes: (options) => which().changes(options),
      };
    },
  };
  return line;
}

/** A backend that does some of what it does in another way. */
export function altered(part: (backend: Backend) => Partial<Backend>): (backend: Backend) => Backend {
  return (backend) => ({ ...bound(backend), ...part(backend) });
}

function bound(backend: Backend): Backend {
  return {
    describe: (options) => backend.describe(options),
    query: (query, options) => backend.query(query, options),
    aggregate: (query, options) => backend.aggregate(query, options),
    get: (refs, options) => backend.get(refs, options),
    push: (mutations, options) => backend.push(mutations, options),
    changes: (options) => backend.changes(options),
  };
}

function failingFeed(code: BackendErrorCode): AsyncIterable<never> {
  return {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new BackendError(code, 'A story of failure.')) }),
  };
}
