import {
  BackendError,
  defaultPolicy,
  describeModel,
  runQuery,
  standardModel,
  type AnyRecord,
  type Backend,
  type BackendDescription,
} from '@rapport/core';

const now = '2026-11-21T12:00:00.000Z';
const context = { model: standardModel, now, timeZone: 'Etc/UTC', resolve: () => undefined, referring: () => [] };
const description: BackendDescription = {
  protocol: 1,
  name: 'bench',
  types: describeModel(standardModel, defaultPolicy, 'admin'),
  extension: {},
  pathDepth: 4,
  paging: { maxLimit: 1_000, window: null, stable: true },
  total: 'exact',
  aggregates: false,
  concurrency: 'field',
  idempotent: true,
  atomic: true,
  feed: 'live',
  maxMutations: 100,
  rateLimit: null,
  timeZone: 'Etc/UTC',
  now,
};

/** Answers from records in memory, and tells of no change. */
export function answering(records: readonly AnyRecord[]): Backend {
  // In the order that a query without one has.
  const byId = records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ...offline,
    describe: async () => description,
    query: async (query) => {
      if (query.where ?? query.orderBy) return { ...runQuery(byId, query, context), cursor: 'e.1' };
      const [from, limit] = [Number(query.after ?? 0), query.limit ?? 50];
      const next = from + limit < byId.length ? String(from + limit) : null;
      return { records: byId.slice(from, from + limit), next, total: { kind: 'unknown' }, cursor: 'e.1' };
    },
    async *changes({ signal }) {
      yield { kind: 'changes', from: 'e.1', to: 'e.1', changes: [] };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
}

const unreachable = (): Promise<never> => Promise.reject(new BackendError('offline', 'There is no network here.'));

/** Nobody answers. */
export const offline: Backend = {
  describe: unreachable,
  query: unreachable,
  aggregate: unreachable,
  get: unreachable,
  push: unreachable,
  changes: () => ({ [Symbol.asyncIterator]: () => ({ next: unreachable }) }),
};
