import { createClient } from '@rapport/client';
import { defaultPolicy, describeModel, runQuery, standardModel, type Backend, type ChangeMessage } from '@rapport/core';
import type { Contender } from './contender.ts';
import type { Row } from './rows.ts';

/** Through the public entry: a change comes by the feed, and a subscriber reads its snapshot. */
export const ours: Contender = {
  name: 'ours',
  updates: 3_000,
  async open(all, countries, told) {
    const byId = new Map(all.map((row) => [row.id, row]));
    // Taken in when it is asked: a backend's own work is no part of what is measured.
    const changed: Row[] = [];
    const context = {
      model: standardModel,
      now: '2026-03-01T00:00:00.000Z',
      timeZone: 'Etc/UTC',
      resolve: () => undefined,
      referring: () => [],
    };
    let position = 0;
    let send: (message: IteratorResult<ChangeMessage, undefined>) => void = () => {};
    const backend: Backend = {
      describe: async () => ({
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
        now: context.now,
      }),
      query: async (query) => {
        for (const row of changed.splice(0)) byId.set(row.id, row);
        return { ...runQuery(byId.values(), query, context), cursor: '0' };
      },
      aggregate: async () => ({ rows: [], partial: false }),
      get: async () => ({ records: [], missing: [], redirects: [] }),
      push: async () => [],
      // By hand: a generator's own turns are no part of what is measured.
      changes: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise((resolve) => (send = resolve)) }) }),
    };
    const client = createClient({ backend });
    const queries = new Map(
      countries.map((country) => [
        country,
        client.live({
          type: 'contact',
          where: { field: 'country', op: 'eq', value: country },
          orderBy: [{ field: 'name', direction: 'asc' }],
          limit: 1_000,
        }),
      ]),
    );
    let isOpen = false;
    await new Promise<void>((resolve) => {
      for (const query of queries.values()) {
        query.subscribe(() => {
          const { records } = query.getSnapshot();
          if (isOpen && records.length > 0) told();
          if (!isOpen && [...queries.values()].every((one) => one.getSnapshot().status === 'ready')) {
            isOpen = true;
            resolve();
          }
        });
      }
    });
    return {
      put(row: Row) {
        changed.push(row);
        const from = String(position);
        const to = String((position += 1));
        send({ done: false, value: { kind: 'changes', from, to, changes: [{ op: 'put', record: row }] } });
      },
      ids: (country) =>
        queries
          .get(country)
          ?.getSnapshot()
          .records.map(({ id }) => id) ?? [],
      close: () => client.close(),
    };
  },
};
