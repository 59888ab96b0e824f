import { BackendError, type AnyRecord } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import type { DeviceStorage } from './device/index.ts';
import { createEngine } from './engine.ts';
import {
  aContact,
  countingIds,
  idOf,
  MemoryDevice,
  ScriptedBackend,
  settle,
  VirtualTime,
  watch,
} from './testing/index.ts';
import { startWriting } from './writing.ts';

/** A client whose page can, and can't, fetch what keeps and sends writes. */
function aPage(records: readonly AnyRecord[], device?: DeviceStorage, canFetch = true) {
  const backend = new ScriptedBackend();
  for (const record of records) backend.records.set(record.id, record);
  const time = new VirtualTime();
  const page = { canFetch, fetches: 0, isConnected: true, wake: (): void => {} };
  const client: Client = createEngine({
    backend,
    timeZone: undefined,
    environment: {
      clock: time.clock,
      schedule: time.schedule,
      newId: countingIds(1_000_000),
      random: () => 0,
      isConnected: () => page.isConnected,
      wake: (retry) => {
        page.wake = retry;
        return () => {};
      },
    },
    device: device && Promise.resolve(device),
    loadWriting: async () => {
      page.fetches += 1;
      if (!page.canFetch) throw new TypeError('Failed to fetch dynamically imported module');
      return { startWriting };
    },
  });
  return { backend, time, page, client };
}

const rename = (client: Client, number: number, name: string) => client.update('contact', idOf(number), { name });

describe('what keeps and sends writes (W12)', () => {
  it('is not fetched by a page that only shows', async () => {
    const { client, page } = aPage([aContact(1)]);
    await watch(client, { type: 'contact' });
    expect(page.fetches).toBe(0);
  });

  it('is fetched for whoever is about to write', async () => {
    const { client, page } = aPage([aContact(1)]);
    await client.prepareToWrite();
    void rename(client, 1, 'Ada');
    await client.prepareToWrite();
    expect(page.fetches).toBe(1);
  });

  it('may be missing for a while: writes are shown and pending, and are sent in order once it is there (W1, W3, W6, W12)', async () => {
    const { client, page, time, backend } = aPage([aContact(1, { name: 'before' }), aContact(2, { name: 'other' })]);
    const all = await watch(client, { type: 'contact' });
    page.canFetch = false;
    const first = rename(client, 1, 'one');
    expect(all.shown()).toEqual(['one', 'other']);
    const second = client.create('contact', { id: idOf(3), name: 'new' });
    const third = client.delete('contact', idOf(2));
    expect(all.shown()).toEqual(['one', 'new']);
    expect(client.connection.getSnapshot()).toMatchObject({ pendingWrites: 3, sendingWrites: 0, kept: 'memory' });
    await time.pass(60_000);
    expect(backend.pushes).toEqual([]);
    page.canFetch = true;
    await time.pass(30_000);
    expect(await Promise.all([first, second, third])).toMatchObject([
      { id: first.id, status: 'applied' },
      { id: second.id, status: 'applied' },
      { id: third.id, status: 'applied' },
    ]);
    expect(await third.durable).toBe('backend');
    expect(backend.pushes.map((push) => push.map(({ command }) => command))).toEqual([
      ['contact.update', 'contact.create', 'contact.delete'],
    ]);
    expect(all.seen.map(({ records }) => records.map((record) => (record as AnyRecord).name))).not.toContain('before');
    expect(client.connection.getSnapshot()).toMatchObject({ state: 'online', pendingWrites: 0 });
  });

  it('never shows what was before a write while it takes over (W2)', async () => {
    const { client, page, time, backend } = aPage([aContact(1, { name: 'before' })]);
    const all = await watch(client, { type: 'contact' });
    page.canFetch = false;
    void rename(client, 1, 'one');
    void client.create('contact', { id: idOf(2), name: 'two' });
    await settle();
    const from = all.seen.length;
    page.canFetch = true;
    backend.isHolding = true;
    await time.pass(5_000);
    void rename(client, 2, 'three');
    await time.pass(5_000);
    backend.isHolding = false;
    backend.releaseAll();
    await settle();
    const names = all.seen.slice(from).map(({ records }) => records.map((record) => (record as AnyRecord).name));
    for (const shown of names)
      expect([
        ['one', 'two'],
        ['one', 'three'],
      ]).toContainEqual(shown);
    expect(all.shown()).toEqual(['one', 'three']);
  });

  it('is not fetched while nobody answers, for some browsers never try again: it waits, and comes at once when somebody does (C2, C4)', async () => {
    const { client, page, time, backend } = aPage([aContact(1, { name: 'before' })]);
    const all = await watch(client, { type: 'contact' });
    backend.goDown();
    await time.pass(5_000);
    expect(client.connection.getSnapshot().state).toBe('offline');
    const written = rename(client, 1, 'after');
    await time.pass(60_000);
    expect(page.fetches).toBe(0);
    expect(all.shown()).toEqual(['after']);
    backend.comeUp();
    await time.pass(30_000);
    expect(await written).toMatchObject({ status: 'applied' });
    expect(page.fetches).toBe(1);
  });

  it('is not fetched without any network, before anybody noticed that: it comes with it', async () => {
    const { client, page } = aPage([aContact(1, { name: 'before' })]);
    const all = await watch(client, { type: 'contact' });
    page.isConnected = false;
    const written = rename(client, 1, 'after');
    await settle();
    expect([page.fetches, all.shown()]).toEqual([0, ['after']]);
    page.isConnected = true;
    page.wake();
    expect(await written).toMatchObject({ status: 'applied' });
  });

  it('is fetched all the same when many writes wait: those to one record become one (W10)', async () => {
    const { client, time, backend } = aPage([aContact(1, { name: 'before' })]);
    await watch(client, { type: 'contact' });
    backend.goDown();
    await time.pass(5_000);
    for (let number = 1; number <= 100; number += 1) void rename(client, 1, `name ${number}`);
    await time.pass(60_000);
    expect(client.connection.getSnapshot().pendingWrites).toBe(1);
    backend.comeUp();
    await time.pass(60_000);
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'name 100', version: 2 });
  });

  it('says by the connection when it is missing because nobody answers', async () => {
    const { client, page, time, backend } = aPage([aContact(1, { name: 'before' })]);
    await watch(client, { type: 'contact' });
    page.canFetch = false;
    backend.failing = () => new BackendError('offline', 'Nobody answers.');
    const written = rename(client, 1, 'after');
    await settle();
    expect(client.connection.getSnapshot()).toMatchObject({ state: 'offline', pendingWrites: 1 });
    backend.failing = () => undefined;
    page.canFetch = true;
    await time.pass(5_000);
    expect(await written).toMatchObject({ status: 'applied' });
  });

  it('is not waited for when the client is closed: what was written rejects (W6)', async () => {
    const { client, page } = aPage([aContact(1)]);
    page.canFetch = false;
    const written = rename(client, 1, 'after');
    await settle();
    client.close();
    await expect(written).rejects.toMatchObject({ code: 'offline' });
    await expect(written.durable).rejects.toMatchObject({ code: 'offline' });
  });

  it('is missed when the account is wiped: what it would send counts (D17)', async () => {
    const { client, page } = aPage([aContact(1)]);
    page.canFetch = false;
    const written = rename(client, 1, 'after');
    expect(await client.wipe()).toMatchObject({ ok: false, code: 'writes-waiting', params: { count: 1 } });
    expect(await client.wipe({ discardWaiting: true })).toEqual({ ok: true });
    await expect(written).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('what keeps and sends writes, where they are kept on the device (W12)', () => {
  it('is fetched at once: some may be waiting there', async () => {
    const device = new MemoryDevice();
    const { client, page, backend } = aPage([aContact(1, { name: 'before' })], device.open());
    backend.isHolding = true;
    rename(client, 1, 'after').catch(() => {});
    await settle();
    client.close();
    backend.isHolding = false;
    const next = aPage([aContact(1, { name: 'before' })], device.open());
    await settle();
    expect([page.fetches, next.page.fetches]).toEqual([1, 1]);
    expect(next.backend.records.get(idOf(1))).toMatchObject({ name: 'after' });
  });

  it('keeps what was written before it was there (D1)', async () => {
    const device = new MemoryDevice();
    const { client, page, time } = aPage([aContact(1, { name: 'before' })], device.open(), false);
    const written = rename(client, 1, 'after');
    await time.pass(10_000);
    expect(device.kept).toEqual([]);
    page.canFetch = true;
    await time.pass(30_000);
    expect(await written.durable).toBe('device');
  });

  it('is needed to tell whether anything waits (D17)', async () => {
    const device = new MemoryDevice();
    const { client } = aPage([aContact(1)], device.open(), false);
    await expect(client.wipe()).rejects.toMatchObject({ code: 'offline' });
    expect(device.isWiped).toBe(false);
    expect(await client.wipe({ discardWaiting: true })).toEqual({ ok: true });
    expect(device.isWiped).toBe(true);
  });
});
