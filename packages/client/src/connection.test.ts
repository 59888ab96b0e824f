import { BackendError } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { delayOf } from './sync/index.ts';
import { aContact, aScene, idOf, settle, watch } from './testing/index.ts';

const name = (value: string) => aContact(1, { name: value });

describe('the feed', () => {
  it('is one for all open queries, asked for what they ask (F1)', async () => {
    const { backend, client } = await aScene([name('a')]);
    await watch(client, { type: 'contact' });
    await watch(client, { type: 'task', where: { field: 'status', op: 'eq', value: 'open' } });
    expect(backend.interests).toEqual([
      [
        { id: 'q1', type: 'contact' },
        { id: 'q2', type: 'task', where: { field: 'status', op: 'eq', value: 'open' } },
      ],
    ]);
  });

  it('applies a message only where it follows on the last one, and asks again where it does not (F2)', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    const { shown } = await watch(client, { type: 'contact' });
    backend.put(name('b'));
    await settle();
    // A message was lost before this one.
    backend.send({
      kind: 'changes',
      from: '7',
      to: '8',
      changes: [{ op: 'put', record: { ...name('wrong'), version: 9 } }],
    });
    await settle();
    expect(shown()).toEqual(['b']);
    backend.put(name('c'));
    await time.pass(2_000);
    expect(shown()).toEqual(['c']);
  });

  it('ignores a version older than the one it knows, also of a record that is gone (F3)', async () => {
    const { backend, client } = await aScene([name('a')]);
    const { shown } = await watch(client, { type: 'contact' });
    const put = (record: ReturnType<typeof name>, version: number) =>
      ({ kind: 'changes', from: '0', to: '0', changes: [{ op: 'put', record: { ...record, version } }] }) as const;
    backend.send(put(name('c'), 3));
    backend.send(put(name('b'), 2));
    await settle();
    expect(shown()).toEqual(['c']);
    backend.send({
      kind: 'changes',
      from: '0',
      to: '0',
      changes: [{ op: 'delete', type: 'contact', id: idOf(1), version: 2 }],
    });
    await settle();
    expect(shown()).toEqual(['c']);
    backend.send({
      kind: 'changes',
      from: '0',
      to: '0',
      changes: [{ op: 'evict', type: 'contact', id: idOf(1), version: 3 }],
    });
    await settle();
    expect(shown()).toEqual([]);
  });

  it('reads everything again after a reset, also where versions began anew (F4)', async () => {
    const { backend, client, time } = await aScene([{ ...name('new'), version: 9 }, aContact(2, { name: 'gone' })]);
    const { shown } = await watch(client, { type: 'contact' });
    backend.records.set(idOf(1), { ...name('restored'), version: 4 });
    backend.records.delete(idOf(2));
    backend.send({ kind: 'reset', to: '0' });
    await time.pass(1_000);
    expect(shown()).toEqual(['restored']);
    backend.put(name('after'));
    await settle();
    expect(shown()).toEqual(['after']);
  });

  it('whose cursor is too old starts anew, with everything read again (F4)', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    const { shown } = await watch(client, { type: 'contact' });
    backend.records.set(idOf(1), { ...name('b'), version: 2 });
    backend.failing = (call) => (call === 'changes' ? new BackendError('cursor-expired', 'Too old.') : undefined);
    backend.breakStreams();
    await time.pass(300);
    backend.failing = () => undefined;
    await time.pass(5_000);
    expect(shown()).toEqual(['b']);
    backend.put(name('c'));
    await settle();
    expect(shown()).toEqual(['c']);
  });

  it('misses nothing between an answer and the stream, whichever comes first (F5)', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    backend.isHolding = true;
    const contacts = await watch(client, { type: 'contact' });
    const tasks = await watch(client, { type: 'task' });
    backend.release();
    await settle();
    // Both answers are on their way; the feed will start at the one that comes first.
    backend.put(name('b'));
    backend.release(1);
    await settle();
    backend.isHolding = false;
    backend.releaseAll();
    await time.pass(1_000);
    expect([contacts.shown(), tasks.shown()]).toEqual([['b'], []]);
  });

  it('shows no answer from before its start: it could bring back what is gone (L10)', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    backend.isHolding = true;
    const first = await watch(client, { type: 'contact', limit: 1 });
    backend.release();
    await settle();
    // The first query was answered before the record went, the second after; the second answer comes first, and the feed starts there.
    backend.remove(idOf(1));
    const second = await watch(client, { type: 'contact', limit: 2 });
    expect(backend.heldCount).toBe(2);
    backend.release(1);
    await settle();
    backend.isHolding = false;
    backend.releaseAll();
    await time.pass(1_000);
    expect([first.shown(), second.shown()]).toEqual([[], []]);
    expect([...first.seen, ...second.seen].every(({ records }) => records.length === 0)).toBe(true);
  });

  it('goes on after the last query left and another came (F5)', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    const first = await watch(client, { type: 'contact' });
    first.stop();
    await time.pass(10_000);
    backend.put(name('b'));
    const second = await watch(client, { type: 'contact' });
    backend.put(name('c'));
    await settle();
    expect(second.shown()).toEqual(['c']);
  });
});

describe('without a feed (F6)', () => {
  it('open queries are read again now and then', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    backend.description = { feed: 'none' };
    const { shown } = await watch(client, { type: 'contact' });
    backend.put(name('b'));
    await time.pass(14_000);
    expect(shown()).toEqual(['a']);
    await time.pass(2_000);
    expect(shown()).toEqual(['b']);
    expect(backend.calls).not.toContain('changes');
  });
});

describe('the connection (C1)', () => {
  it('is connecting, then online', async () => {
    const { backend, client } = await aScene([name('a')]);
    expect(client.connection.getSnapshot()).toMatchObject({ state: 'connecting', pendingWrites: 0, attention: [] });
    expect(backend.calls).toEqual([]);
    await watch(client, { type: 'contact' });
    expect(client.connection.getSnapshot().state).toBe('online');
  });

  it('that is lost leaves queries stale, with what they showed, and recovers by itself (C2)', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    const { query, shown, seen } = await watch(client, { type: 'contact' });
    const told: string[] = [];
    client.connection.subscribe(() => told.push(client.connection.getSnapshot().state));
    backend.goDown();
    await time.pass(2_000);
    expect([query.getSnapshot().status, shown()]).toEqual(['stale', ['a']]);
    expect(seen.at(-1)?.status).toBe('stale');
    backend.put(name('b'));
    backend.comeUp();
    await time.pass(31_000);
    expect([query.getSnapshot().status, shown()]).toEqual(['ready', ['b']]);
    expect(told).toEqual(['offline', 'online']);
  });

  it('that breaks for a moment is not called offline (C2)', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    const { seen } = await watch(client, { type: 'contact' });
    backend.breakStreams();
    await time.pass(1_000);
    backend.put(name('b'));
    await settle();
    expect(seen.map(({ status }) => status)).not.toContain('stale');
    expect(seen.at(-1)?.records).toMatchObject([{ name: 'b' }]);
  });

  it('that was never there shows an error, and recovers by itself', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    backend.goDown();
    const { query } = await watch(client, { type: 'contact' });
    expect(query.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'offline' } });
    backend.comeUp();
    await time.pass(2_000);
    expect(query.getSnapshot()).toMatchObject({ status: 'ready', error: undefined });
  });

  it('is unauthenticated where the token is not taken, loses nothing, and goes on when it is (C3)', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    const { query, shown } = await watch(client, { type: 'contact' });
    backend.failing = () => new BackendError('unauthenticated', 'Expired.', { status: 401 });
    backend.breakStreams();
    const done = client.update('contact', idOf(1), { name: 'b' });
    await time.pass(2_000);
    expect(client.connection.getSnapshot()).toMatchObject({
      state: 'unauthenticated',
      pendingWrites: 1,
      attention: [],
    });
    expect([query.getSnapshot().status, shown()]).toEqual(['stale', ['b']]);
    backend.failing = () => undefined;
    await time.pass(31_000);
    expect(await done).toMatchObject({ status: 'applied' });
    expect(client.connection.getSnapshot()).toMatchObject({ state: 'online', pendingWrites: 0 });
    expect(query.getSnapshot().status).toBe('ready');
  });

  it('is tried less and less often, never sooner than the backend asked (C4)', () => {
    const delays = [0, 1, 2, 3, 9, 99].map((attempt) => delayOf(attempt, 1));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000]);
    expect(delayOf(3, 0)).toBe(2_000);
    expect(delayOf(0, 0, 60_000)).toBe(60_000);
  });

  it('ends with close: nothing is asked any more', async () => {
    const { backend, client, time } = await aScene([name('a')]);
    await watch(client, {
      type: 'contact',
      where: { field: 'createdAt', op: 'within', value: { last: 1, unit: 'hour' } },
    });
    client.close();
    await settle();
    const calls = backend.calls.length;
    await time.pass(200_000);
    expect(backend.calls.length).toBe(calls);
    expect(backend.openStreams).toBe(0);
  });
});
