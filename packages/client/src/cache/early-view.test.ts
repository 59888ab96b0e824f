import type { AnyRecord } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { createClient, type Client, type LiveRequest } from '../index.ts';
import {
  aContact,
  countingIds,
  idOf,
  MemoryDevice,
  ScriptedBackend,
  settle,
  VirtualTime,
  watch,
} from '../testing/index.ts';

const named = (n: number): AnyRecord => aContact(n, { name: `n${String(n).padStart(4, '0')}`, country: 'DE' });
const firstTwo: LiveRequest = { type: 'contact', orderBy: [{ field: 'name', direction: 'asc' }], limit: 2 };
const ofGermany: LiveRequest = { ...firstTwo, where: { field: 'country', op: 'eq', value: 'DE' } };

/** What a page left on the device that showed the first of so many records, and a new page that opens it and is not through with reading. */
async function aPageThatReads(count: number, left: readonly LiveRequest[]) {
  const backend = new ScriptedBackend();
  for (let n = 1; n <= count; n += 1) backend.records.set(idOf(n), named(n));
  const time = new VirtualTime();
  const device = new MemoryDevice();
  const open = (): Client =>
    createClient({
      backend,
      persistence: device.open(),
      clock: time.clock,
      schedule: time.schedule,
      newId: countingIds(1_000_000),
      random: () => 0,
      wake: () => () => {},
    });
  const first = open();
  for (const request of left) await (await watch(first, request)).query.loadMore();
  await time.pass(1_000);
  first.close();
  await settle();
  let finish = (): void => {};
  device.cache.reading = () => new Promise((resolve) => (finish = resolve));
  backend.queries.length = 0;
  const client = open();
  const finishReading = async (): Promise<void> => {
    finish();
    await settle();
  };
  return { backend, time, device, client, finishReading };
}

describe('a page that opens, before all records are read from the device', () => {
  it('shows the first records of what was shown before, and goes on below them when it can (L12)', async () => {
    const { backend, client, finishReading } = await aPageThatReads(9, [firstTwo]);
    const { query, shown, seen } = await watch(client, firstTwo);
    expect(shown()).toEqual(['n0001', 'n0002']);
    expect(query.getSnapshot()).toMatchObject({ status: 'ready', coverage: 'complete', hasMore: true });
    const more = query.loadMore();
    await settle();
    expect(query.getSnapshot()).toMatchObject({ loadingMore: true, records: [{}, {}] });
    await finishReading();
    await more;
    expect(shown()).toEqual(['n0001', 'n0002', 'n0003', 'n0004']);
    expect(backend.queries).toEqual([]);
    expect(seen.every(({ coverage }) => coverage === 'complete')).toBe(true);
  });

  it('does not say that there is no more where it has only the first (L4)', async () => {
    const { backend, client, finishReading } = await aPageThatReads(1_500, [{ ...firstTwo, limit: 1_500 }]);
    const { query } = await watch(client, { ...firstTwo, limit: 1_500 });
    expect(query.getSnapshot()).toMatchObject({ hasMore: true, coverage: 'complete' });
    expect(query.getSnapshot().records).toHaveLength(1_000);
    await finishReading();
    expect(query.getSnapshot()).toMatchObject({ hasMore: false, coverage: 'complete' });
    expect(query.getSnapshot().records).toHaveLength(1_500);
    expect(backend.queries).toEqual([]);
  });

  it('takes in what it hears meanwhile, and keeps it (D4, D6)', async () => {
    const { backend, client, time, device, finishReading } = await aPageThatReads(5, [firstTwo, ofGermany]);
    const { shown } = await watch(client, firstTwo);
    backend.put({ ...named(2), name: 'n0000' });
    backend.remove(idOf(1));
    await time.pass(100);
    // What moves up into the place of the one that is gone is among the rest.
    expect(shown()).toEqual(['n0000']);
    // What was kept is older than what was heard by now: another query waits for both.
    const other = await watch(client, ofGermany);
    expect(other.query.getSnapshot().status).toBe('loading');
    await finishReading();
    expect(shown()).toEqual(['n0000', 'n0003']);
    expect(other.shown()).toEqual(['n0000', 'n0003']);
    await time.pass(1_000);
    expect(device.cache.image).toMatchObject({ cursor: String(backend.log.length) });
    expect(device.cache.image?.records.map(({ name }) => name).toSorted()).toEqual(['n0000', 'n0003', 'n0004']);
  });

  it('waits for the records where the first of them do not say it: for a total, for a query among a kept one', async () => {
    const { client, finishReading, backend } = await aPageThatReads(3, [{ ...firstTwo, limit: 50 }]);
    const among = await watch(client, ofGermany);
    expect(among.query.getSnapshot().status).toBe('loading');
    await finishReading();
    expect(among.shown()).toEqual(['n0001', 'n0002']);
    expect(backend.queries).toEqual([]);
  });

  it.each([false, true])(
    'asks how many there are where not all are kept, also once those are read: %s (L9)',
    async (isRead) => {
      const { client, time, finishReading } = await aPageThatReads(9, [firstTwo]);
      if (isRead) await finishReading();
      const { query, shown } = await watch(client, { ...firstTwo, total: true });
      await time.pass(1_000);
      expect(shown()).toEqual(['n0001', 'n0002']);
      expect(query.getSnapshot().total).toEqual({ kind: 'exact', value: 9 });
    },
  );

  it('shows what changed after the first records were written, too', async () => {
    const { backend, client, time, device, finishReading } = await aPageThatReads(4, [firstTwo]);
    await watch(client, firstTwo);
    await finishReading();
    backend.put({ ...named(3), name: 'n0000' });
    await time.pass(1_000);
    // These are as they were: what came since lies on top of them.
    expect(device.cache.image?.views).toMatchObject([{ records: [{ name: 'n0001' }, { name: 'n0002' }] }]);
    client.close();
    await settle();
    backend.goDown();
    const again = createClient({ backend, persistence: device.open(), clock: time.clock, schedule: time.schedule });
    const { shown, query } = await watch(again, firstTwo);
    expect(shown()).toEqual(['n0000', 'n0001']);
    expect(query.getSnapshot().coverage).toBe('complete');
    await finishReading();
    again.close();
  });
});
