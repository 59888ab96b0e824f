import { everydayModel, orderOf } from '@rapport/core/live';
import { expect, it } from 'vitest';
import type { KeptQuery } from '../device/index.ts';
import type { QueryPlan } from '../query/index.ts';
import { wantedKey } from '../tabs/index.ts';
import { aContact, MemoryCache, VirtualTime } from '../testing/index.ts';
import { QueryCache, type AnsweredHere } from './query-cache.ts';

const interest = { type: 'contact' };
const plan: QueryPlan = {
  query: interest,
  interest,
  verdict: () => true,
  residual: undefined,
  placeOf: ({ id }) => id,
  order: orderOf(everydayModel, 'contact', []),
  isDecided: true,
  dependencies: new Set(),
  nextChange: undefined,
};
const request = { type: 'contact' };
const query: KeptQuery = {
  key: JSON.stringify(['contact', undefined, undefined]),
  request,
  limit: 50,
  horizon: null,
  next: null,
  total: { kind: 'unknown' },
  usedAt: 0,
  interest,
};

const all = new Set([wantedKey(interest)]);

async function aCache(storage: MemoryCache, leads = true) {
  const { clock, schedule } = new VirtualTime();
  const environment = { clock, schedule };
  const posted: AnsweredHere[] = [];
  const post = (answered: AnsweredHere): void => void posted.push(answered);
  const cache = new QueryCache({ storage, environment, planOf: () => plan, post, wantsMore: () => {} });
  await cache.open(leads);
  return { cache, posted };
}

it('keeps what another window was answered as of when it was, though this one follows nothing (D6)', async () => {
  const storage = new MemoryCache();
  const { cache } = await aCache(storage);
  cache.keepFor({ at: '3', query, records: [aContact(1)] });
  await cache.close();
  expect(storage.image).toMatchObject({ cursor: '3', queries: [{ key: query.key }] });
});

it('takes nothing for an answer that is as of no cursor (D8)', async () => {
  const storage = new MemoryCache();
  storage.image = { cursor: null, description: undefined, records: [], queries: [query] };
  const { cache } = await aCache(storage);
  expect(cache.answer(request, plan, { limit: 50, after: null })).toBeUndefined();
});

it('brings no record back from what another window left that an answer here said to be gone (D6)', async () => {
  const storage = new MemoryCache();
  const records = [aContact(1), aContact(2)];
  const seen = { ...query, members: records.map(({ id }) => id) };
  storage.image = { cursor: '3', description: undefined, records, queries: [seen] };
  const { cache } = await aCache(storage, false);
  const { next, total } = query;
  const answer = { records: [aContact(2)], complete: true, last: undefined, next, total, cursor: '3' };
  cache.keep({ request, plan, answer, isMore: false, limit: 50, members: () => [], at: '3', since: 0 });
  await cache.setLeads(true);
  await cache.close();
  expect(storage.image.records).toEqual([aContact(2)]);
});

it.each([
  { listened: new Set<string>(), kept: 0 },
  { listened: all, kept: 1 },
])('keeps an answer only where all that came since was told: $kept (D6)', async ({ listened, kept }) => {
  const storage = new MemoryCache();
  const { cache } = await aCache(storage);
  cache.follow('3');
  const contact = { ...aContact(1), version: 2 };
  const changes = [{ op: 'evict', type: 'contact', id: aContact(2).id, version: 2 } as const];
  cache.hear({ kind: 'changes', from: '3', to: '4', changes }, listened);
  cache.keepFor({ at: '3', query, records: [contact] });
  await cache.close();
  expect(storage.image?.queries).toHaveLength(kept);
});

it('brings no record back that went by a write of this device since it was asked for (D6, D7)', async () => {
  const storage = new MemoryCache();
  const { cache } = await aCache(storage);
  cache.keepFor({ at: '3', query, records: [aContact(1), aContact(2)] });
  const changed = { ...aContact(1), version: 2 };
  cache.hear({ kind: 'changes', from: '3', to: '4', changes: [{ op: 'put', record: changed }] }, all);
  await cache.takeWritten([{ deleted: { type: 'contact', id: changed.id, version: 3 } }]);
  cache.keepFor({ at: '3', query: { ...query, key: 'sorted' }, records: [aContact(1), aContact(2)] });
  await cache.close();
  expect(storage.image?.records).toEqual([aContact(2)]);
});

it('keeps of a record what was told since it was asked for, where nothing needed that before (D6)', async () => {
  const storage = new MemoryCache();
  const { cache } = await aCache(storage);
  cache.follow('3');
  const changed = { ...aContact(1), version: 2 };
  cache.hear({ kind: 'changes', from: '3', to: '4', changes: [{ op: 'put', record: changed }] }, all);
  await cache.takeWritten([{ deleted: { type: 'contact', id: changed.id, version: 3 } }]);
  cache.keepFor({ at: '3', query, records: [aContact(1)] });
  await cache.close();
  expect(storage.image?.records).toEqual([changed]);
});

it('brings no record back that may have gone while nobody told what happened since it was asked for (D6)', async () => {
  const storage = new MemoryCache();
  const { cache } = await aCache(storage);
  cache.keepFor({ at: '3', query, records: [aContact(2)] });
  const seen = { ...query, key: 'owned', members: [aContact(1).id] };
  cache.keepFor({ at: 'of a history before', query: seen, records: [aContact(1)] });
  await cache.close();
  expect(storage.image?.records).toEqual([aContact(2)]);
});

it('has no record that was told to be gone, though an answer from a history before brought it back (D6)', async () => {
  const storage = new MemoryCache();
  const { cache } = await aCache(storage);
  cache.follow('3');
  const { type, id } = aContact(1);
  cache.hear({ kind: 'changes', from: '3', to: '4', changes: [{ op: 'delete', type, id, version: 2 }] }, all);
  const seen = { ...query, key: 'owned', members: [id] };
  cache.keepFor({ at: 'of a history before', query: seen, records: [aContact(1)] });
  cache.keepFor({ at: '3', query, records: [aContact(1), aContact(2)] });
  await cache.close();
  expect(storage.image?.records).toEqual([aContact(2)]);
});

it('takes up nothing that another window left from before the cursor expired (D5)', async () => {
  const storage = new MemoryCache();
  storage.image = { cursor: '3', description: undefined, records: [aContact(1)], queries: [query] };
  const { cache } = await aCache(storage, false);
  cache.expire();
  await cache.setLeads(true);
  expect(cache.answer(request, plan, { limit: 50, after: null })).toBeUndefined();
  await cache.close();
  expect(storage.image).toMatchObject({ records: [], queries: [] });
});

it('takes no record for created that the feed told is gone before the answer came (D6)', async () => {
  const storage = new MemoryCache();
  storage.image = { cursor: '3', description: undefined, records: [], queries: [query] };
  const { cache } = await aCache(storage);
  const { type, id } = aContact(1);
  cache.hear({ kind: 'changes', from: '3', to: '4', changes: [{ op: 'delete', type, id, version: 2 }] }, all);
  await cache.takeWritten([{ record: aContact(1) }, { record: aContact(2) }]);
  await cache.close();
  expect(storage.image.records).toEqual([aContact(2)]);
});

it('hands on no further page that was asked for before the feed began anew: what is kept would be said to be all there is (D6)', async () => {
  const { cache, posted } = await aCache(new MemoryCache(), false);
  const keep = (ids: readonly number[], at: string, isMore: boolean, complete: boolean): void => {
    const records = ids.map((id) => aContact(id));
    const answer = { records, complete, last: records.at(-1), next: null, total: query.total, cursor: at };
    cache.keep({ request, plan, answer, isMore, limit: 1, members: () => [], at, since: 0 });
  };
  cache.hear({ kind: 'reset', to: '5' }, all);
  keep([1], '5', false, false);
  keep([2], '3', true, true);
  expect(posted.map(({ query: { horizon } }) => horizon?.id)).toEqual([aContact(1).id]);
  keep([2], '5', true, true);
  expect(posted.at(-1)).toMatchObject({ query: { horizon: null }, records: [aContact(1), aContact(2)] });
});
