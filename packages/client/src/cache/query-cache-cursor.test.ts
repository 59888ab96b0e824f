import { everydayModel, orderOf } from '@rapport/core/live';
import { expect, it } from 'vitest';
import type { KeptQuery } from '../device/index.ts';
import type { QueryPlan } from '../query/index.ts';
import { aContact, MemoryCache, VirtualTime } from '../testing/index.ts';
import { QueryCache } from './query-cache.ts';

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

async function aCache(storage: MemoryCache) {
  const { clock, schedule } = new VirtualTime();
  const environment = { clock, schedule };
  const options = { storage, environment, planOf: () => plan, post: () => {}, wantsMore: () => {} };
  const cache = new QueryCache(options);
  await cache.open(true);
  return { cache };
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
