import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultPolicy } from '@rapport/core/authority';
import type { Filter } from '@rapport/core/filter';
import { uuidv7 } from '@rapport/core/model';
import type { Actor, ChangeMessage, Mutation } from '@rapport/core/port';
import { openStore, sqlBackend, type Store } from './index.ts';

const ids = () => uuidv7(Date.parse('2026-01-01T00:00:00.000Z'), crypto.getRandomValues(new Uint8Array(10)));
const at = '2026-01-01T00:00:00.000Z';
const admin: Actor = { tenant: 'acme', role: 'admin' };
const create = (type: string, id: string, set: Record<string, unknown>): Mutation => ({
  id: ids(),
  command: `${type}.create`,
  at,
  patches: [{ op: 'create', type, id, set }],
});

let store: Store;
beforeAll(async () => {
  store = await openStore({ clock: () => Date.parse('2026-03-01T12:00:00.000Z'), newId: ids });
});
afterAll(() => store.close());

test('a store does not open under a policy that does not fit the model', async () => {
  const policy = { ...defaultPolicy, agent: { contact: { read: { field: 'nowhere', op: 'eq', value: 1 } } } } as const;
  await expect(openStore({ clock: Date.now, newId: ids, policy })).rejects.toMatchObject({
    name: 'InvalidInputError',
    issues: [{ path: ['agent', 'contact', 'read', 'field'], code: 'unknown-field' }],
  });
});

describe('a store on PGlite', () => {
  test('keeps a contact and its activity, and gives them back', async () => {
    const backend = sqlBackend(store, admin);
    const contact = ids();
    const [created, logged] = await backend.push([
      create('contact', contact, {
        name: 'Zoë Müller',
        jobTitle: null,
        tags: ['VIP', 'Söder'],
        address: { locality: 'Köln', country: 'DE' },
        birthday: '1980-02-29',
        'externalIds.erp': '10042',
      }),
      create('activity', ids(), {
        kind: 'call',
        occurredAt: '2026-02-01T10:00:00.120Z',
        contact,
        amount: { amount: 1999, currency: 'EUR' },
        public: true,
      }),
    ]);
    expect([created, logged]).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
    const answer = await backend.get([{ type: 'contact', name: { system: 'erp', externalId: '10042' } }]);
    expect(answer.records).toEqual([
      created?.status === 'applied' && created.written[0] && 'record' in created.written[0]
        ? created.written[0].record
        : null,
    ]);
    const page = await backend.query({
      type: 'activity',
      where: { field: 'contact', op: 'eq', value: contact },
      orderBy: [{ field: 'occurredAt', direction: 'desc' }],
      total: true,
    });
    expect(page).toMatchObject({
      records: [
        {
          contact,
          kind: 'call',
          occurredAt: '2026-02-01T10:00:00.120Z',
          amount: { amount: 1999, currency: 'EUR' },
          public: true,
        },
      ],
      next: null,
      total: { kind: 'exact', value: 1 },
    });
    expect(
      (
        await backend.query({
          type: 'contact',
          where: {
            and: [
              { field: 'name', op: 'contains', value: 'MULL' },
              { field: 'tags', op: 'has', value: 'vip' },
            ],
          },
        })
      ).records,
    ).toHaveLength(1);
  });

  test('sends what happens to whoever follows', async () => {
    const backend = sqlBackend(store, admin);
    const stop = new AbortController();
    const messages: ChangeMessage[] = [];
    const feed = backend.changes({ since: null, signal: stop.signal })[Symbol.asyncIterator]();
    messages.push((await feed.next()).value as ChangeMessage);
    const contact = ids();
    await backend.push([create('contact', contact, { name: 'Ada' })]);
    messages.push((await feed.next()).value as ChangeMessage);
    stop.abort();
    expect(await feed.next()).toMatchObject({ done: true });
    expect(messages).toMatchObject([
      { kind: 'changes', changes: [] },
      { kind: 'changes', changes: [{ op: 'put', record: { id: contact, name: 'Ada' } }] },
    ]);
    expect(messages[1]?.kind === 'changes' && messages[1].from).toBe(messages[0]?.to);
  });
});

describe('access', () => {
  const own = ids();
  const customer: Actor = { tenant: 'access', role: 'customer', contact: own };
  const boss: Actor = { tenant: 'access', role: 'admin' };
  beforeAll(async () => {
    await sqlBackend(store, boss).push([
      create('contact', own, { name: 'Own', tags: ['vip'], notes: 'difficult' }),
      create('contact', ids(), { name: 'Other', tags: ['vip'] }),
    ]);
  });

  test('A9: hidden fields are left out, named, and not to be asked about', async () => {
    const backend = sqlBackend(store, customer);
    const { records, total } = await backend.query({ type: 'contact', total: true });
    expect(total).toEqual({ kind: 'exact', value: 1 });
    expect(records).toMatchObject([
      { id: own, name: 'Own', hidden: expect.arrayContaining(['tags', 'notes']) as unknown },
    ]);
    expect(records[0]).not.toHaveProperty('tags');
    const asked = (where: Filter) => backend.query({ type: 'contact', where });
    await expect(asked({ field: 'tags', op: 'has', value: 'vip' })).rejects.toMatchObject({
      issues: [{ code: 'unknown-field' }],
    });
    await expect(
      backend.query({ type: 'contact', orderBy: [{ field: 'notes', direction: 'asc' }] }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(
      backend.aggregate({ type: 'contact', by: ['lifecycleStage'], measures: { n: 'count' } }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(backend.query({ type: 'user' })).resolves.toMatchObject({ records: [] });
  });

  test('A10, A12: the feed of a customer tells of its own records alone', async () => {
    const stop = new AbortController();
    const feed = sqlBackend(store, customer).changes({ since: null, signal: stop.signal })[Symbol.asyncIterator]();
    await feed.next();
    const next = feed.next();
    const activity = (id: string, visible: boolean) =>
      create('activity', id, { kind: 'call', occurredAt: at, contact: own, public: visible, source: 'phone' });
    const [secret, open] = [ids(), ids()];
    await sqlBackend(store, boss).push([
      create('contact', ids(), { name: 'Third' }),
      activity(secret, false),
      activity(open, true),
    ]);
    const message = (await next).value as ChangeMessage;
    expect(
      message.kind === 'changes'
        ? message.changes.map((change) => (change.op === 'put' ? change.record.id : change.op))
        : [],
    ).toEqual([open]);
    const hide: Mutation = {
      id: ids(),
      command: 'activity.update',
      at,
      patches: [{ op: 'update', type: 'activity', id: open, set: { public: false } }],
    };
    const later = feed.next();
    await sqlBackend(store, boss).push([hide]);
    expect((await later).value).toMatchObject({ changes: [{ op: 'evict', type: 'activity', id: open }] });
    stop.abort();
  });
});

describe('a reader of the feed', () => {
  test('is told what a filter over other records lets through, and what to ask again', async () => {
    const boss: Actor = { tenant: 'reach', role: 'admin' };
    const backend = sqlBackend(store, boss);
    const [ada, eve, call, chat] = [ids(), ids(), ids(), ids()];
    await backend.push([create('contact', ada, { name: 'Ada' }), create('contact', eve, { name: 'Eve' })]);
    const stop = new AbortController();
    const interest = [
      { id: 'hers', type: 'activity', where: { field: 'contact.name', op: 'eq', value: 'ADA' } as const },
    ];
    const feed = backend.changes({ since: null, interest, signal: stop.signal })[Symbol.asyncIterator]();
    await feed.next();
    const next = feed.next();
    const activity = (id: string, contact: string) => create('activity', id, { kind: 'call', occurredAt: at, contact });
    await backend.push([activity(chat, eve), activity(call, ada)]);
    const message = (await next).value as ChangeMessage;
    const told = message.kind === 'changes' ? message.changes : [];
    expect(told.map((change) => (change.op === 'put' ? change.record.id : change.op))).toEqual([call]);
    const later = feed.next();
    await backend.push([
      {
        id: ids(),
        command: 'contact.update',
        at,
        patches: [{ op: 'update', type: 'contact', id: eve, set: { name: 'Ada' } }],
      },
    ]);
    expect((await later).value).toMatchObject({ kind: 'changes', changes: [], recheck: ['hers'] });
    stop.abort();
  });
});

describe('what an organisation added', () => {
  const boss: Actor = { tenant: 'added', role: 'admin' };

  test('is kept, filtered, sorted and measured like what is declared, and stays', async () => {
    const extension = {
      fields: { contact: { shoeSize: { kind: 'number' }, nickname: { kind: 'text' } } },
      types: {
        boat: {
          title: 'name',
          fields: {
            name: { kind: 'text', required: true },
            owner: { kind: 'reference', target: 'contact', inverse: 'boats' },
            price: { kind: 'money' },
          },
        },
      },
    };
    await store.extendModel('added', extension);
    const backend = sqlBackend(store, boss);
    const [ada, eve] = [ids(), ids()];
    await backend.push([
      create('contact', ada, { name: 'Ada', 'custom.shoeSize': 38.5, 'custom.nickname': 'Ädchen' }),
      create('contact', eve, { name: 'Eve', 'custom.shoeSize': 41, 'custom.nickname': null }),
      create('boat', ids(), {
        'custom.name': 'Über',
        'custom.owner': eve,
        'custom.price': { amount: 5, currency: 'EUR' },
      }),
    ]);
    const names = async (where: Filter) =>
      (
        await backend.query({ type: 'contact', where, orderBy: [{ field: 'custom.shoeSize', direction: 'desc' }] })
      ).records.map(({ name }) => name);
    expect(await names({ field: 'custom.shoeSize', op: 'gt', value: 38 })).toEqual(['Eve', 'Ada']);
    expect(await names({ field: 'custom.nickname', op: 'startsWith', value: 'AD' })).toEqual(['Ada']);
    expect(
      await names({
        related: 'boats',
        measure: { sum: 'custom.price' },
        op: 'gte',
        value: { amount: 5, currency: 'EUR' },
      }),
    ).toEqual(['Eve']);
    expect(
      (await backend.query({ type: 'boat', where: { field: 'custom.owner.name', op: 'eq', value: 'EVE' } })).records,
    ).toMatchObject([{ type: 'boat', custom: { name: 'Über', owner: eve } }]);
    await expect(
      store.extendModel('added', { fields: { contact: { shoeSize: { kind: 'text' }, nickname: { kind: 'text' } } } }),
    ).rejects.toMatchObject({
      issues: [
        { path: ['fields', 'contact', 'shoeSize'], code: 'kind-changed' },
        { code: 'field-removed' },
        { code: 'field-removed' },
        { code: 'field-removed' },
      ],
    });
  });
});
