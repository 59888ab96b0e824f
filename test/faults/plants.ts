import type { DeviceStorage } from '@rapport/client';
import type { Backend, Mutation } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { ActionWeights } from './actions.ts';

/** A bug that is planted by putting something wrong around a port. */
export interface Plant {
  /** What goes wrong by it. */
  readonly shows: string;
  /** What there is more of in a history, so that it need not be a long search. */
  readonly emphasis?: ActionWeights;
  /** Between a client and its network. */
  readonly backend?: (backend: Backend, newId: () => string) => Backend;
  /** Between a client and its device. */
  readonly storage?: (storage: DeviceStorage) => DeviceStorage;
}

/** The overlay goes when the push is answered, and not when what it left is here. */
const overlayDropped: Plant = {
  shows: 'flicker',
  backend: (backend) => ({
    ...backend,
    push: async (mutations, options) =>
      (await backend.push(mutations, options)).map((result) =>
        'written' in result ? { ...result, written: [] } : result,
      ),
    get: async (refs) => ({ records: [], missing: refs, redirects: [] }),
  }),
};

/** Where one write is declined, none is done with. */
const poisonBlocks: Plant = {
  shows: 'stuck',
  backend: (backend) => ({
    ...backend,
    push: async (mutations, options) => {
      const results = await backend.push(mutations, options);
      if (results.some(({ status }) => status === 'refused')) throw new BackendError('server', 'Poisoned.');
      return results;
    },
  }),
};

/** What was not answered is sent again as if it were another write. */
const newIdEachTime: Plant = {
  shows: 'twice',
  backend: (backend, newId) => {
    const sent = new Set<string>();
    return {
      ...backend,
      push: async (mutations, options) => {
        const anew = mutations.map((mutation): Mutation =>
          sent.has(mutation.id) ? { ...mutation, id: newId() } : mutation,
        );
        for (const { id } of mutations) sent.add(id);
        const results = await backend.push(anew, options);
        return results.map((result, index) => ({ ...result, id: mutations[index]?.id ?? result.id }));
      },
    };
  },
};

/** The cursor is kept in a transaction of its own, before the records. */
const cursorAhead: Plant = {
  shows: 'ahead',
  storage: (storage) => ({
    ...storage,
    cache: {
      ...storage.cache,
      apply: async ({ cursor, put, remove, ...more }, fence) =>
        (await storage.cache.apply({ cursor, put: [], remove: [] }, fence)) &&
        storage.cache.apply({ cursor, put, remove, ...more }, fence),
    },
  }),
};

/** Whoever has led goes on writing: each window writes with the pen of the one that has it. */
const noFence: Plant = {
  shows: 'ahead',
  emphasis: { freeze: 8, 'second leader': 12, 'write elsewhere': 30 },
  storage: (storage) => ({
    ...storage,
    cache: {
      ...storage.cache,
      apply: async (change) => storage.cache.apply(change, await storage.cache.lead()),
    },
  }),
};

export const plants = {
  'cursor ahead of the records': cursorAhead,
  'no fence': noFence,
  'overlay dropped at the push': overlayDropped,
  'poison blocks': poisonBlocks,
  'resent with a new id': newIdEachTime,
} satisfies Record<string, Plant>;
export type PlantName = keyof typeof plants;
