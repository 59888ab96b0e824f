import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
}, 30_000);
afterAll(() => store.close());

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
