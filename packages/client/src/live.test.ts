import { BackendError, type AnyRecord } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { createClient } from './index.ts';
import { memoryBackend } from './memory/index.ts';
import { aContact, aRecord, aScene, countingIds, idOf, settle, VirtualTime, watch } from './testing/index.ts';

const byName = [{ field: 'name', direction: 'asc' }] as const;
const contacts = (count: number): AnyRecord[] =>
  Array.from({ length: count }, (_, index) => aContact(index + 1, { name: `n${String(index + 1).padStart(3, '0')}` }));
const ns = (...numbers: number[]): string[] => numbers.map((number) => `n${String(number).padStart(3, '0')}`);

describe('a snapshot (L2)', () => {
  it('is loading at first, then what the backend said, and the same object until something changes', async () => {
    const { backend, client } = await aScene(contacts(2));
    const query = client.live({ type: 'contact', orderBy: byName });
    expect(query.getSnapshot()).toMatchObject({ status: 'loading', records: [], hasMore: false });
    const { shown } = await watch(client, { type: 'contact', orderBy: byName });
    const snapshot = query.getSnapshot();
    expect(snapshot.status).toBe('ready');
    expect(shown()).toEqual(ns(1, 2));
    await settle();
    expect(query.getSnapshot()).toBe(snapshot);
    backend.send({ kind: 'changes', from: '0', to: '0', changes: [] });
    await settle();
    expect(query.getSnapshot()).toBe(snapshot);
    backend.put(aContact(1, { name: 'n001', jobTitle: 'Chief' }));
    await settle();
    expect(snapshot.records[0]).not.toHaveProperty('jobTitle');
    expect(query.getSnapshot().records[1]).toBe(snapshot.records[1]);
  });

  it('is told of once for all changes of a turn, and never during the call', async () => {
    const { client } = await aScene(contacts(2));
    const { seen, query } = await watch(client, { type: 'contact' });
    seen.length = 0;
    void client.update('contact', idOf(1), { name: 'x' });
    void client.update('contact', idOf(2), { name: 'y' });
    expect(seen).toEqual([]);
    expect(query.getSnapshot().records.map(({ name }) => name)).toEqual(['x', 'y']);
    await Promise.resolve();
    expect(seen.length).toBe(1);
  });

  it('reaches every listener, though one throws or leaves', async () => {
    const { backend, client } = await aScene(contacts(1));
    const { query } = await watch(client, { type: 'contact' });
    const told: string[] = [];
    const stop = query.subscribe(() => {
      told.push('first');
      stop();
      stopSecond();
    });
    const stopSecond = query.subscribe(() => told.push('second'));
    query.subscribe(() => told.push('third'));
    backend.put(aContact(1, { name: 'x' }));
    await settle();
    expect(told).toEqual(['first', 'third']);
  });
});

describe('a window (L4)', () => {
  it('grows by loadMore to the end', async () => {
    const { client } = await aScene(contacts(5));
    const { query, shown, seen } = await watch(client, { type: 'contact', orderBy: byName, limit: 2 });
    expect([shown(), query.getSnapshot().hasMore]).toEqual([ns(1, 2), true]);
    await query.loadMore();
    expect([shown(), query.getSnapshot().hasMore]).toEqual([ns(1, 2, 3, 4), true]);
    await query.loadMore();
    expect([shown(), query.getSnapshot().hasMore, query.getSnapshot().loadingMore]).toEqual([
      ns(1, 2, 3, 4, 5),
      false,
      false,
    ]);
    expect(seen.some(({ loadingMore }) => loadingMore)).toBe(true);
  });

  it('loads more once, though it is asked twice', async () => {
    const { client, backend } = await aScene(contacts(9));
    const { query, shown } = await watch(client, { type: 'contact', orderBy: byName, limit: 2 });
    await Promise.all([query.loadMore(), query.loadMore()]);
    expect(shown()).toHaveLength(4);
    expect(backend.queries).toHaveLength(2);
  });

  it('is filled up when records leave it', async () => {
    const { backend, client } = await aScene(contacts(5));
    const { shown } = await watch(client, { type: 'contact', orderBy: byName, limit: 3 });
    backend.remove(idOf(1));
    backend.put(aContact(2, { name: 'z' }));
    await settle();
    expect(shown()).toEqual([...ns(3, 4, 5)]);
  });

  it('does not guess what is below the last place it knows', async () => {
    const { backend, client } = await aScene(contacts(5));
    const { shown, query } = await watch(client, { type: 'contact', orderBy: byName, limit: 2 });
    backend.put(aContact(9, { name: 'n0025' }));
    await settle();
    expect(shown()).toEqual(ns(1, 2));
    await query.loadMore();
    expect(shown()).toEqual(['n001', 'n002', 'n0025', 'n003']);
  });

  it('reads pages as large as the backend gives', async () => {
    const { backend, client } = await aScene(contacts(7));
    backend.description = { paging: { maxLimit: 3, window: null, stable: true } };
    const { shown } = await watch(client, { type: 'contact', orderBy: byName, limit: 7 });
    expect(shown()).toHaveLength(7);
    expect(backend.queries.map(({ limit }) => limit)).toEqual([3, 3, 1]);
  });
});

describe('queries (L5)', () => {
  it('are shared by those who ask the same, and stay for a while after the last has left', async () => {
    const { backend, client, time } = await aScene(contacts(1));
    const first = await watch(client, { type: 'contact' });
    const second = await watch(client, { type: 'contact' });
    expect(second.query).toBe(first.query);
    first.stop();
    second.stop();
    await time.pass(4_000);
    const third = await watch(client, { type: 'contact' });
    expect(third.shown()).toEqual(['n001']);
    expect(backend.queries).toHaveLength(1);
    third.stop();
    await time.pass(6_000);
    expect(backend.openStreams).toBe(0);
    const fourth = await watch(client, { type: 'contact' });
    expect(fourth.shown()).toEqual(['n001']);
    expect(backend.queries).toHaveLength(2);
  });

  it('open again for who kept the handle', async () => {
    const { client, time } = await aScene(contacts(1));
    const { query, stop } = await watch(client, { type: 'contact' });
    stop();
    await time.pass(10_000);
    query.subscribe(() => {});
    await settle();
    expect(query.getSnapshot()).toMatchObject({ status: 'ready', records: [{ name: 'n001' }] });
  });

  it("find a record by a foreign system's name for it", async () => {
    const { client } = await aScene([aContact(1, { externalIds: { erp: '10042' } }), aContact(2)]);
    const query = client.record('contact', { system: 'erp', externalId: '10042' });
    query.subscribe(() => {});
    await settle();
    expect(query.getSnapshot().records.map(({ id }) => id)).toEqual([idOf(1)]);
  });
});

describe('answers that depend on other records (L6)', () => {
  const where = { field: 'company.industry', op: 'eq', value: 'Steel' } as const;

  it('are read again when the feed says that they may have changed', async () => {
    const { backend, client, time } = await aScene([
      aRecord('company', 50, { name: 'c', industry: 'Paper' }),
      aContact(1, { company: idOf(50) }),
    ]);
    const { shown } = await watch(client, { type: 'contact', where });
    expect(shown('id')).toEqual([]);
    backend.records.set(idOf(50), aRecord('company', 50, { name: 'c', industry: 'Steel' }));
    backend.send({ kind: 'changes', from: '0', to: '0', changes: [], recheck: ['q1'] });
    await time.pass(1_000);
    expect(shown('id')).toEqual([idOf(1)]);
  });

  it("are read again when a record changes whose place can't be told here", async () => {
    const { backend, client, time } = await aScene([
      aRecord('company', 50, { name: 'c', industry: 'Steel' }),
      aRecord('company', 51, { name: 'd', industry: 'Paper' }),
      aContact(1, { company: idOf(50) }),
      aContact(2, { company: idOf(51) }),
    ]);
    const { shown } = await watch(client, { type: 'contact', where });
    backend.put(aContact(2, { company: idOf(50) }));
    await time.pass(1_000);
    expect(shown('id')).toEqual([idOf(1), idOf(2)]);
  });

  it("are in the backend's order where that depends on other records", async () => {
    const { backend, client, time } = await aScene([
      aRecord('company', 50, { name: 'b' }),
      aRecord('company', 51, { name: 'a' }),
      aContact(1, { company: idOf(50) }),
      aContact(2, { company: idOf(51) }),
    ]);
    const { shown } = await watch(client, { type: 'contact', orderBy: [{ field: 'company.name', direction: 'asc' }] });
    expect(shown('id')).toEqual([idOf(2), idOf(1)]);
    backend.put(aContact(3, { company: idOf(51) }));
    await time.pass(1_000);
    expect(shown('id')).toEqual([idOf(2), idOf(3), idOf(1)]);
  });

  it('are in that order also where a record was created here, once the backend has it', async () => {
    const { backend, client, time } = await aScene([
      aRecord('company', 50, { name: 'b' }),
      aRecord('company', 51, { name: 'a' }),
      aContact(1, { company: idOf(50) }),
    ]);
    const { shown } = await watch(client, { type: 'contact', orderBy: [{ field: 'company.name', direction: 'asc' }] });
    await time.pass(1_000);
    backend.isHolding = true;
    void client.create('contact', { id: idOf(2), name: 'new', company: idOf(51) });
    await time.pass(1_000);
    // The query that its being shown set off is answered before the backend has it.
    backend.release();
    await time.pass(1_000);
    expect(shown('id')).toEqual([idOf(1), idOf(2)]);
    backend.isHolding = false;
    backend.releaseAll();
    await time.pass(1_000);
    expect(shown('id')).toEqual([idOf(2), idOf(1)]);
  });

  it('are asked for again where one that belongs there was told of before they had been answered at all', async () => {
    const { backend, client, time } = await aScene([
      aRecord('company', 50, { name: 'b', industry: 'Steel' }),
      aRecord('company', 51, { name: 'a', industry: 'Steel' }),
      aContact(1, { company: idOf(50) }),
    ]);
    await watch(client, { type: 'contact', limit: 1 });
    backend.isHolding = true;
    const ordered = await watch(client, {
      type: 'contact',
      orderBy: [{ field: 'company.name', direction: 'asc' }],
    });
    const filtered = await watch(client, { type: 'contact', where });
    backend.isHolding = false;
    await client.create('contact', { id: idOf(2), name: 'new', company: idOf(51) });
    await time.pass(1_000);
    // Both answers are from before.
    backend.releaseAll();
    await time.pass(1_000);
    expect(ordered.shown('id')).toEqual([idOf(2), idOf(1)]);
    expect(filtered.shown('id').toSorted()).toEqual([idOf(1), idOf(2)]);
  });

  it('are in that order also after only the other records changed', async () => {
    const time = new VirtualTime();
    const { clock, schedule } = time;
    const records = [
      aRecord('company', 50, { name: 'b' }),
      aRecord('company', 51, { name: 'c' }),
      aContact(1, { company: idOf(50) }),
      aContact(2, { company: idOf(51) }),
    ];
    const backend = memoryBackend({ clock, newId: countingIds(1_000), records });
    const environment = { clock, schedule, newId: countingIds(2_000), random: () => 0, wake: () => () => {} };
    const [client, other] = [createClient({ backend, ...environment }), createClient({ backend, ...environment })];
    const { shown } = await watch(client, { type: 'contact', orderBy: [{ field: 'company.name', direction: 'asc' }] });
    expect(shown('id')).toEqual([idOf(1), idOf(2)]);
    void other.update('company', idOf(51), { name: 'a' });
    await time.pass(1_000);
    expect(shown('id')).toEqual([idOf(2), idOf(1)]);
    [client, other].forEach((one) => one.close());
  });
});

describe('answers that depend on who asks (L6)', () => {
  const where = {
    and: [
      { field: 'owner', op: 'eq', value: { actor: 'user' } },
      { field: 'country', op: 'eq', value: 'DE' },
    ],
  } as const;

  it("are the backend's to give, except where the rest of the filter decides", async () => {
    const { backend, client, time } = await aScene([aContact(1, { owner: idOf(90), country: 'DE' })]);
    backend.actor = { user: idOf(90) };
    const { shown, seen } = await watch(client, { type: 'contact', where });
    backend.put(aContact(1, { owner: idOf(90), country: 'DE', name: 'x' }));
    backend.put(aContact(2, { owner: idOf(90), country: 'DE', name: 'y' }));
    backend.put(aContact(3, { owner: idOf(91), country: 'DE', name: 'z' }));
    await time.pass(1_000);
    expect(shown()).toEqual(['x', 'y']);
    expect(seen.every(({ records }) => records.length > 0)).toBe(true);
    const asked = backend.queries.length;
    backend.put(aContact(1, { owner: idOf(90), country: 'FR' }));
    await settle();
    expect([shown(), backend.queries.length]).toEqual([['y'], asked]);
  });

  it.each([
    ['who asks', { field: 'owner', op: 'eq', value: { actor: 'user' } }],
    ['what refers to a record', { related: 'activities', measure: 'count', op: 'gte', value: 1 }],
  ] as const)('are decided here where it makes no difference: %s', async (_, undecided) => {
    const { backend, client } = await aScene([aContact(1, { country: 'DE' })]);
    const { shown } = await watch(client, {
      type: 'contact',
      where: { or: [undecided, { field: 'country', op: 'eq', value: 'DE' }] },
    });
    const asked = backend.queries.length;
    backend.put(aContact(2, { country: 'DE', name: 'y' }));
    await settle();
    expect([shown(), backend.queries.length]).toEqual([['Contact 1', 'y'], asked]);
  });
});

describe('answers that depend on time (L7)', () => {
  const where = { field: 'dueAt', op: 'within', value: { next: 1, unit: 'hour' } } as const;
  const task = (number: number, dueAt: string): AnyRecord =>
    aRecord('task', number, { subject: `t${number}`, status: 'open', dueAt });

  it('lose a record at the instant that takes it out', async () => {
    const { backend, client, time } = await aScene([
      task(1, '2026-03-02T10:00:30.000Z'),
      task(2, '2026-03-02T10:30:00.000Z'),
    ]);
    const { shown } = await watch(client, { type: 'task', where });
    expect(shown('subject')).toEqual(['t1', 't2']);
    backend.now += 31_000;
    await time.pass(29_000);
    expect(shown('subject')).toEqual(['t1', 't2']);
    await time.pass(2_000);
    expect(shown('subject')).toEqual(['t2']);
  });

  it('gain a record that time brings in, also one that the backend never told of', async () => {
    const { backend, client, time } = await aScene([task(1, '2026-03-02T11:00:30.000Z')]);
    const { shown } = await watch(client, { type: 'task', where });
    expect(shown('subject')).toEqual([]);
    backend.now += 61_000;
    await time.pass(61_000);
    expect(shown('subject')).toEqual(['t1']);
  });

  it("go by the backend's clock, whatever this one says", async () => {
    const { backend, client, time } = await aScene([task(1, '2026-03-02T10:30:00.000Z')]);
    time.now += 2 * 365 * 86_400_000;
    const { shown } = await watch(client, { type: 'task', where });
    backend.put(task(2, '2026-03-02T10:20:00.000Z'));
    await settle();
    expect(shown('subject')).toEqual(['t1', 't2']);
  });

  it('ask the feed for records whose time may come', async () => {
    const { backend, client } = await aScene();
    await watch(client, { type: 'task', where: { and: [where, { field: 'status', op: 'eq', value: 'open' }] } });
    expect(backend.interests).toEqual([
      [{ id: 'q1', type: 'task', where: { and: [{ and: [] }, { field: 'status', op: 'eq', value: 'open' }] } }],
    ]);
  });
});

describe("what the backend can't answer (L8)", () => {
  const where = {
    and: [
      { field: 'country', op: 'eq', value: 'DE' },
      { field: 'name', op: 'contains', value: 'a' },
    ],
  } as const;
  async function without(records: readonly AnyRecord[]) {
    const scene = await aScene(records);
    const full = await scene.backend.describe();
    const contact = full.types.contact;
    if (!contact) throw new Error('There are contacts.');
    const name = { ...contact.fields.name, operators: ['eq'] } as (typeof contact.fields)[string];
    scene.backend.description = {
      types: { ...full.types, contact: { ...contact, fields: { ...contact.fields, name } } },
    };
    return scene;
  }

  it('is decided here, over what it gives', async () => {
    const { backend, client } = await without([
      aContact(1, { name: 'Ada', country: 'DE' }),
      aContact(2, { name: 'Bob', country: 'DE' }),
      aContact(3, { name: 'Zara', country: 'DE' }),
    ]);
    const { shown } = await watch(client, { type: 'contact', where, limit: 2 });
    expect(shown()).toEqual(['Ada', 'Zara']);
    expect(backend.queries[0]?.where).toEqual({ field: 'country', op: 'eq', value: 'DE' });
    backend.put(aContact(2, { name: 'Barbara', country: 'DE' }));
    await settle();
    expect(shown()).toEqual(['Ada', 'Barbara']);
  });

  it('is refused by the clause where it would take too many records', async () => {
    const { client } = await without(
      Array.from({ length: 6_000 }, (_, index) => aContact(index + 1, { name: 'Bob', country: 'DE' })),
    );
    const { query } = await watch(client, { type: 'contact', where });
    expect(query.getSnapshot()).toMatchObject({
      status: 'error',
      error: { code: 'unsupported', message: expect.stringContaining('"op":"contains"') as string },
    });
  });
});

describe('a total (L9)', () => {
  it('stays right, also by what comes and goes below the window', async () => {
    const { backend, client, time } = await aScene(contacts(5));
    const { query } = await watch(client, { type: 'contact', orderBy: byName, limit: 2, total: true });
    expect(query.getSnapshot().total).toEqual({ kind: 'exact', value: 5 });
    backend.put(aContact(8, { name: 'zz' }));
    backend.remove(idOf(4));
    backend.put(aContact(9, { name: 'zz' }));
    await time.pass(1_000);
    expect(query.getSnapshot().total).toEqual({ kind: 'exact', value: 6 });
  });
});

describe('a query that is declined (L10)', () => {
  it('says so, and is asked again only by refresh', async () => {
    const { backend, client, time } = await aScene(contacts(1));
    const { query } = await watch(client, { type: 'contact', where: { field: 'shoeSize', op: 'eq', value: 1 } });
    expect(query.getSnapshot()).toMatchObject({ status: 'error', error: { name: 'InvalidInputError' } });
    await time.pass(60_000);
    const asked = backend.queries.length;
    await query.refresh();
    expect(query.getSnapshot().status).toBe('error');
    expect(backend.queries.length).toBe(asked);
  });
});

describe('a query whose records are all among those of another one (L11)', () => {
  const inGermany = { field: 'country', op: 'eq', value: 'DE' } as const;
  const chief = { field: 'jobTitle', op: 'eq', value: 'Chief' } as const;
  const people = [
    aContact(1, { country: 'DE', jobTitle: 'Chief' }),
    aContact(2, { country: 'DE', jobTitle: 'Clerk' }),
    aContact(3, { country: 'FR', jobTitle: 'Chief' }),
  ];

  it('asks by itself while the other one is read again, which may not be right any more (D8)', async () => {
    const { backend, client, time } = await aScene(people);
    const wide = await watch(client, { type: 'contact', where: inGermany });
    await time.pass(1_000);
    // Another history, in which one of them is not there: nobody tells of that.
    backend.records.delete(idOf(1));
    backend.send({ kind: 'reset', to: '0' });
    backend.isHolding = true;
    await settle();
    expect(backend.heldCount).toBeGreaterThan(0);
    const narrow = await watch(client, { type: 'contact', where: { and: [chief, inGermany] } });
    backend.isHolding = false;
    backend.releaseAll();
    await settle();
    expect(wide.shown()).toEqual(['Contact 2']);
    expect(narrow.shown()).toEqual([]);
  });

  it('costs no request, and stays right when the other one is closed', async () => {
    const { backend, client, time } = await aScene(people);
    const wide = await watch(client, { type: 'contact', where: inGermany });
    const asked = backend.calls.length;
    const narrow = await watch(client, { type: 'contact', where: { and: [chief, inGermany] }, total: true });
    expect(narrow.shown()).toEqual(['Contact 1']);
    expect(narrow.query.getSnapshot()).toMatchObject({
      status: 'ready',
      coverage: 'complete',
      hasMore: false,
      total: { kind: 'exact', value: 1 },
    });
    expect(backend.calls.length).toBe(asked);
    wide.stop();
    await time.pass(6_000);
    backend.put(aContact(2, { country: 'DE', jobTitle: 'Chief' }));
    backend.breakStreams();
    await time.pass(2_000);
    backend.put(aContact(1, { country: 'FR', jobTitle: 'Chief' }));
    await settle();
    expect(narrow.shown()).toEqual(['Contact 2']);
  });

  it('does not count a write that waits as what the backend said', async () => {
    const { backend, client } = await aScene(people);
    await watch(client, { type: 'contact', where: inGermany });
    backend.isHolding = true;
    void client.update('contact', idOf(2), { jobTitle: 'Chief' });
    const narrow = await watch(client, { type: 'contact', where: { and: [inGermany, chief] } });
    expect(narrow.shown()).toEqual(['Contact 1', 'Contact 2']);
    backend.decide = ({ id }) => ({ id, status: 'refused', refusal: { ok: false, code: 'no' } });
    backend.releaseAll();
    await settle();
    backend.releaseAll();
    await settle();
    expect(narrow.shown()).toEqual(['Contact 1']);
  });

  it('has no record that was written here, and was gone when the other one was asked for (D8)', async () => {
    const { backend, client } = await aScene(people);
    await client.update('contact', idOf(1), { notes: 'x' });
    // Nobody here listens for it.
    backend.remove(idOf(1));
    await watch(client, { type: 'contact' });
    const asked = backend.queries.length;
    const narrow = await watch(client, { type: 'contact', where: chief });
    expect(narrow.shown()).toEqual(['Contact 3']);
    expect(backend.queries.length).toBe(asked);
  });

  it('is asked of the backend where the other one does not show all there are', async () => {
    const { backend, client } = await aScene(people);
    await watch(client, { type: 'contact', where: inGermany, limit: 1 });
    const asked = backend.queries.length;
    await watch(client, { type: 'contact', where: { and: [inGermany, chief] } });
    expect(backend.queries.length).toBe(asked + 1);
  });
});

describe('a query that the backend can not be asked for (L12)', () => {
  it('shows what is known of it, and says that this is partial', async () => {
    const { backend, client, time } = await aScene([
      aContact(1, { country: 'DE', jobTitle: 'Chief' }),
      aContact(2, { country: 'FR', jobTitle: 'Chief' }),
    ]);
    await watch(client, { type: 'contact', where: { field: 'country', op: 'eq', value: 'DE' } });
    backend.goDown();
    await settle();
    const { query, shown } = await watch(client, {
      type: 'contact',
      where: { field: 'jobTitle', op: 'eq', value: 'Chief' },
      total: true,
    });
    expect(shown()).toEqual(['Contact 1']);
    expect(query.getSnapshot()).toMatchObject({
      status: 'stale',
      coverage: 'partial',
      hasMore: true,
      total: { kind: 'unknown' },
    });
    backend.comeUp();
    await time.pass(40_000);
    expect(shown()).toEqual(['Contact 1', 'Contact 2']);
    expect(query.getSnapshot()).toMatchObject({ status: 'ready', coverage: 'complete', hasMore: false });
  });

  it('takes nothing that is known from another history for what there is now (D8, F4)', async () => {
    const { backend, client, time } = await aScene(
      [1, 2].map((number) => aContact(number, { country: 'DE', jobTitle: 'Chief' })),
    );
    const inGermany = await watch(client, { type: 'contact', where: { field: 'country', op: 'eq', value: 'DE' } });
    // Written, which the feed does not tell of: it began another history by then, in which the record is not there.
    const record = aContact(1, { country: 'DE', jobTitle: 'Chief', name: 'mine', version: 2 });
    backend.decide = ({ id }) => ({ id, status: 'applied', written: [{ record }] });
    await client.update('contact', idOf(1), { name: 'mine' });
    await settle();
    backend.records.delete(idOf(1));
    backend.send({ kind: 'reset', to: '0' });
    await time.pass(1_000);
    expect(inGermany.shown()).toEqual(['Contact 2']);
    backend.isHolding = true;
    const chiefs = await watch(client, { type: 'contact', where: { field: 'jobTitle', op: 'eq', value: 'Chief' } });
    backend.isHolding = false;
    backend.failing = (call) => (call === 'query' ? new BackendError('rate-limited', 'Later.') : undefined);
    const mine = await watch(client, { type: 'contact', where: { field: 'name', op: 'eq', value: 'mine' } });
    expect(mine.query.getSnapshot()).toMatchObject({ status: 'stale', coverage: 'partial' });
    backend.failing = () => undefined;
    // Asked for before.
    backend.releaseAll();
    await time.pass(60_000);
    expect([mine.shown(), chiefs.shown()]).toEqual([[], ['Contact 2']]);
  });

  it('is partial while the backend is to be asked again and can not be (L6)', async () => {
    const { backend, client, time } = await aScene([aContact(1, { owner: 'u1' })]);
    backend.actor = { user: 'u1' };
    const { query } = await watch(client, {
      type: 'contact',
      where: { field: 'owner', op: 'eq', value: { actor: 'user' } },
    });
    expect(query.getSnapshot().coverage).toBe('complete');
    backend.isHolding = true;
    backend.put(aContact(2, { owner: 'u1' }));
    await time.pass(300);
    expect(query.getSnapshot().coverage).toBe('complete');
    backend.goDown();
    backend.releaseAll();
    await settle();
    expect(query.getSnapshot()).toMatchObject({ coverage: 'partial', status: 'stale' });
  });
});
