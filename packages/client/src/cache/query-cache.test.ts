import type { AnyRecord, Filter } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { BackendError } from '@rapport/core/failure';
import { createClient, type Client } from '../index.ts';
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

const inGermany: Filter = { field: 'country', op: 'eq', value: 'DE' };
const byName = [{ field: 'name', direction: 'asc' }] as const;
const people = (count: number, values: Partial<AnyRecord> = { country: 'DE' }): AnyRecord[] =>
  Array.from({ length: count }, (_, index) =>
    aContact(index + 1, { name: `n${String(index + 1).padStart(3, '0')}`, ...values }),
  );

/** A device and a backend, and pages that come and go. */
function aDesk(records: readonly AnyRecord[]) {
  const backend = new ScriptedBackend();
  for (const record of records) backend.records.set(record.id, record);
  const time = new VirtualTime();
  const device = new MemoryDevice();
  let pages = 0;
  const open = (): Client =>
    createClient({
      backend,
      persistence: device.open(),
      clock: time.clock,
      schedule: time.schedule,
      newId: countingIds((pages += 1) * 1_000_000),
      random: () => 0,
      wake: () => () => {},
    });
  const close = async (client: Client): Promise<void> => {
    client.close();
    await settle();
  };
  return { backend, time, device, open, close, cache: device.cache };
}

describe('a query that is kept on the device', () => {
  it('is answered from there at a cold start, before and without being asked of the backend, and kept up from its cursor on (D4, D8)', async () => {
    const { backend, open, close, time, cache } = aDesk(people(5));
    const first = open();
    await watch(first, { type: 'contact', where: inGermany, orderBy: byName, limit: 3 });
    await time.pass(1_000);
    await close(first);
    expect(cache.image).toMatchObject({ cursor: '0', queries: [{ horizon: { name: 'n003' } }] });
    backend.put(aContact(2, { name: 'changed', country: 'DE' }));
    backend.remove(idOf(1));

    backend.isHolding = true;
    backend.queries.length = 0;
    const second = open();
    const { query, shown, seen } = await watch(second, {
      type: 'contact',
      where: inGermany,
      orderBy: byName,
      limit: 3,
    });
    // As of the cursor, and then what the feed tells.
    expect(seen.at(0)).toMatchObject({ coverage: 'complete', hasMore: true, records: [{}, {}, {}] });
    expect(backend.heldCount).toBeGreaterThan(0);
    backend.isHolding = false;
    backend.releaseAll();
    await time.pass(1_000);
    expect(shown()).toEqual(['changed', 'n003', 'n004']);
    expect(query.getSnapshot()).toMatchObject({ status: 'ready', coverage: 'complete' });
    await query.loadMore();
    expect(shown()).toEqual(['changed', 'n003', 'n004', 'n005']);
    // What left the window was fetched from where it ended: nothing else.
    expect(backend.queries.every(({ after }) => after !== undefined)).toBe(true);
  });

  it('does not take in a record that went before the answer came that had changed it (D5)', async () => {
    const { backend, open, close, time } = aDesk(people(3, { country: 'FR' }));
    const first = open();
    backend.isHolding = true;
    const write = first.update('contact', idOf(1), { notes: 'x' });
    await time.pass(100);
    backend.release();
    await time.pass(100);
    // The backend has it; before the answer comes it goes, and the query is asked for the first time.
    backend.release();
    await time.pass(100);
    backend.remove(idOf(1));
    expect(backend.heldCount).toBe(1);
    backend.isHolding = false;
    await watch(first, { type: 'contact', orderBy: byName });
    await time.pass(1_000);
    backend.releaseAll();
    await write;
    await time.pass(1_000);
    await close(first);

    backend.goDown();
    const second = open();
    const { shown } = await watch(second, { type: 'contact', orderBy: byName });
    await time.pass(1_000);
    expect(shown()).toEqual(['n002', 'n003']);
    second.close();
  });

  it('has no record that was written here, and was gone when the backend was asked for what is kept (D8)', async () => {
    const { backend, open, time } = aDesk(people(3));
    const client = open();
    await client.update('contact', idOf(1), { notes: 'x' });
    // Nobody here listens for it.
    backend.remove(idOf(1));
    const { stop } = await watch(client, { type: 'contact' });
    stop();
    await time.pass(10_000);
    const asked = backend.queries.length;
    const { shown } = await watch(client, { type: 'contact', where: inGermany, orderBy: byName });
    expect(shown()).toEqual(['n002', 'n003']);
    expect(backend.queries.length).toBe(asked);
    client.close();
  });

  it('shows what is kept while nobody answers, and is as good as the backend’s word when somebody does', async () => {
    const { backend, open, close, time } = aDesk(people(4));
    const first = open();
    await watch(first, { type: 'contact', where: inGermany, orderBy: byName });
    await time.pass(1_000);
    await close(first);
    backend.goDown();
    const second = open();
    const { query, shown } = await watch(second, { type: 'contact', where: inGermany, orderBy: byName });
    await time.pass(5_000);
    expect(shown()).toEqual(['n001', 'n002', 'n003', 'n004']);
    expect(query.getSnapshot()).toMatchObject({ status: 'stale', coverage: 'complete', hasMore: false });
    // One that asks for some of these is answered by them; one that asks for others, by what is known of it.
    const some = await watch(second, {
      type: 'contact',
      where: { and: [inGermany, { field: 'name', op: 'eq', value: 'n002' }] },
    });
    expect(some.shown()).toEqual(['n002']);
    expect(some.query.getSnapshot().coverage).toBe('complete');
    const others = await watch(second, {
      type: 'contact',
      where: { field: 'name', op: 'startsWith', value: 'n' },
      limit: 2,
    });
    expect(others.query.getSnapshot()).toMatchObject({ coverage: 'partial', hasMore: true });
    backend.comeUp();
    backend.remove(idOf(3));
    await time.pass(40_000);
    expect(shown()).toEqual(['n001', 'n002', 'n004']);
    expect(others.query.getSnapshot()).toMatchObject({ coverage: 'complete', status: 'ready' });
  });

  it('goes on page by page through what is kept, and then at the backend', async () => {
    const { backend, open, close, time } = aDesk(people(9));
    const first = open();
    const { query } = await watch(first, { type: 'contact', orderBy: byName, limit: 2 });
    await query.loadMore();
    await query.loadMore();
    await time.pass(1_000);
    await close(first);
    backend.queries.length = 0;
    const second = await watch(open(), { type: 'contact', orderBy: byName, limit: 2 });
    expect(second.shown()).toEqual(['n001', 'n002']);
    await second.query.loadMore();
    await second.query.loadMore();
    expect(second.shown()).toHaveLength(6);
    expect(backend.queries).toEqual([]);
    await second.query.loadMore();
    expect(second.shown()).toHaveLength(8);
    expect(backend.queries).toHaveLength(1);
    await second.query.loadMore();
    expect(second.query.getSnapshot()).toMatchObject({ hasMore: false, coverage: 'complete' });
    expect(second.shown()).toHaveLength(9);
  });

  it('is forgotten where the backend can’t tell what happened since', async () => {
    const { backend, open, close, time, cache } = aDesk(people(3));
    const first = open();
    await watch(first, { type: 'contact', orderBy: byName });
    await time.pass(1_000);
    await close(first);
    backend.records.clear();
    backend.records.set(idOf(7), aContact(7, { name: 'of another history' }));
    const second = open();
    const { shown } = await watch(second, { type: 'contact', orderBy: byName });
    await time.pass(100);
    backend.send({ kind: 'reset', to: '0' });
    await time.pass(1_000);
    expect(shown()).toEqual(['of another history']);
    expect(cache.image?.records.map(({ name }) => name)).toEqual(['of another history']);
  });

  it('is read again, once, where the backend knows nothing of its cursor any more (F4)', async () => {
    const { backend, open, close, time } = aDesk(people(3));
    const first = open();
    await watch(first, { type: 'contact', orderBy: byName });
    await time.pass(1_000);
    await close(first);
    backend.put({ ...aContact(1), name: 'n999' });
    const changes = backend.changes.bind(backend);
    let refusals = 0;
    backend.changes = (asked) => {
      if (asked.since !== '0') return changes(asked);
      refusals += 1;
      throw new BackendError('cursor-expired', 'Too old.');
    };
    const { shown, query } = await watch(open(), { type: 'contact', orderBy: byName });
    await time.pass(5_000);
    expect(shown()).toEqual(['n002', 'n003', 'n999']);
    expect(refusals).toBe(1);
    expect(query.getSnapshot()).toMatchObject({ status: 'ready', coverage: 'complete' });
  });

  it('whose members only the backend can tell is shown as it was seen last, as partial, and asked again at once', async () => {
    const { backend, open, close, time } = aDesk([aContact(1, { owner: idOf(90) }), aContact(2, { owner: idOf(91) })]);
    backend.actor = { user: idOf(90) };
    const mine = { type: 'contact', where: { field: 'owner', op: 'eq', value: { actor: 'user' } } } as const;
    const first = open();
    await watch(first, mine);
    await time.pass(1_000);
    await close(first);
    backend.put(aContact(3, { owner: idOf(90) }));
    backend.goDown();
    const second = await watch(open(), mine);
    expect(second.shown()).toEqual(['Contact 1']);
    expect(second.query.getSnapshot()).toMatchObject({ coverage: 'partial', status: 'stale' });
    backend.comeUp();
    await time.pass(40_000);
    expect(second.shown()).toEqual(['Contact 1', 'Contact 3']);
    expect(second.query.getSnapshot()).toMatchObject({ coverage: 'complete', status: 'ready' });
  });

  it('brings no record back that is known to be gone since it was asked (D5)', async () => {
    const { backend, open, close, time } = aDesk([aContact(1, { owner: idOf(90) }), aContact(2, { owner: idOf(91) })]);
    backend.actor = { user: idOf(90) };
    const first = open();
    await watch(first, { type: 'contact' });
    await time.pass(1_000);
    backend.isHolding = true;
    await watch(first, { type: 'contact', where: { field: 'owner', op: 'eq', value: { actor: 'user' } } });
    await time.pass(1_000);
    backend.remove(idOf(1));
    await time.pass(1_000);
    backend.isHolding = false;
    backend.releaseAll();
    await time.pass(1_000);
    await close(first);
    backend.goDown();
    const { shown } = await watch(open(), { type: 'contact' });
    await time.pass(1_000);
    expect(shown()).toEqual(['Contact 2']);
  });

  it('goes with what was used least recently, and with it the records that nothing else needs (D16)', async () => {
    const { open, time, cache } = aDesk(
      Array.from({ length: 60 }, (_, index) => aContact(index + 1, { name: `n${index}` })),
    );
    const client = open();
    for (let index = 0; index < 60; index += 1) {
      const { stop } = await watch(client, { type: 'contact', where: { field: 'name', op: 'eq', value: `n${index}` } });
      stop();
      await time.pass(10);
    }
    await time.pass(1_000);
    expect(cache.image?.queries).toHaveLength(50);
    expect(cache.image?.records).toHaveLength(50);
    expect(cache.image?.records.some(({ name }) => name === 'n0')).toBe(false);
  });

  it('is forgotten where the backend can do other things than it could', async () => {
    const { backend, open, close, time } = aDesk(people(3));
    const first = open();
    await watch(first, { type: 'contact', where: inGermany, orderBy: byName });
    await time.pass(1_000);
    await close(first);
    const types = structuredClone((await backend.describe()).types) as Record<
      string,
      { fields: Record<string, unknown> }
    >;
    delete types['contact']?.fields['jobTitle'];
    backend.description = { types: types as never };
    backend.queries.length = 0;
    const { shown, query } = await watch(open(), { type: 'contact', where: inGermany, orderBy: byName });
    await time.pass(1_000);
    expect(backend.queries.length).toBeGreaterThan(0);
    expect(shown()).toEqual(['n001', 'n002', 'n003']);
    expect(query.getSnapshot()).toMatchObject({ status: 'ready', coverage: 'complete' });
  });

  it('is not written by who has lost the pen, and what could not be written keeps nobody (D12)', async () => {
    const { backend, open, time, cache } = aDesk(people(3));
    const { shown } = await watch(open(), { type: 'contact', orderBy: byName });
    await time.pass(1_000);
    await cache.lead();
    const before = cache.image;
    backend.put(aContact(1, { name: 'x' }));
    await time.pass(1_000);
    expect(cache.image).toBe(before);
    expect(shown()).toEqual(['n002', 'n003', 'x']);
  });
});
