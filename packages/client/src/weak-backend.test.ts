import { BackendError, type AnyRecord } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { aContact, aRecord, aScene, idOf, settle, watch } from './testing/index.ts';

const deal = (values: object = {}): AnyRecord =>
  aRecord('deal', 1, { name: 'Deal', owner: idOf(7), nextStep: 'call', ...values });

/** What somebody else does while nobody hears of it. */
const theirs = (backend: { records: Map<string, AnyRecord> }, record: AnyRecord): void => {
  backend.records.set(record.id, { ...record, version: 2 });
};

describe('a backend that does not notice what others changed', () => {
  const description = { concurrency: 'none', feed: 'none' } as const;

  it('says so, and is read again before it is written to: a difference is a conflict where the model asks (D10)', async () => {
    const { backend, client } = await aScene([deal()]);
    backend.description = description;
    const { shown } = await watch(client, { type: 'deal' });
    expect(client.connection.getSnapshot().unguaranteed).toEqual(['live', 'conflicts']);
    theirs(backend, deal({ owner: idOf(8) }));
    const result = await client.update('deal', idOf(1), { owner: idOf(9) });
    expect(result).toMatchObject({
      status: 'conflict',
      conflicts: [{ field: 'owner', base: idOf(7), mine: idOf(9), theirs: idOf(8) }],
    });
    expect(backend.pushes).toEqual([]);
    expect(shown('owner')).toEqual([idOf(8)]);
    expect(client.connection.getSnapshot().attention).toHaveLength(1);
  });

  it('keeps changes of different fields both, and tells what gave way (D10)', async () => {
    const { backend, client } = await aScene([deal()]);
    backend.description = description;
    await watch(client, { type: 'deal' });
    theirs(backend, deal({ name: 'Theirs', nextStep: 'mail' }));
    expect(await client.update('deal', idOf(1), { nextStep: 'visit' })).toMatchObject({
      status: 'merged',
      overwrote: [{ field: 'nextStep', theirs: 'mail', mine: 'visit' }],
    });
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'Theirs', nextStep: 'visit' });
  });

  it('is not asked to change what is gone', async () => {
    const { backend, client } = await aScene([deal()]);
    backend.description = description;
    await watch(client, { type: 'deal' });
    backend.records.delete(idOf(1));
    expect(await client.update('deal', idOf(1), { nextStep: 'visit' })).toMatchObject({
      status: 'conflict',
      conflicts: [],
    });
    expect(backend.pushes).toEqual([]);
  });

  it('gets what is put into sets, put behind texts and added to numbers as that, and several writes of a record in order (D3)', async () => {
    const { backend, client } = await aScene([aContact(1, { tags: ['a'], notes: 'x' })]);
    backend.description = description;
    await watch(client, { type: 'contact' });
    theirs(backend, aContact(1, { tags: ['a', 'b'], notes: 'y' }));
    const write = (command: string, patch: object) =>
      client.write({ command, patches: [{ op: 'update', type: 'contact', id: idOf(1), ...patch }] });
    const done = await Promise.all([
      write('contact.tag', { add: { tags: ['c'] }, set: { jobTitle: 'Clerk' } }),
      write('contact.note', { append: { notes: 'z' } }),
      write('contact.rename', { set: { jobTitle: 'Boss' } }),
    ]);
    expect(done.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
    expect(backend.records.get(idOf(1))).toMatchObject({ tags: ['a', 'b', 'c'], notes: 'y\nz', jobTitle: 'Boss' });
  });
});

describe('a backend that would apply a write twice', () => {
  const description = { idempotent: false };
  const lost = (call: string) => (call === 'pushed' ? new BackendError('timeout', 'No answer.') : undefined);

  it('is looked at where it did not answer: what took effect is done, and not sent again (D2)', async () => {
    const { backend, client, time } = await aScene([aContact(1, { notes: 'a' })]);
    backend.description = description;
    await watch(client, { type: 'contact' });
    expect(client.connection.getSnapshot().unguaranteed).toEqual(['exactly-once']);
    backend.failing = lost;
    const done = client.write({
      command: 'contact.note',
      patches: [{ op: 'update', type: 'contact', id: idOf(1), set: { name: 'x' }, append: { notes: 'b' } }],
    });
    await settle();
    backend.failing = () => undefined;
    await time.pass(60_000);
    expect(await done).toMatchObject({ status: 'duplicate', written: [{ record: { name: 'x', notes: 'a\nb' } }] });
    expect(backend.pushes).toHaveLength(1);
  });

  it('asks the user where it can not be seen whether it took effect (W5)', async () => {
    const { backend, client, time } = await aScene([aContact(1)]);
    backend.description = description;
    await watch(client, { type: 'contact' });
    backend.failing = (call) => (call === 'push' ? new BackendError('timeout', 'No answer.') : undefined);
    const done = client.update('contact', idOf(1), { name: 'x' });
    await settle();
    backend.failing = () => undefined;
    await time.pass(60_000);
    expect(await done).toMatchObject({ status: 'refused', refusal: { code: 'outcome-unknown' } });
    expect(backend.pushes).toHaveLength(1);
    expect(client.connection.getSnapshot().attention).toHaveLength(1);
    // The user says: again.
    expect(await client.retry((await done).id)).toMatchObject({ status: 'applied' });
  });

  it('is sent again what it surely did not take: its token had expired, or there was too much of it', async () => {
    const { backend, client, time } = await aScene([aContact(1)]);
    backend.description = description;
    await watch(client, { type: 'contact' });
    backend.failing = (call) => (call === 'push' ? new BackendError('unauthenticated', 'Expired.') : undefined);
    const done = client.update('contact', idOf(1), { name: 'x' });
    await settle();
    backend.failing = () => undefined;
    await time.pass(60_000);
    expect(await done).toMatchObject({ status: 'applied' });
    expect(backend.pushes).toHaveLength(2);
  });
});
