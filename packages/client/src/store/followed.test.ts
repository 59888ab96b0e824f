import { applyPatch, everydayModel } from '@rapport/core/live';
import { expect, it } from 'vitest';
import { aContact } from '../testing/index.ts';
import { Overlay, RecordStore, type Member } from './index.ts';

it('nothing is decided by a record that is known only for having been written here: nobody says when it changes (L6, D8)', () => {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const store = new RecordStore({ overlay, holders: () => [] });
  const member: Member = { holder: { apply: () => member } };
  const record = aContact(1);
  store.learn(record, store.beginRead());
  store.hold('contact', [[record.id, member]]);
  store.endRead();
  store.take({ record: { ...record, version: 2 } });
  expect(store.followed(record)?.version).toBe(2);
  store.release('contact', [record.id], member.holder);
  // It is still known, so that what the feed tells from before the write is not taken for news.
  expect(store.shown(record)?.version).toBe(2);
  expect(store.followed(record)).toBeUndefined();
  const patch = { op: 'update', type: 'contact', id: record.id, set: { name: 'new' } } as const;
  const mutation = { id: record.id, command: 'contact.update', at: record.createdAt, patches: [patch] };
  overlay.replace([{ mutation, state: 'queued' }]);
  store.reshow(record);
  expect(store.followed(record)).toMatchObject({ name: 'new' });
});
