import { describe, expect, it } from 'vitest';
import { defaultPolicy, type AccessPolicy } from '../authority/index.ts';
import { aRecord, create, epoch, id, remove, update } from '../testing/index.ts';
import type { Filter } from '../filter/index.ts';
import type { AnyRecord } from '../model/index.ts';
import type { Actor, Backend, ChangeMessage, Interest, Patch } from '../port/index.ts';
import { createMemoryStore } from './index.ts';

const admin: Actor = { tenant: 'acme', role: 'admin' };
const customer: Actor = { tenant: 'acme', role: 'customer', contact: id(1) };

function aStore(
  records: readonly AnyRecord[] = [],
  options: { readonly policy?: AccessPolicy; readonly history?: number } = {},
) {
  let ids = 500_000;
  let mutations = 600_000;
  const store = createMemoryStore({ clock: () => Date.parse(epoch), newId: () => id((ids += 1)), records, ...options });
  const push = async (backend: Backend, ...patches: readonly Patch[]) =>
    (await backend.push([{ id: id((mutations += 1)), command: 'test.write', at: epoch, patches }]))[0];
  return { store, push, admin: store.backendFor(admin) };
}

/** Follows a feed; `next` is the next message, and `messages` all that have come once the feed is still. */
function follow(backend: Backend, since: string | null = null, interest?: readonly Interest[]) {
  const controller = new AbortController();
  const feed = backend.changes({ since, interest, signal: controller.signal })[Symbol.asyncIterator]();
  return {
    next: async (): Promise<ChangeMessage | undefined> => (await feed.next()).value as ChangeMessage | undefined,
    end: () => controller.abort(),
  };
}

const contact = (n: number, values = {}) => aRecord('contact', n, { name: `Contact ${n}`, ...values });
const ticket = (n: number, requester: number, values = {}) =>
  aRecord('ticket', n, { subject: `T${n}`, statusCategory: 'open', requester: id(requester), ...values });

describe('reading', () => {
  it('answers queries, totals, figures and look-ups', async () => {
    const { admin: backend } = aStore([
      contact(1, { externalIds: { erp: '10042' } }),
      contact(2),
      ticket(3, 1),
      ticket(4, 1, { priority: 'high' }),
      ticket(5, 2),
    ]);
    const page = await backend.query({
      type: 'ticket',
      where: { field: 'requester', op: 'eq', value: id(1) },
      total: true,
      limit: 1,
    });
    expect(page).toMatchObject({ records: [{ id: id(3) }], total: { kind: 'exact', value: 2 } });
    expect(
      await backend.query({
        type: 'ticket',
        where: { field: 'requester', op: 'eq', value: id(1) },
        limit: 1,
        after: page.next ?? '',
      }),
    ).toMatchObject({ records: [{ id: id(4) }], next: null });
    expect(
      await backend.aggregate({ type: 'ticket', by: ['requester'], measures: { tickets: 'count' } }),
    ).toMatchObject({
      rows: [
        { key: [id(1)], figures: { tickets: 2 } },
        { key: [id(2)], figures: { tickets: 1 } },
      ],
    });
    const erp = { type: 'contact', name: { system: 'erp', externalId: '10042' } };
    const gone = { type: 'contact', name: { id: id(9) } };
    expect(await backend.get([erp, { type: 'contact', name: { id: id(1) } }, gone])).toMatchObject({
      records: [{ id: id(1) }],
      missing: [gone],
    });
  });

  const refersTo1: Readonly<Record<string, Filter>> = {
    eq: { field: 'contact', op: 'eq', value: id(1) },
    in: { field: 'contact', op: 'in', value: [id(1), id(3), id(1)] },
    has: { field: 'contacts', op: 'has', value: id(1) },
    and: {
      and: [
        { field: 'kind', op: 'eq', value: 'note' },
        { field: 'contact', op: 'eq', value: id(1) },
      ],
    },
    or: {
      or: [
        { field: 'contact', op: 'eq', value: id(1) },
        { field: 'subject', op: 'eq', value: 'either' },
      ],
    },
    not: { not: { field: 'contact', op: 'eq', value: id(1) } },
    id: { field: 'id', op: 'in', value: [id(4), id(6), id(5), id(4)] },
  };
  it.each(Object.entries(refersTo1))(
    'finds by a reference what a look at every record finds: %s',
    async (_op, where) => {
      const { admin: backend, push } = aStore([contact(1), contact(2), contact(3)]);
      const agree = async () => {
        const found = await backend.query({ type: 'activity', where, total: true });
        expect(found).toEqual({
          ...(await backend.query({ type: 'activity', where: { not: { not: where } }, total: true })),
          next: null,
        });
        return found.records.length;
      };
      await push(
        backend,
        ...[4, 5, 6].map((n) =>
          create('activity', n, { kind: 'note', occurredAt: epoch, contact: id(n - 3), contacts: [id(1), id(n - 3)] }),
        ),
        create('activity', 7, { kind: 'call', occurredAt: epoch, subject: 'either' }),
      );
      expect(await agree()).toBeGreaterThan(0);
      // The index follows what changes after it was made.
      await push(
        backend,
        update('activity', 5, { set: { contact: id(1) } }),
        remove('activity', 6),
        update('activity', 4, { set: { contact: id(2), contacts: [] } }),
      );
      expect(await agree()).toBeGreaterThan(0);
    },
  );

  it('Q3 Q4 goes through everything page by page in the order of ids, while others write', async () => {
    const numbers = Array.from({ length: 60 }, (_, n) => (n * 37) % 101);
    const {
      store,
      push,
      admin: backend,
    } = aStore(numbers.map((n) => contact(1_000 + n, { country: n % 3 ? 'DE' : 'AT' })));
    const where: Filter = { field: 'country', op: 'eq', value: 'DE' };
    const seen: string[] = [];
    let after: string | undefined;
    for (let n = 0; after !== undefined || n === 0; n += 1) {
      const page = await backend.query({ type: 'contact', where, limit: 7, ...(after ? { after } : {}) });
      seen.push(...page.records.map((record) => record.id));
      after = page.next ?? undefined;
      // One before, and two behind of which one is gone again.
      if (n < 4)
        await push(
          backend,
          ...[500 - n, 2_000 - n, 3_000 - n].map((one) => create('contact', one, { name: 'New', country: 'DE' })),
        );
      if (n < 4) await push(backend, remove('contact', 3_000 - n));
    }
    const old = numbers.filter((n) => n % 3).map((n) => 1_000 + n);
    expect(seen).toEqual([...old, 1_997, 1_998, 1_999, 2_000].sort((a, b) => a - b).map(id));
    // What was read by the order of ids is what a look at every record finds.
    const whole = await backend.query({ type: 'contact', where, limit: 1_000 });
    expect(whole.records).toHaveLength(seen.length + 4);
    expect(whole.records).toEqual((await backend.query({ type: 'contact', where, limit: 1_000, total: true })).records);
    expect(await store.backendFor(customer).query({ type: 'contact' })).toMatchObject({ records: [] });
  });

  it('finds by a foreign name what has it now', async () => {
    const { admin: backend, push } = aStore([contact(1, { externalIds: { erp: 'A' } })]);
    const named = async (externalId: string) =>
      (await backend.get([{ type: 'contact', name: { system: 'erp', externalId } }])).records.map(
        (record) => record.id,
      );
    await push(backend, update('contact', 1, { set: { 'externalIds.erp': 'B' } }));
    expect([await named('A'), await named('B')]).toEqual([[], [id(1)]]);
    expect(await push(backend, create('contact', 2, { name: 'Other', 'externalIds.erp': 'A' }))).toMatchObject({
      status: 'applied',
    });
    await push(backend, remove('contact', 1));
    expect([await named('A'), await named('B')]).toEqual([[id(2)], []]);
    expect(await push(backend, update('contact', 2, { set: { 'externalIds.erp': 'B' } }))).toMatchObject({
      status: 'applied',
    });
  });

  it('refuses what is malformed with its path, before anything happens', async () => {
    const { admin: backend } = aStore();
    await expect(
      backend.query({ type: 'contact', where: { field: 'shoeSize', op: 'eq', value: 1 } }),
    ).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: ['where', 'field'], code: 'unknown-field' }] });
    await expect(backend.query({ type: 'contact', limit: 0 })).rejects.toMatchObject({ issues: [{ path: ['limit'] }] });
    await expect(backend.aggregate({ type: 'contact', measures: { sum: { sum: 'name' } } })).rejects.toMatchObject({
      issues: [{ path: ['measures', 'sum', 'sum'] }],
    });
    await expect(backend.push([{ id: id(1), command: 'test.write', at: epoch, patches: [] }])).rejects.toMatchObject({
      issues: [{ path: [0, 'patches'] }],
    });
    await expect(
      follow(backend, null, [{ id: 'a', type: 'contact', where: { field: 'x', op: 'eq', value: 1 } }]).next(),
    ).rejects.toMatchObject({ issues: [{ path: ['interest', 0, 'where', 'field'] }] });
    expect(() => aStore([contact(1, { shoeSize: 4 })])).toThrowError(
      expect.objectContaining({ issues: [{ path: ['records', 0, 'shoeSize'], code: 'unknown-field' }] }),
    );
  });

  it('rejects with the signal’s reason', async () => {
    const reason = new Error('enough');
    await expect(aStore().admin.query({ type: 'contact' }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('A10 what a reader may not see can’t be told from what is not there', () => {
  const records = [
    contact(1, { notes: 'tricky' }),
    contact(2),
    ticket(3, 1, { tags: ['angry'] }),
    ticket(4, 2),
    aRecord('message', 5, { ticket: id(3), contact: id(1), visibility: 'internal', body: 'psst', sentAt: epoch }),
  ];

  it('in queries, totals, figures and look-ups', async () => {
    const { store } = aStore(records);
    const backend = store.backendFor(customer);
    expect(await backend.query({ type: 'ticket', total: true })).toMatchObject({
      records: [{ id: id(3) }],
      total: { value: 1 },
    });
    expect(await backend.query({ type: 'task', total: true })).toMatchObject({ records: [], total: { value: 0 } });
    expect((await backend.aggregate({ type: 'ticket', measures: { n: 'count' } })).rows).toEqual([
      { key: [], figures: { n: 1 } },
    ]);
    expect(
      await backend.get([
        { type: 'ticket', name: { id: id(4) } },
        { type: 'ticket', name: { id: id(999) } },
      ]),
    ).toMatchObject({ records: [], missing: [{}, {}] });
  });

  it('in related clauses and behind references', async () => {
    const { store, admin: all } = aStore([...records, aRecord('company', 6, { name: 'Acme', industry: 'Steel' })]);
    const where = { related: 'messages', measure: 'count', op: 'gte', value: 1 } as const;
    expect((await all.query({ type: 'ticket', where })).records).toHaveLength(1);
    expect((await store.backendFor(customer).query({ type: 'ticket', where })).records).toHaveLength(0);
    const policy: AccessPolicy = { ...defaultPolicy, agent: { contact: { read: { and: [] } } } };
    const hidden = aStore(
      [contact(1, { company: id(6) }), aRecord('company', 6, { name: 'Acme', industry: 'Steel' })],
      { policy },
    );
    const inSteel = { type: 'contact', where: { field: 'company.industry', op: 'eq', value: 'Steel' } } as const;
    expect((await hidden.admin.query(inSteel)).records).toHaveLength(1);
    expect((await hidden.store.backendFor({ tenant: 'acme', role: 'agent' }).query(inSteel)).records).toHaveLength(0);
  });

  it('A9 hidden fields are named, not shown, and refused as if they were not there', async () => {
    const { store } = aStore(records);
    const backend = store.backendFor(customer);
    const [record] = (await backend.query({ type: 'ticket' })).records;
    expect(record).not.toHaveProperty('tags');
    expect(record?.hidden).toContain('tags');
    const unknown = await backend
      .query({ type: 'ticket', where: { field: 'nonsense', op: 'has', value: 'angry' } })
      .catch((error: unknown) => error);
    const secret = await backend
      .query({ type: 'ticket', where: { field: 'tags', op: 'has', value: 'angry' } })
      .catch((error: unknown) => error);
    expect(JSON.stringify(secret).replaceAll('tags', 'nonsense')).toBe(JSON.stringify(unknown));
    await expect(
      backend.query({ type: 'ticket', orderBy: [{ field: 'snoozedUntil', direction: 'asc' }] }),
    ).rejects.toMatchObject({ issues: [{ code: 'unknown-field' }] });
    await expect(
      backend.aggregate({ type: 'contact', by: ['lifecycleStage'], measures: { n: 'count' } }),
    ).rejects.toMatchObject({ issues: [{ code: 'unknown-field' }] });
    await expect(
      backend.query({ type: 'ticket', where: { field: 'requester.notes', op: 'contains', value: 't' } }),
    ).rejects.toMatchObject({ issues: [{ code: 'unknown-field' }] });
    await expect(
      backend.query({
        type: 'contact',
        where: {
          related: 'tickets',
          where: { field: 'tags', op: 'has', value: 'angry' },
          measure: 'count',
          op: 'gte',
          value: 1,
        },
      }),
    ).rejects.toMatchObject({ issues: [{ code: 'unknown-field' }] });
    expect((await backend.describe()).types.ticket?.fields).not.toHaveProperty('tags');
  });

  it('whatever time zone the reader asks for', async () => {
    const today = { field: 'occurredAt', op: 'within', value: { this: 'day' } } as const;
    const policy: AccessPolicy = { ...defaultPolicy, customer: { activity: { read: today } } };
    const at = (n: number, occurredAt: string) => aRecord('activity', n, { kind: 'note', occurredAt });
    const { store } = aStore([at(1, '2026-01-01T10:00:00.000Z'), at(2, '2025-12-31T18:00:00.000Z')], { policy });
    const ids = async (actor: Actor, timeZone: string) =>
      (await store.backendFor(actor).query({ type: 'activity', where: today, timeZone })).records.map(
        (record) => record.id,
      );
    // It is midnight UTC: in New York the day before, in Kiritimati (UTC+14) an afternoon.
    expect(await ids(admin, 'America/New_York')).toEqual([id(2)]);
    expect(await ids(customer, 'America/New_York')).toEqual([]);
    expect(await ids(customer, 'Pacific/Kiritimati')).toEqual([]);
    expect(await ids(customer, 'UTC')).toEqual([id(1)]);
  });

  it('in the feed', async () => {
    const { store, push, admin: all } = aStore(records);
    const feed = follow(store.backendFor(customer));
    await feed.next();
    await push(all, update('ticket', 4, { set: { subject: 'Not yours' } }));
    await push(all, remove('ticket', 4));
    await push(
      all,
      create('message', 7, { ticket: id(3), contact: id(1), visibility: 'internal', body: 'psst', sentAt: epoch }),
    );
    await push(all, update('ticket', 3, { set: { subject: 'Yours' }, add: { tags: ['x'] } }));
    const message = await feed.next();
    expect(message).toMatchObject({ changes: [{ op: 'put', record: { id: id(3), subject: 'Yours' } }] });
    expect(JSON.stringify(message)).not.toContain('angry');
    feed.end();
  });
});

describe('A12 the feed', () => {
  it('begins at the present, then sends every change in order, each message from where the last one ended', async () => {
    const { push, admin: backend } = aStore([contact(1)]);
    await push(backend, update('contact', 1, { set: { country: 'DE' } }));
    const feed = follow(backend);
    const first = await feed.next();
    expect(first).toMatchObject({ kind: 'changes', changes: [] });
    await push(backend, update('contact', 1, { set: { country: 'AT' } }));
    const second = await feed.next();
    await push(backend, update('contact', 1, { set: { country: 'CH' } }));
    const third = await feed.next();
    expect([second, third]).toMatchObject([
      { changes: [{ op: 'put', record: { country: 'AT', version: 3 } }] },
      { changes: [{ op: 'put', record: { country: 'CH', version: 4 } }] },
    ]);
    if (first?.kind !== 'changes' || second?.kind !== 'changes' || third?.kind !== 'changes')
      throw new Error('not changes');
    expect([first.from, second.from, third.from]).toEqual([first.to, first.to, second.to]);
    feed.end();
  });

  it('goes on after a cursor, and a page’s cursor misses nothing', async () => {
    const { push, admin: backend } = aStore([contact(1)]);
    const { cursor } = await backend.query({ type: 'contact' });
    await push(backend, update('contact', 1, { set: { country: 'AT' } }));
    await push(backend, remove('contact', 1));
    const feed = follow(backend, cursor);
    expect(await feed.next()).toMatchObject({
      from: cursor,
      changes: [
        { op: 'put', record: { country: 'AT' } },
        { op: 'delete', type: 'contact', id: id(1), version: 3 },
      ],
    });
    feed.end();
  });

  it('brings on the cursor of a reader who sees nothing of much', async () => {
    const { store, push, admin: all } = aStore([contact(1), contact(2)], { history: 2_000 });
    const feed = follow(store.backendFor(customer));
    const first = await feed.next();
    for (let n = 0; n < 1_500; n += 1) await push(all, update('contact', 2, { set: { country: `C${n}` } }));
    const second = await feed.next();
    expect(second).toMatchObject({ kind: 'changes', from: first?.to, changes: [] });
    feed.end();
    for (let n = 0; n < 1_500; n += 1) await push(all, update('contact', 2, { set: { country: `D${n}` } }));
    await push(all, update('contact', 1, { set: { country: 'mine' } }));
    const resumed = follow(store.backendFor(customer), second?.to);
    let message = await resumed.next();
    while (message?.kind === 'changes' && message.changes.length === 0) message = await resumed.next();
    expect(message).toMatchObject({ kind: 'changes', changes: [{ op: 'put', record: { country: 'mine' } }] });
    resumed.end();
  });

  it('ends when the signal aborts, while it waits', async () => {
    const feed = follow(aStore().admin);
    await feed.next();
    const waiting = feed.next();
    feed.end();
    expect(await waiting).toBeUndefined();
  });

  it('resets a cursor that is too old or of another history, and goes on from there', async () => {
    const { push, admin: backend } = aStore([contact(1)], { history: 2 });
    const { cursor } = await backend.query({ type: 'contact' });
    for (const country of ['A', 'B', 'C', 'D', 'E']) await push(backend, update('contact', 1, { set: { country } }));
    for (const since of [cursor, 'elsewhere.0', 'nonsense', '']) {
      const feed = follow(backend, since);
      const reset = await feed.next();
      expect(reset).toMatchObject({ kind: 'reset' });
      await push(backend, update('contact', 1, { set: { country: `after ${since}` } }));
      expect(await feed.next()).toMatchObject({ kind: 'changes', from: reset?.to, changes: [{ op: 'put' }] });
      feed.end();
    }
  });

  it('tells entering, leaving and deletion apart, by what was asked for', async () => {
    const { push, admin: backend } = aStore([contact(1, { country: 'DE' }), contact(2, { country: 'AT' })]);
    const feed = follow(backend, null, [
      { id: 'germans', type: 'contact', where: { field: 'country', op: 'eq', value: 'DE' } },
    ]);
    await feed.next();
    const changeOf = async (patch: Patch) => {
      await push(backend, patch);
      const message = await feed.next();
      return message?.kind === 'changes' ? message.changes : message;
    };
    expect(await changeOf(update('contact', 2, { set: { country: 'DE' } }))).toMatchObject([
      { op: 'put', record: { id: id(2) } },
    ]);
    expect(await changeOf(update('contact', 2, { set: { country: 'AT' } }))).toEqual([
      { op: 'evict', type: 'contact', id: id(2), version: 3 },
    ]);
    // Neither before nor after: nothing, and the next message is of the next change.
    await push(backend, update('contact', 2, { set: { country: 'CH' } }), create('company', 3, { name: 'Acme' }));
    expect(await changeOf(remove('contact', 1))).toEqual([{ op: 'delete', type: 'contact', id: id(1), version: 2 }]);
    feed.end();
  });

  it('tells who loses sight of a record that it left, and says no more', async () => {
    const { store, push, admin: all } = aStore([contact(1), contact(2), ticket(3, 1)]);
    const feed = follow(store.backendFor(customer));
    await feed.next();
    await push(all, update('ticket', 3, { set: { requester: id(2), subject: 'Moved' } }));
    expect(await feed.next()).toMatchObject({ changes: [{ op: 'evict', type: 'ticket', id: id(3), version: 2 }] });
    await push(all, update('ticket', 3, { set: { requester: id(1) } }));
    expect(await feed.next()).toMatchObject({ changes: [{ op: 'put', record: { subject: 'Moved' } }] });
    feed.end();
  });

  it('asks for a new look where the answer hangs on other records', async () => {
    const { push, admin: backend } = aStore([
      contact(1, { company: id(2) }),
      aRecord('company', 2, { name: 'Acme', industry: 'Steel' }),
    ]);
    const feed = follow(backend, null, [
      { id: 'steel', type: 'contact', where: { field: 'company.industry', op: 'eq', value: 'Steel' } },
      { id: 'idle', type: 'contact', where: { related: 'activities', measure: 'count', op: 'eq', value: 0 } },
    ]);
    await feed.next();
    await push(backend, update('company', 2, { set: { industry: 'Paper' } }));
    expect(await feed.next()).toMatchObject({ changes: [], recheck: ['steel'] });
    await push(backend, create('activity', 3, { kind: 'call', occurredAt: epoch, contact: id(1) }));
    expect(await feed.next()).toMatchObject({ changes: [], recheck: ['idle'] });
    feed.end();
  });

  it('tells of a deletion also who asked by what changed in the same mutation', async () => {
    const acme = aRecord('company', 2, { name: 'Acme', industry: 'Steel' });
    const { push, admin: backend } = aStore([contact(1, { company: id(2) }), acme]);
    const steel: Interest = {
      id: 'steel',
      type: 'contact',
      where: { field: 'company.industry', op: 'eq', value: 'Steel' },
    };
    const feed = follow(backend, null, [steel]);
    await feed.next();
    await push(backend, update('company', 2, { set: { industry: 'Paper' } }), remove('contact', 1));
    expect(await feed.next()).toMatchObject({ changes: [{ op: 'delete', id: id(1) }], recheck: ['steel'] });
    feed.end();
  });

  it('asks for a new look where sight hangs on other records', async () => {
    const policy: AccessPolicy = {
      ...defaultPolicy,
      customer: { message: { read: { field: 'ticket.requester', op: 'eq', value: { actor: 'contact' } } } },
    };
    const {
      store,
      push,
      admin: all,
    } = aStore(
      [
        contact(1),
        contact(2),
        ticket(3, 2),
        aRecord('message', 4, { ticket: id(3), visibility: 'public', body: 'Hi', sentAt: epoch }),
      ],
      { policy },
    );
    const backend = store.backendFor(customer);
    const feed = follow(backend);
    await feed.next();
    await push(all, update('ticket', 3, { set: { requester: id(1) } }));
    expect(await feed.next()).toMatchObject({ changes: [], recheck: ['message'] });
    expect((await backend.query({ type: 'message' })).records).toHaveLength(1);
    await push(all, update('message', 4, { set: { body: 'Hello' } }));
    expect(await feed.next()).toMatchObject({ changes: [{ op: 'put', record: { body: 'Hello' } }] });
    feed.end();
  });
});
