import { runQuery, type AnyRecord, type Filter, type Query } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createClient } from './index.ts';
import { aContact, countingIds, idOf, ScriptedBackend, settle, VirtualTime } from './testing/index.ts';

const number = fc.integer({ min: 1, max: 25 });
const values = fc.record({
  name: fc.constantFrom('Ada', 'ada', 'Bob', 'Čapek', 'Zoe', 'Émile'),
  country: fc.constantFrom('DE', 'FR', 'US'),
  jobTitle: fc.option(fc.constantFrom('Chief', 'Clerk'), { nil: undefined }),
});
const where: fc.Arbitrary<Filter | undefined> = fc.constantFrom(
  undefined,
  { field: 'country', op: 'eq', value: 'DE' },
  {
    or: [
      { field: 'name', op: 'contains', value: 'a' },
      { field: 'jobTitle', op: 'exists', value: true },
    ],
  },
  { not: { field: 'country', op: 'in', value: ['DE', 'FR'] } },
);
const orderBy: fc.Arbitrary<Query['orderBy']> = fc.constantFrom(
  undefined,
  [{ field: 'name', direction: 'asc' }],
  [
    { field: 'jobTitle', direction: 'desc' },
    { field: 'name', direction: 'desc' },
  ],
);
const request = fc.record({ where, orderBy, limit: fc.integer({ min: 1, max: 12 }), total: fc.boolean() });

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('theirs' as const), number, values }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('gone' as const), number }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('mine' as const),
      number,
      values: fc.record({ country: fc.constantFrom('DE', 'FR', 'US') }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create' as const), values }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), number }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer' as const), index: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('open' as const), request }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('more' as const), query: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'break' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'down' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'up' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('time' as const), milliseconds: fc.integer({ min: 1, max: 2_000 }) }),
  },
);

/** What stands on a declined write waits until that is decided, here to the end. */
const isClosed = (): void => {};

it("when quiet, every open query is the top of the backend's own answer, whatever happened and in whatever order it was heard (L1)", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(number, { maxLength: 20 }),
      fc.array(request, { minLength: 1, maxLength: 3 }),
      fc.array(step, { maxLength: 40 }),
      async (start, requests, steps) => {
        const backend = new ScriptedBackend();
        const time = new VirtualTime();
        start.forEach((one) => backend.records.set(idOf(one), aContact(one, { country: 'DE' })));
        backend.description = { maxMutations: 3 };
        const client = createClient({
          backend,
          clock: time.clock,
          schedule: time.schedule,
          newId: countingIds(1_000),
          random: () => 0.5,
          wake: () => () => {},
        });
        const open = (asked: (typeof requests)[number]) => {
          const query = client.live({ type: 'contact', ...defined(asked) });
          query.subscribe(() => void query.getSnapshot());
          return { asked, query, limit: asked.limit };
        };
        const queries = requests.map(open);
        backend.isHolding = true;
        for (const one of steps) {
          switch (one.kind) {
            case 'theirs':
              backend.put(aContact(one.number, defined(one.values)));
              break;
            case 'gone':
              backend.remove(idOf(one.number));
              break;
            case 'mine':
              client.update('contact', idOf(one.number), one.values).catch(isClosed);
              break;
            case 'create':
              client.create('contact', defined(one.values)).catch(isClosed);
              break;
            case 'delete':
              client.delete('contact', idOf(one.number)).catch(isClosed);
              break;
            case 'answer':
              backend.release(Math.min(one.index, Math.max(0, backend.heldCount - 1)));
              break;
            case 'open':
              queries.push(open(one.request));
              break;
            case 'more': {
              const query = queries[one.query];
              if (query?.query.getSnapshot().hasMore && !query.query.getSnapshot().loadingMore) {
                query.limit += query.asked.limit;
                void query.query.loadMore();
              }
              break;
            }
            case 'break':
              backend.breakStreams();
              break;
            case 'down':
              backend.goDown();
              break;
            case 'up':
              backend.comeUp();
              break;
            case 'time':
              await time.pass(one.milliseconds);
              break;
          }
          await settle();
        }
        backend.comeUp();
        backend.isHolding = false;
        for (let turn = 0; turn < 10; turn += 1) {
          backend.releaseAll();
          await time.pass(40_000);
        }
        expect(client.connection.getSnapshot()).toMatchObject({ state: 'online', pendingWrites: 0 });
        for (const { asked, query } of queries) {
          const snapshot = query.getSnapshot();
          const shared = Math.max(...queries.filter((other) => other.query === query).map(({ limit }) => limit));
          const expected = runQuery(
            [...backend.records.values()],
            { type: 'contact', ...defined(asked), limit: shared },
            backend.context,
          );
          expect(snapshot.status).toBe('ready');
          expect(snapshot.records.map(essence)).toEqual(expected.records.map(essence));
          // There may be less below the window than the backend said once; never more.
          if (!snapshot.hasMore) expect(expected.next).toBeNull();
          if (asked.total) expect(snapshot.total).toEqual(expected.total);
          expect(snapshot.pending.size).toBe(0);
        }
        client.close();
      },
    ),
    { numRuns: 300 },
  );
});

const essence = ({ id, version, name, country, jobTitle }: AnyRecord): unknown => ({
  id,
  version,
  name,
  country,
  jobTitle,
});

function defined<T extends object>(from: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
