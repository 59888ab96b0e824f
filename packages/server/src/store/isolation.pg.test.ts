import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '@rapport/test-postgres';
import { defaultPolicy } from '@rapport/core/authority';
import { createModel, standardTypes, uuidv7 } from '@rapport/core/model';
import type { Actor, Mutation } from '@rapport/core/port';
import sql from 'sql-template-tag';
import { openStore, sqlBackend, type Store } from './index.ts';

const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
const at = '2026-01-01T00:00:00.000Z';
const create = (type: string, id: string, set: Record<string, unknown>): Mutation => ({
  id: newId(),
  command: `${type}.create`,
  at,
  patches: [{ op: 'create', type, id, set }],
});
const update = (id: string, set: Record<string, unknown>, fields?: Record<string, unknown>): Mutation => ({
  id: newId(),
  command: 'contact.update',
  at,
  patches: [{ op: 'update', type: 'contact', id, set, ...(fields ? { base: { fields } } : {}) }],
});
const remove = (id: string): Mutation => ({
  id: newId(),
  command: 'contact.delete',
  at,
  patches: [{ op: 'delete', type: 'contact', id }],
});
const actorOf = (tenant: string): Actor => ({ tenant, role: 'admin' });

let database: Awaited<ReturnType<typeof freshDatabase>>;
let store: Store;
beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ databaseUrl: database.url, connections: 8, clock: Date.now, newId });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

describe('tenants', () => {
  test('are kept apart by row-level security where a statement forgets to', async () => {
    await sqlBackend(store, actorOf('red')).push([create('contact', newId(), { name: 'Red' })]);
    await sqlBackend(store, actorOf('blue')).push([create('contact', newId(), { name: 'Blue' })]);
    const names = (tenant: string) => store.database.query(tenant, sql`select name from rapport.contact`);
    expect(await names('red')).toEqual([['Red']]);
    expect(await names('blue')).toEqual([['Blue']]);
    expect(await names('nobody')).toEqual([]);
    await expect(
      store.database.query(
        'red',
        sql`insert into rapport._tombstone (tenant, type, id, version) values ('blue', 'contact', ${newId()}::uuid, 1)`,
      ),
    ).rejects.toThrow(/SQLSTATE 42501/);
    expect(
      await store.database.query(
        'red',
        sql`select rolsuper or rolbypassrls from pg_roles where rolname = current_user`,
      ),
    ).toEqual([['f']]);
  });

  test('may give the same foreign name and the same id to records of theirs', async () => {
    const id = newId();
    const mutations = [create('company', id, { name: 'Same', 'externalIds.erp': '7' })];
    for (const tenant of ['one', 'two'])
      expect(await sqlBackend(store, actorOf(tenant)).push(mutations)).toMatchObject([{ status: 'applied' }]);
  });
});

describe('mutations that meet', () => {
  const backend = () => sqlBackend(store, actorOf('meet'));

  test('A6: edits of different fields of one record both survive', async () => {
    const id = newId();
    await backend().push([create('contact', id, { name: 'Ada', jobTitle: 'Analyst', country: 'UK' })]);
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        backend().push([update(id, { [`externalIds.s${index}`]: `n${index}` })]),
      ),
    );
    expect(results.flat().every(({ status }) => status === 'applied' || status === 'merged')).toBe(true);
    const { records } = await backend().get([{ type: 'contact', name: { id } }]);
    expect(records[0]).toMatchObject({
      version: 13,
      externalIds: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`s${index}`, `n${index}`])),
    });
  });

  test('A2: one that is sent by many at once takes effect once', async () => {
    const mutation = create('contact', newId(), { name: 'Once' });
    const results = await Promise.all(Array.from({ length: 8 }, () => backend().push([mutation])));
    expect(
      results
        .flat()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['applied', ...Array.from({ length: 7 }, () => 'duplicate')]);
  });

  test('A4, M4: an id and a foreign name go to the first of those who want them', async () => {
    const id = newId();
    const same = await Promise.all(
      Array.from({ length: 6 }, (_, index) => backend().push([create('contact', id, { name: `Nr. ${index}` })])),
    );
    expect(same.flat().filter(({ status }) => status === 'applied')).toHaveLength(1);
    expect(
      same.flat().filter((result) => result.status === 'refused' && result.refusal.code === 'already-exists'),
    ).toHaveLength(5);
    const foreign = await Promise.all(
      Array.from({ length: 6 }, () =>
        backend().push([create('contact', newId(), { name: 'Eve', 'externalIds.erp': '99' })]),
      ),
    );
    expect(foreign.flat().filter(({ status }) => status === 'applied')).toHaveLength(1);
    expect(
      foreign.flat().filter((result) => result.status === 'refused' && result.refusal.code === 'external-id-taken'),
    ).toHaveLength(5);
  });

  test('A8: nothing is left that refers to a record deleted at the same time', async () => {
    for (let round = 0; round < 8; round++) {
      const contact = newId();
      await backend().push([create('contact', contact, { name: 'Short' })]);
      await Promise.all([
        backend().push([remove(contact)]),
        ...Array.from({ length: 4 }, () =>
          backend().push([create('activity', newId(), { kind: 'note', occurredAt: at, contact })]),
        ),
      ]);
    }
    const { rows } =
      await asOwner(`select count(*)::int as dangling from rapport.activity a where a.tenant = 'meet' and a.contact is not null
      and not exists (select from rapport.contact c where c.tenant = a.tenant and c.id = a.contact)`);
    expect(rows).toEqual([{ dangling: 0 }]);
  });

  test('A5: an edit of a record that is deleted meanwhile is a conflict or comes first', async () => {
    const id = newId();
    await backend().push([create('contact', id, { name: 'Gone' })]);
    const [[removed], ...edits] = await Promise.all([
      backend().push([remove(id)]),
      ...Array.from({ length: 4 }, () => backend().push([update(id, { jobTitle: 'x' })])),
    ]);
    expect(removed?.status).toBe('applied');
    expect(edits.flat().every(({ status }) => ['applied', 'merged', 'duplicate', 'conflict'].includes(status))).toBe(
      true,
    );
    expect(await backend().push([update(id, { jobTitle: 'y' })])).toMatchObject([
      { status: 'conflict', conflicts: [] },
    ]);
  });
});

describe('a database', () => {
  test('of an older model gets what is missing and keeps what is there', async () => {
    const { jobTitle, tags, ...older } = standardTypes.contact.fields;
    const before = createModel([
      ...Object.values(standardTypes).filter(({ name }) => name !== 'contact'),
      { ...standardTypes.contact, fields: older },
    ]);
    const own = await freshDatabase();
    // A policy that hides what this model does not have would not fit.
    const policy = { ...defaultPolicy, customer: {}, partner: {} };
    const first = await openStore({ databaseUrl: own.url, model: before, policy, clock: Date.now, newId });
    const id = newId();
    await sqlBackend(first, actorOf('old')).push([create('contact', id, { name: 'Old' })]);
    await first.close();
    // Several processes of the new version start at once.
    const [second, third] = await Promise.all(
      [1, 2].map(() => openStore({ databaseUrl: own.url, clock: Date.now, newId })),
    );
    const backend = sqlBackend(second as Store, actorOf('old'));
    expect(await backend.push([update(id, { jobTitle: 'Chief', tags: ['ä'] })])).toMatchObject([{ status: 'applied' }]);
    const { records } = await backend.query({
      type: 'contact',
      where: {
        and: [
          { field: 'jobTitle', op: 'eq', value: 'CHIEF' },
          { field: 'tags', op: 'has', value: 'A' },
        ],
      },
    });
    expect(records).toMatchObject([{ id, name: 'Old', version: 2 }]);
    await Promise.all([second?.close(), third?.close()]);
    await own.drop();
    expect([jobTitle.kind, tags.kind]).toEqual(['text', 'tags']);
  });

  test('whose column is of another type is refused with the way out', async () => {
    const own = await freshDatabase();
    const client = new pg.Client({ connectionString: own.url });
    await client.connect();
    await client.query(
      'create schema rapport; create table rapport.contact (tenant text, id uuid, job_title integer, primary key (tenant, id))',
    );
    await client.end();
    await expect(openStore({ databaseUrl: own.url, clock: Date.now, newId })).rejects.toThrow(
      /job_title is integer, the model needs text/,
    );
    await own.drop();
  });
});

async function asOwner(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
