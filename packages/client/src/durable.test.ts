import { BackendError, type AnyRecord, type MutationResult } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { createClient, type Client, type PendingWrite } from './index.ts';
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

const two = (): AnyRecord[] => [aContact(1, { name: 'Ada' }), aContact(2, { name: 'Bob' })];

interface Page {
  readonly client: Client;
  /** The page is gone, without a word. */
  readonly crash: () => void;
}

/** A device, a backend, and pages that come and go. */
function aDesk(records: readonly AnyRecord[] = two()) {
  const backend = new ScriptedBackend();
  for (const record of records) backend.records.set(record.id, record);
  const time = new VirtualTime();
  const device = new MemoryDevice();
  let pages = 0;
  const open = (): Page => {
    pages += 1;
    const client = createClient({
      backend,
      persistence: device.open(),
      clock: time.clock,
      schedule: time.schedule,
      newId: countingIds(pages * 1_000_000),
      random: () => 0,
      wake: () => () => {},
    });
    return { client, crash: () => client.close() };
  };
  return { backend, time, device, open };
}

/** Nobody waits for these any more. */
const forget = (write: PendingWrite): PendingWrite => {
  write.catch(() => {});
  return write;
};

describe('a durable write (D1)', () => {
  it('that creates a record is kept with its answer, but not with one to a second try: that may be from before the record went (D6)', async () => {
    for (const status of ['applied', 'duplicate'] as const) {
      const { backend, device, open, time } = aDesk();
      const { client } = open();
      await watch(client, { type: 'contact' });
      backend.decide = ({ id }) => ({ id, status, written: [{ record: aContact(3) }] });
      expect(await client.create('contact', { id: idOf(3), name: 'new' })).toMatchObject({ status });
      await time.pass(5_000);
      const kept = device.cache.image?.records.map(({ id }) => id) ?? [];
      expect(kept.includes(idOf(3))).toBe(status === 'applied');
      expect(kept).toContain(idOf(1));
    }
  });

  it('survives the page: the next one shows it at once and sends it once, by the same id (D2)', async () => {
    const { backend, device, open, time } = aDesk();
    const first = open();
    await watch(first.client, { type: 'contact' });
    backend.goDown();
    const write = forget(first.client.update('contact', idOf(1), { name: 'kept' }));
    expect(await write.durable).toBe('device');
    first.crash();
    expect(device.kept).toMatchObject([{ mutation: { id: write.id } }]);

    backend.comeUp();
    backend.isHolding = true;
    const second = open();
    const { shown, seen } = await watch(second.client, { type: 'contact' });
    expect(second.client.connection.getSnapshot()).toMatchObject({ kept: 'device', pendingWrites: 1 });
    backend.isHolding = false;
    backend.releaseAll();
    await time.pass(1_000);
    expect(shown()).toEqual(['kept', 'Bob']);
    expect(seen.flatMap(({ records }) => records.map(({ name }) => name))).not.toContain('Ada');
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'kept', version: 2 });
    expect(new Set(backend.pushes.flat().map(({ id }) => id))).toEqual(new Set([write.id]));
    expect(device.kept).toEqual([]);
    second.crash();
  });

  it('that took effect before the page went is known by its id, and takes effect once (D2)', async () => {
    const { backend, device, open, time } = aDesk();
    const first = open();
    await watch(first.client, { type: 'contact' });
    backend.isHolding = true;
    const append = { op: 'update', type: 'contact', id: idOf(1), append: { notes: 'once' } } as const;
    forget(first.client.write({ command: 'contact.note', patches: [append] }));
    await settle();
    // The push takes effect; its answer does not come any more.
    backend.release();
    await settle();
    expect(backend.records.get(idOf(1))?.notes).toBe('once');
    first.crash();
    expect(device.kept).toMatchObject([{ state: 'inflight' }]);

    backend.isHolding = false;
    const second = open();
    const { seen } = await watch(second.client, { type: 'contact' });
    await time.pass(1_000);
    expect(backend.records.get(idOf(1))?.notes).toBe('once');
    expect(seen.at(-1)?.records[0]?.notes).toBe('once');
    expect(device.kept).toEqual([]);
    second.crash();
  });

  it('is marked as on its way before it is sent', async () => {
    const { backend, device, open } = aDesk();
    const { client } = open();
    await settle();
    device.isHolding = true;
    const write = client.update('contact', idOf(1), { name: 'x' });
    await settle();
    expect(backend.pushes).toEqual([]);
    device.releaseAll();
    await settle();
    expect(device.kept).toMatchObject([{ state: 'queued' }]);
    expect(backend.pushes).toEqual([]);
    device.isHolding = false;
    device.releaseAll();
    expect(await write).toMatchObject({ status: 'applied' });
    client.close();
  });

  it('in memory is one that the backend has, and one that it declined is none', async () => {
    const backend = new ScriptedBackend();
    backend.records.set(idOf(1), aContact(1));
    const client = createClient({ backend });
    expect(client.connection.getSnapshot().kept).toBe('memory');
    expect(await client.update('contact', idOf(1), { name: 'x' }).durable).toBe('backend');
    backend.decide = ({ id }) => ({ id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } });
    await expect(client.update('contact', idOf(1), { name: 'y' }).durable).rejects.toMatchObject({ code: 'declined' });
    client.close();
  });

  it('that was declined is there again after the page is, until somebody decides (D9)', async () => {
    const { backend, open, time } = aDesk();
    const first = open();
    backend.decide = ({ id }) => ({ id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } });
    const { id } = await first.client.update('contact', idOf(1), { name: 'x' });
    await settle();
    first.crash();

    backend.decide = () => undefined;
    const second = open();
    await time.pass(1_000);
    expect(second.client.connection.getSnapshot()).toMatchObject({ pendingWrites: 0, attention: [{ id }] });
    expect(await second.client.retry(id)).toMatchObject({ status: 'applied' });
    expect(second.client.connection.getSnapshot().attention).toEqual([]);
    second.crash();
  });
});

it('does not keep a record that it heard to be gone before it heard that its own write had made it (D5)', async () => {
  const { backend, open, time } = aDesk();
  const first = open();
  await watch(first.client, { type: 'contact' });
  await time.pass(1_000);
  backend.isHolding = true;
  const write = first.client.create('contact', { id: idOf(7), name: 'Eve' });
  await time.pass(1_000);
  backend.release();
  await time.pass(1_000);
  backend.remove(idOf(7));
  await time.pass(1_000);
  backend.isHolding = false;
  backend.releaseAll();
  expect(await write).toMatchObject({ status: 'applied' });
  await time.pass(1_000);
  first.crash();

  backend.goDown();
  const second = open();
  const { shown } = await watch(second.client, { type: 'contact' });
  await time.pass(1_000);
  expect(shown('name')).toEqual(['Ada', 'Bob']);
  second.crash();
});

describe('a write that was declined', () => {
  it('keeps those behind it, shown with it, and lets them go when it is edited (D9, D10)', async () => {
    const { backend, open } = aDesk();
    const { client } = open();
    const { shown } = await watch(client, { type: 'contact' });
    backend.isHolding = true;
    backend.decide = (mutation) =>
      mutation.command === 'contact.poison'
        ? { id: mutation.id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } }
        : undefined;
    const poison = (name: string) => ({
      command: 'contact.poison',
      patches: [{ op: 'update' as const, type: 'contact', id: idOf(1), set: { name } }],
    });
    const first = client.write(poison('bad'));
    await settle();
    const behind = client.update('contact', idOf(1), { jobTitle: 'Clerk' });
    const other = client.update('contact', idOf(2), { name: 'Bea' });
    backend.isHolding = false;
    backend.releaseAll();
    expect([await first, await other].map(({ status }) => status)).toEqual(['refused', 'applied']);
    const { attention, pendingWrites } = client.connection.getSnapshot();
    expect(attention).toMatchObject([
      { id: first.id, behind: [{ id: behind.id, write: { command: 'contact.update' } }] },
    ]);
    expect(pendingWrites).toBe(0);
    expect(shown('jobTitle')).toEqual(['Clerk', undefined]);
    expect(shown('name')).toEqual(['Ada', 'Bea']);
    const edited = client.edit(first.id, {
      command: 'contact.update',
      patches: [{ op: 'update', type: 'contact', id: idOf(1), set: { name: 'good' } }],
    });
    expect((await edited)?.status).toBe('applied');
    expect((await behind).status).toBe('applied');
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'good', jobTitle: 'Clerk' });
    expect(await client.edit(first.id, poison('again'))).toBeUndefined();
    client.close();
  });

  it('is shown whole when it is sent again, though others have changed the record since (W1, W9)', async () => {
    const { backend, open, time } = aDesk();
    const { client } = open();
    const { shown } = await watch(client, { type: 'contact' });
    backend.decide = ({ id }) => ({ id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } });
    const patch = { op: 'update' as const, type: 'contact', id: idOf(1), append: { notes: 'more' } };
    const { id } = await client.write({ command: 'contact.update', patches: [patch] });
    backend.decide = () => undefined;
    backend.put(aContact(1, { name: 'Ada', notes: 'theirs' }));
    await time.pass(1_000);
    expect(shown('notes')).toEqual(['theirs', undefined]);
    backend.isHolding = true;
    client.retry(id).catch(() => {});
    await settle();
    expect(shown('notes')).toEqual(['theirs\nmore', undefined]);
    client.close();
  });

  it('tells the next page nothing of how its record was then, which may be gone since (D8)', async () => {
    const { backend, open, time, device } = aDesk();
    const first = open();
    await watch(first.client, { type: 'contact' });
    backend.put(aContact(1, { name: 'theirs' }));
    const [ada] = two();
    backend.decide = ({ id }) => ({
      id,
      status: 'conflict',
      conflicts: [{ type: 'contact', id: idOf(1), field: 'name', base: 'Ada', mine: 'mine', theirs: 'theirs' }],
      current: [{ record: { ...(ada as AnyRecord), name: 'theirs', version: 2 } }],
    });
    expect(await first.client.update('contact', idOf(1), { name: 'mine' })).toMatchObject({ status: 'conflict' });
    backend.remove(idOf(1));
    await time.pass(5_000);
    first.crash();
    expect(device.kept).toMatchObject([{ state: 'conflict' }]);
    const second = open();
    const { shown } = await watch(second.client, { type: 'contact' });
    await time.pass(5_000);
    expect(second.client.connection.getSnapshot().attention).toHaveLength(1);
    expect(shown()).toEqual(['Bob']);
    second.crash();
  });
});

describe('a storage that is lost (D12)', () => {
  it('is said so; what was accepted stays, is sent, and new writes are durable only once the backend has them', async () => {
    const { backend, device, open, time } = aDesk();
    const { client } = open();
    const { shown } = await watch(client, { type: 'contact' });
    backend.goDown();
    const before = client.update('contact', idOf(1), { name: 'before' });
    expect(await before.durable).toBe('device');
    device.lose();
    expect(client.connection.getSnapshot()).toMatchObject({ kept: 'lost', pendingWrites: 1 });
    const after = client.update('contact', idOf(2), { name: 'after' });
    await settle();
    expect(shown()).toEqual(['before', 'after']);
    backend.comeUp();
    await time.pass(60_000);
    expect([(await before).status, (await after).status, await after.durable]).toEqual([
      'applied',
      'applied',
      'backend',
    ]);
    client.close();
  });

  it('by a full disk while a write is being kept loses neither it nor those before', async () => {
    const { backend, device, open, time } = aDesk();
    const { client } = open();
    await settle();
    backend.goDown();
    const first = client.update('contact', idOf(1), { name: 'first' });
    await first.durable;
    device.isFull = true;
    const second = client.update('contact', idOf(2), { name: 'second' });
    await settle();
    expect(client.connection.getSnapshot()).toMatchObject({ kept: 'lost', pendingWrites: 2 });
    backend.comeUp();
    await time.pass(60_000);
    expect([(await first).status, (await second).status]).toEqual(['applied', 'applied']);
    client.close();
  });

  it('for a moment leaves the next page no write that it would make another of, though it went (D2)', async () => {
    const { backend, device, open, time } = aDesk();
    const append = {
      command: 'contact.update',
      patches: [{ op: 'update', type: 'contact', id: idOf(1), append: { notes: 'a' } }],
    } as const;
    const first = open();
    await watch(first.client, { type: 'contact' });
    backend.goDown();
    await time.pass(10_000);
    forget(first.client.write(append));
    await time.pass(1_000);
    device.isFull = true;
    forget(first.client.update('contact', idOf(2), { name: 'x' }));
    await time.pass(1_000);
    device.isFull = false;
    backend.comeUp();
    backend.failing = (call) => (call === 'pushed' ? new BackendError('timeout', 'Nobody answered.') : undefined);
    await time.pass(60_000);
    first.crash();

    backend.failing = () => undefined;
    backend.goDown();
    const second = open();
    await watch(second.client, { type: 'contact' });
    await time.pass(1_000);
    const more = second.client.update('contact', idOf(1), { name: 'y' });
    await time.pass(1_000);
    backend.comeUp();
    await time.pass(60_000);
    expect(await more).toMatchObject({ status: 'applied' });
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'y', notes: 'a' });
    expect(second.client.connection.getSnapshot().attention).toEqual([]);
    second.crash();
  });

  it('before it was ever there leaves a client that works as in memory', async () => {
    const backend = new ScriptedBackend();
    backend.records.set(idOf(1), aContact(1));
    const device = new MemoryDevice().open();
    const failing = {
      ...device,
      outbox: { ...device.outbox, load: () => Promise.reject(new BackendError('storage', 'No.')) },
    };
    const client = createClient({ backend, persistence: failing });
    expect(await client.update('contact', idOf(1), { name: 'x' })).toMatchObject({ status: 'applied' });
    expect(client.connection.getSnapshot().kept).toBe('lost');
    client.close();
  });
});

describe('leaving (D17)', () => {
  it('wipe refuses while accepted writes wait, unless it is told to discard them', async () => {
    const { backend, device, open } = aDesk();
    const { client } = open();
    await settle();
    backend.goDown();
    const write = client.update('contact', idOf(1), { name: 'x' });
    await write.durable;
    expect(await client.wipe()).toEqual({ ok: false, code: 'writes-waiting', params: { count: 1 } });
    expect(device.isWiped).toBe(false);
    expect(await client.wipe({ discardWaiting: true })).toEqual({ ok: true });
    expect(device.isWiped).toBe(true);
    expect(await write).toMatchObject({ status: 'refused', refusal: { code: 'discarded' } });
    const asked = backend.calls.length;
    await settle();
    expect(backend.calls.length).toBe(asked);
  });

  it.each([true, false])(
    'takes no write while it is wiped: none is accepted and gone (D17, W6), discarding: %s',
    async (discardWaiting) => {
      const { backend, device } = aDesk();
      const storage = device.open();
      let wiping = (): void => {};
      const change: typeof storage.outbox.change = (step) => {
        if (discardWaiting) wiping();
        return storage.outbox.change(step);
      };
      const wipe: typeof storage.wipe = () => {
        if (!discardWaiting) wiping();
        return storage.wipe();
      };
      const persistence = { ...storage, wipe, outbox: { ...storage.outbox, change } };
      const client = createClient({ backend, persistence, wake: () => () => {} });
      await watch(client, { type: 'contact' });
      await client.update('contact', idOf(1), { name: 'x' });
      await settle();
      const late: PendingWrite[] = [];
      wiping = () => late.push(client.update('contact', idOf(1), { name: 'y' }));
      expect(await client.wipe({ discardWaiting })).toEqual({ ok: true });
      late.push(client.update('contact', idOf(1), { name: 'z' }));
      expect(late).toHaveLength(2);
      const { shown } = await watch(client, { type: 'contact', limit: 5 });
      expect(shown()).toEqual([]);
      for (const write of late) {
        await expect(write).rejects.toMatchObject({ code: 'offline' });
        await expect(write.durable).rejects.toMatchObject({ code: 'offline' });
      }
    },
  );

  it('signing out sends first what waits, where it is asked to, and refuses while something is left', async () => {
    const { backend, device, open } = aDesk();
    const { client } = open();
    await settle();
    backend.goDown();
    const write = client.update('contact', idOf(1), { name: 'x' });
    await write.durable;
    expect(await client.signOut()).toMatchObject({ code: 'writes-waiting' });
    expect(await client.signOut({ send: true })).toMatchObject({ code: 'writes-waiting' });
    backend.comeUp();
    expect(await client.signOut({ send: true })).toEqual({ ok: true });
    expect([await write, device.isWiped]).toMatchObject([{ status: 'applied' }, true]);
    expect(backend.records.get(idOf(1))?.name).toBe('x');
  });

  it('an expired token is no sign-out: what waits stays, and is sent with the next token (D11)', async () => {
    const { backend, device, open, time } = aDesk();
    const { client } = open();
    await settle();
    backend.failing = () => new BackendError('unauthenticated', 'Expired.', { status: 401 });
    const write = client.update('contact', idOf(1), { name: 'x' });
    await time.pass(5_000);
    expect(device.kept).toHaveLength(1);
    backend.failing = () => undefined;
    await time.pass(60_000);
    expect((await write).status).toBe('applied');
    client.close();
  });

  it('another account has another storage: nothing of the first is shown or sent for it (D11)', async () => {
    const { backend, open, time } = aDesk();
    const first = open();
    await settle();
    backend.goDown();
    await forget(first.client.update('contact', idOf(1), { name: 'secret of A' })).durable;
    first.crash();
    backend.comeUp();
    const second = createClient({
      backend,
      persistence: new MemoryDevice().open(),
      clock: time.clock,
      schedule: time.schedule,
    });
    const { shown } = await watch(second, { type: 'contact' });
    await time.pass(60_000);
    expect(shown()).toEqual(['Ada', 'Bob']);
    expect(backend.pushes).toEqual([]);
    second.close();
  });
});

it('20,000 edits of 100 records made offline are at most 100 writes, and arrive (D16)', async () => {
  const { backend, device, open, time } = aDesk(Array.from({ length: 100 }, (_, index) => aContact(index)));
  const { client } = open();
  await settle();
  backend.goDown();
  let last: Promise<MutationResult> | undefined;
  for (let index = 0; index < 20_000; index += 1)
    last = client.update('contact', idOf(index % 100), { jobTitle: `job ${index}` });
  await time.pass(2_000);
  expect(client.connection.getSnapshot().pendingWrites).toBe(100);
  expect(device.kept).toHaveLength(100);
  backend.comeUp();
  await time.pass(60_000);
  expect((await last)?.status).toBe('applied');
  expect(backend.records.get(idOf(99))).toMatchObject({ jobTitle: 'job 19999', version: 2 });
  client.close();
});

it('says where the browser has lost what was kept before the page came (D12)', async () => {
  const page = (isDamaged: boolean) =>
    createClient({ backend: new ScriptedBackend(), persistence: { ...new MemoryDevice().open(), isDamaged } });
  const [damaged, sound] = [page(true), page(false)];
  await Promise.all([damaged.prepareToWrite(), sound.prepareToWrite()]);
  await expect.poll(() => damaged.connection.getSnapshot()).toMatchObject({ kept: 'device', isForgotten: true });
  await expect.poll(() => sound.connection.getSnapshot().kept).toBe('device');
  expect(sound.connection.getSnapshot().isForgotten).toBe(undefined);
  damaged.close();
  sound.close();
});
