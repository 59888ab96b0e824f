import { BackendError, type AnyRecord } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { createClient, type Client } from './index.ts';
import {
  aContact,
  countingIds,
  FakeBrowser,
  idOf,
  MemoryDevice,
  ScriptedBackend,
  settle,
  VirtualTime,
  watch,
  type FakeTab,
} from './testing/index.ts';

const two = (): AnyRecord[] => [aContact(1, { name: 'Ada', notes: 'a' }), aContact(2, { name: 'Bob' })];

interface Window {
  readonly client: Client;
  readonly tab: FakeTab;
}

/** Windows of one account over one device, before a backend that a test holds in its hands. */
function aDesk() {
  const backend = new ScriptedBackend();
  for (const record of two()) backend.records.set(record.id, record);
  const time = new VirtualTime();
  const device = new MemoryDevice();
  const browser = new FakeBrowser();
  let count = 0;
  const open = async (isHeard = true): Promise<Window> => {
    count += 1;
    const { tabs, window: tab } = browser.open();
    const client = createClient({
      backend,
      persistence: device.open(),
      account: 'a',
      tabs,
      clock: time.clock,
      schedule: time.schedule,
      newId: countingIds(count * 1_000_000),
      random: () => 0,
      wake: () => () => {},
    });
    if (isHeard) await rest();
    return { client, tab };
  };
  /** Lets everything that is on its way between the windows arrive. */
  const rest = async (milliseconds = 0): Promise<void> => {
    for (let turn = 0; turn < 12; turn += 1) {
      await settle();
      browser.deliverAll();
    }
    for (let passed = 0; passed < milliseconds; passed += 500) {
      await time.pass(500);
      browser.deliverAll();
    }
    await settle();
  };
  /** Lets what is under way go on, while nothing arrives that one window tells another. */
  const unheard = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) {
      await settle();
      while (browser.waiting > 0) browser.deliver(0, true);
    }
  };
  /** What was held is answered to the window that leads, which is gone before anybody heard of it, or of what it did then. */
  const answerUnheard = async ({ client, tab }: Awaited<ReturnType<typeof open>>, then?: () => void): Promise<void> => {
    backend.isHolding = false;
    backend.releaseAll();
    await unheard();
    then?.();
    await unheard();
    tab.crash();
    client.close();
  };
  return { backend, time, device, browser, open, rest, answerUnheard };
}

describe('windows of one account share their writes (D14)', () => {
  it('one sends for all: a write of another shows everywhere, arrives once, and its writer hears of it', async () => {
    const { backend, device, open, rest } = aDesk();
    const [leader, follower] = [await open(), await open()];
    const here = await watch(leader.client, { type: 'contact' });
    const there = await watch(follower.client, { type: 'contact' });
    await rest();
    backend.isHolding = true;
    const write = follower.client.update('contact', idOf(1), { name: 'Eve' });
    expect(there.shown()).toEqual(['Eve', 'Bob']);
    expect(await write.durable).toBe('device');
    await rest();
    expect(here.shown()).toEqual(['Eve', 'Bob']);
    expect([leader, follower].map(({ client }) => client.connection.getSnapshot().pendingWrites)).toEqual([1, 1]);
    expect(backend.pushes).toHaveLength(1);
    backend.isHolding = false;
    backend.releaseAll();
    await rest();
    expect(await write).toMatchObject({ id: write.id, status: 'applied' });
    expect(backend.pushes.flat()).toHaveLength(1);
    expect(device.kept).toEqual([]);
    for (const { shown, seen, query } of [here, there]) {
      expect(shown()).toEqual(['Eve', 'Bob']);
      expect(query.getSnapshot().pending.size).toBe(0);
      const names = seen.map(({ records }) => records[0]?.name);
      expect(names.lastIndexOf('Ada')).toBeLessThan(names.indexOf('Eve'));
    }
    for (const { client } of [leader, follower]) client.close();
  });

  it('what a window kept that was closed before it knew the others is sent by one that stays', async () => {
    const { backend, device, open, rest } = aDesk();
    const leader = await open();
    await rest(2_000);
    const brief = await open(false);
    const write = brief.client.update('contact', idOf(1), { name: 'Eve' });
    expect(await write.durable).toBe('device');
    expect(backend.pushes).toEqual([]);
    brief.client.close();
    await expect(write).rejects.toThrow('kept on the device');
    await rest(2_000);
    expect(backend.records.get(idOf(1))?.name).toBe('Eve');
    expect(device.kept).toEqual([]);
    leader.client.close();
  });

  it('what is added to a value is never counted twice in any of them (D7, W8)', async () => {
    const { backend, open, rest } = aDesk();
    const windows = [await open(), await open()];
    const views = [];
    for (const { client } of windows) views.push(await watch(client, { type: 'contact' }));
    await rest();
    backend.isHolding = true;
    const append = { op: 'update', type: 'contact', id: idOf(1), append: { notes: 'b' } } as const;
    void windows[1]?.client.write({ command: 'contact.note', patches: [append] });
    await rest();
    // It takes effect, and the feed tells of it before the answer comes.
    backend.release();
    await rest();
    expect(backend.records.get(idOf(1))?.notes).toBe('a\nb');
    backend.isHolding = false;
    backend.releaseAll();
    await rest();
    for (const { seen, shown } of views) {
      expect(shown('notes')[0]).toBe('a\nb');
      expect(seen.map(({ records }) => records[0]?.notes)).not.toContain('a\nb\nb');
    }
    for (const { client } of windows) client.close();
  });

  it('nor where it is heard at once that it was done and that more is on its way (D7, W8)', async () => {
    const { backend, device, open, rest } = aDesk();
    const [leader, follower] = [await open(), await open()];
    const { seen, shown } = await watch(follower.client, { type: 'contact' });
    await rest();
    backend.isHolding = true;
    const append = { op: 'update', type: 'contact', id: idOf(1), append: { notes: 'b' } } as const;
    void leader.client.write({ command: 'contact.note', patches: [append] });
    await rest();
    const [first] = device.kept;
    if (!first) throw new Error('It was not kept.');
    const record = { ...aContact(1, { name: 'Ada', notes: 'a\nb' }), version: 2 };
    const { mutation } = first;
    const patches = [{ ...append, append: { notes: 'c' }, base: { version: 2, fields: { notes: 'a\nb' } } }];
    leader.tab.crash();
    device.kept = [
      { mutation, state: 'acknowledged', result: { id: mutation.id, status: 'applied', written: [{ record }] } },
      { mutation: { ...mutation, id: idOf(20), patches }, state: 'inflight' },
    ];
    await rest();
    expect(shown('notes')[0]).toBe('a\nb\nc');
    expect(seen.map(({ records }) => records[0]?.notes)).not.toContain('a\nb\nb\nc');
    follower.client.close();
  });

  it('a leader that crashes in the middle of a push is replaced: the same is sent again by its ids, and takes effect once (D2)', async () => {
    const { backend, device, open, rest } = aDesk();
    const [leader, follower] = [await open(), await open()];
    for (const { client } of [leader, follower]) await watch(client, { type: 'contact' });
    await rest();
    backend.isHolding = true;
    const append = { op: 'update', type: 'contact', id: idOf(1), append: { notes: 'once' } } as const;
    const write = follower.client.write({ command: 'contact.note', patches: [append] });
    await rest();
    expect(backend.pushes).toHaveLength(1);
    backend.release();
    await settle();
    leader.tab.crash();
    leader.client.close();
    await rest();
    backend.isHolding = false;
    backend.releaseAll();
    await rest(2_000);
    expect(await write).toMatchObject({ status: 'duplicate' });
    expect(new Set(backend.pushes.flat().map(({ id }) => id))).toEqual(new Set([write.id]));
    expect(backend.records.get(idOf(1))?.notes).toBe('a\nonce');
    expect(device.kept).toEqual([]);
    follower.client.close();
  });

  it('what became of a write is known even where the window that sent it could not tell any more (W6)', async () => {
    const { backend, open, rest, time, answerUnheard } = aDesk();
    const [leader, follower] = [await open(), await open()];
    await watch(follower.client, { type: 'contact' });
    await rest();
    backend.isHolding = true;
    const write = follower.client.update('contact', idOf(1), { name: 'Eve' });
    await rest();
    await answerUnheard(leader);
    await rest();
    await time.pass(5_000);
    await rest();
    expect(await write).toMatchObject({ status: 'duplicate' });
    expect(follower.client.connection.getSnapshot().pendingWrites).toBe(0);
    follower.client.close();
  });

  it('what became of a record that its writer did not show is known, too: what is kept is not shown as it was before (D7)', async () => {
    const { backend, open, rest, time, answerUnheard } = aDesk();
    const leader = await open();
    await watch(leader.client, { type: 'contact' });
    await rest(2_000);
    const follower = await open();
    backend.isHolding = true;
    const write = follower.client.update('contact', idOf(1), { name: 'Eve' });
    await rest();
    await answerUnheard(leader);
    await rest();
    await time.pass(10_000);
    expect(await write).toMatchObject({ status: 'duplicate' });
    backend.goDown();
    const { shown } = await watch(follower.client, { type: 'contact' });
    await rest();
    expect(shown()).toEqual(['Eve', 'Bob']);
    follower.client.close();
  });

  it('is not said to have taken effect that was declined and decided about in a window that could not tell (W6)', async () => {
    const { backend, open, rest, time, answerUnheard } = aDesk();
    const [leader, follower] = [await open(), await open()];
    await watch(follower.client, { type: 'contact' });
    await rest();
    backend.decide = ({ id }) => ({ id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } });
    backend.isHolding = true;
    const write = follower.client.update('contact', idOf(1), { name: 'Eve' });
    await rest();
    await answerUnheard(leader, () => leader.client.discard(write.id));
    await rest();
    await time.pass(5_000);
    await rest();
    expect(await write).toMatchObject({ status: 'refused', refusal: { code: 'outcome-unknown' } });
    expect(follower.client.connection.getSnapshot().pendingWrites).toBe(0);
    follower.client.close();
  });

  it('is shown until the record as it is can be, where what became of it can not be seen and an addition is on its way (W2, W8)', async () => {
    const { backend, open, rest, time, answerUnheard } = aDesk();
    const [leader, follower] = [await open(), await open()];
    const { seen, shown } = await watch(follower.client, { type: 'contact' });
    await rest();
    backend.isHolding = true;
    const write = follower.client.update('contact', idOf(1), { name: 'Eve' });
    await rest();
    await answerUnheard(leader);
    backend.put({ ...(backend.records.get(idOf(1)) as AnyRecord), jobTitle: 'boss', name: 'Zoe' } as AnyRecord);
    backend.failing = (call) => (call === 'push' ? new BackendError('rate-limited', 'Later.') : undefined);
    const append = { op: 'update', type: 'contact', id: idOf(1), append: { notes: 'line' } } as const;
    const added = follower.client.write({ command: 'contact.note', patches: [append] });
    await rest();
    await time.pass(5_000);
    expect(await write).toMatchObject({ status: 'refused', refusal: { code: 'outcome-unknown' } });
    expect(shown()).toEqual(['Eve', 'Bob']);
    backend.failing = () => undefined;
    await time.pass(60_000);
    expect(await added).toMatchObject({ status: 'applied' });
    expect(shown()).toEqual(['Zoe', 'Bob']);
    const names = seen.map(({ records }) => records[0]?.name);
    expect(names.lastIndexOf('Ada')).toBeLessThan(names.indexOf('Eve'));
    follower.client.close();
  });

  it('a declined write is in the attention of all, and decided in one it is decided in all', async () => {
    const { backend, open, rest } = aDesk();
    const [first, second] = [await open(), await open()];
    backend.decide = ({ id }) => ({ id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } });
    const write = second.client.update('contact', idOf(1), { name: 'x' });
    await rest();
    expect((await write).status).toBe('refused');
    const counts = () => [first, second].map(({ client }) => client.connection.getSnapshot().attention.length);
    expect(counts()).toEqual([1, 1]);
    first.client.discard(write.id);
    await rest();
    expect(counts()).toEqual([0, 0]);
    for (const { client } of [first, second]) client.close();
  });

  it('edits of one record in two windows that wait become one, and both writers hear of it (D16)', async () => {
    const { backend, device, open, rest } = aDesk();
    const [first, second] = [await open(), await open()];
    for (const { client } of [first, second]) await watch(client, { type: 'contact' });
    await rest();
    backend.goDown();
    const one = first.client.update('contact', idOf(2), { name: 'x' });
    await rest();
    // The first is on its way by now: these wait.
    const writes = [
      first.client.update('contact', idOf(1), { name: 'one' }),
      second.client.update('contact', idOf(1), { jobTitle: 'two' }),
    ];
    await rest();
    expect(device.kept).toHaveLength(2);
    backend.comeUp();
    await rest(60_000);
    await rest();
    expect((await Promise.all([one, ...writes])).map(({ status }) => status)).toEqual([
      'applied',
      'applied',
      'applied',
    ]);
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'one', jobTitle: 'two', version: 2 });
    for (const { client } of [first, second]) client.close();
  });

  it('one whose storage is lost sends what it has, whoever leads (D12)', async () => {
    const { backend, device, open, rest } = aDesk();
    const [leader, follower] = [await open(), await open()];
    await rest();
    backend.goDown();
    const write = follower.client.update('contact', idOf(1), { name: 'Eve' });
    await write.durable;
    device.lose();
    backend.comeUp();
    await rest(60_000);
    expect(await write).toMatchObject({ status: expect.stringMatching(/applied|duplicate/) as string });
    expect(follower.client.connection.getSnapshot().kept).toBe('lost');
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'Eve', version: 2 });
    for (const { client } of [leader, follower]) client.close();
  });

  it('one whose storage is lost says what it sends: another may have it behind what was declined there alone, and must not count it twice (D12, D7)', async () => {
    const { device, browser, open, rest } = aDesk();
    const { client } = await open();
    const said: unknown[] = [];
    browser.open().tabs.listen((message) => said.push(message));
    device.lose();
    await rest();
    const append = { op: 'update', type: 'contact', id: idOf(1), append: { notes: 'once' } } as const;
    const { id } = client.write({ command: 'contact.note', patches: [append] });
    await rest();
    expect(client.connection.getSnapshot().kept).toBe('lost');
    expect(said).toContainEqual(expect.objectContaining({ kind: 'outbox', sending: [id] }));
    client.close();
  });

  it('those whose storage is lost decide once about what was declined, whichever does (D12, W9)', async () => {
    const { backend, device, open, rest } = aDesk();
    const windows = [await open(), await open()] as const;
    await rest();
    backend.goDown();
    const append = { op: 'update', type: 'contact', id: idOf(1), append: { notes: 'once' } } as const;
    const write = windows[1].client.write({ command: 'contact.note', patches: [append] });
    await write.durable;
    await rest();
    device.lose();
    await rest();
    backend.decide = ({ id }) => ({ id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } });
    backend.comeUp();
    await rest(60_000);
    const ids = () => windows.map(({ client }) => client.connection.getSnapshot().attention.map(({ id }) => id));
    expect(ids()).toEqual([[write.id], [write.id]]);
    backend.decide = () => undefined;
    void windows[0].client.retry(write.id);
    await rest();
    void windows[1].client.retry(write.id);
    await rest(5_000);
    expect(ids()).toEqual([[], []]);
    expect(backend.records.get(idOf(1))?.notes).toBe('a\nonce');
    for (const { client } of windows) client.close();
  });

  it('one that is made while another window leads that has lost its storage is sent, also by who led when it was made (D12, D14)', async () => {
    const { backend, device, open, rest } = aDesk();
    const other = await open();
    device.lose();
    const { client, tab } = await open();
    const lead = async (before: FakeTab): Promise<void> => {
      before.freeze(true);
      await rest();
      before.resume();
      await rest();
    };
    await lead(other.tab);
    backend.goDown();
    const write = client.update('contact', idOf(1), { name: 'Eve' });
    await write.durable;
    await lead(tab);
    backend.comeUp();
    await rest(60_000);
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'Eve', version: 2 });
    for (const window of [other.client, client]) window.close();
  });

  it('what is made while another one wipes is not kept, and goes from where it was made (D1, D17)', async () => {
    const { device, open, rest } = aDesk();
    const [first, second] = [await open(), await open()];
    await rest();
    device.isHolding = true;
    const wiping = first.client.wipe();
    await settle();
    const write = second.client.update('contact', idOf(1), { name: 'x' });
    await rest();
    device.isHolding = false;
    device.releaseAll();
    await rest();
    expect(await wiping).toEqual({ ok: true });
    expect(await write.durable).toBe('backend');
    expect(await write).toMatchObject({ status: 'applied' });
  });

  it('who wipes and discards nothing does not while another one keeps a write in the last moment (D1, D17)', async () => {
    const { backend, device, open, rest } = aDesk();
    const [first, second] = [await open(), await open()];
    await rest();
    backend.goDown();
    device.isHolding = true;
    const wiping = first.client.wipe();
    await settle();
    device.isHolding = false;
    const write = second.client.update('contact', idOf(1), { name: 'x' });
    expect(await write.durable).toBe('device');
    device.releaseAll();
    expect(await wiping).toMatchObject({ code: 'writes-waiting', params: { count: 1 } });
    expect(device.isWiped).toBe(false);
    backend.comeUp();
    await rest(60_000);
    expect(await write).toMatchObject({ status: 'applied' });
    expect(await first.client.wipe()).toEqual({ ok: true });
  });

  it('who wipes and discards all discards what another one keeps in the last moment, which is told (D9, D17)', async () => {
    const { backend, device, open, rest } = aDesk();
    const [first, second] = [await open(), await open()];
    await rest();
    backend.goDown();
    device.isHolding = true;
    const wiping = first.client.wipe({ discardWaiting: true });
    await settle();
    // All that waited is discarded.
    device.releaseAll();
    await settle();
    device.isHolding = false;
    const write = second.client.update('contact', idOf(1), { name: 'x' });
    expect(await write.durable).toBe('device');
    device.releaseAll();
    expect(await wiping).toEqual({ ok: true });
    const ended = write.catch(() => 'closed');
    await rest();
    expect(await ended).toMatchObject({ status: 'refused', refusal: { code: 'discarded' } });
  });

  it('who wipes ends them all: nothing is asked any more (D17)', async () => {
    const { backend, device, open, rest } = aDesk();
    const [first, second] = [await open(), await open()];
    await watch(second.client, { type: 'contact' });
    await rest();
    backend.failing = (call) => (call === 'push' ? new BackendError('offline', 'Gone.') : undefined);
    const write = second.client.update('contact', idOf(1), { name: 'x' });
    await write.durable;
    expect(await first.client.wipe()).toMatchObject({ code: 'writes-waiting', params: { count: 1 } });
    const ended = write.then(
      ({ status }) => status,
      () => 'closed',
    );
    expect(await first.client.wipe({ discardWaiting: true })).toEqual({ ok: true });
    await rest();
    expect(device.isWiped).toBe(true);
    expect(await ended).toBe('refused');
    backend.failing = () => undefined;
    const asked = backend.calls.length;
    await rest(60_000);
    expect(backend.calls.length).toBe(asked);
    expect(backend.openStreams).toBe(0);
  });
});
