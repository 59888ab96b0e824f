import type { AnyRecord, Mutation, Patch } from '@rapport/core';
import { applyPatch, everydayModel } from '@rapport/core/live';
import { expect, it } from 'vitest';
import type { WriteState } from '../device/index.ts';
import { aContact, idOf } from '../testing/index.ts';
import { Overlay } from './index.ts';

const at = '2026-03-02T10:00:00.000Z';
const contact = aContact(1, { name: 'before' });

function aWrite(number: number, patch: Omit<Extract<Patch, { op: 'update' }>, 'op' | 'type' | 'id'>): Mutation {
  return {
    id: idOf(number),
    command: 'contact.update',
    at,
    patches: [{ op: 'update', type: 'contact', id: contact.id, ...patch }],
  };
}

it('shows what was answered for as long as its image is put off by an addition on its way (W2, W8)', () => {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const [rename, add] = [aWrite(10, { set: { name: 'after' } }), aWrite(11, { append: { notes: 'line' } })];
  const show = (...states: WriteState[]): unknown => {
    overlay.replace(
      [rename, add].flatMap((mutation, index) => {
        const state = states[index];
        return state ? [{ mutation, state }] : [];
      }),
    );
    return overlay.show(contact, contact);
  };
  expect(show('inflight', 'inflight')).toMatchObject({ name: 'after', notes: 'line' });
  expect(show('acknowledged', 'inflight')).toMatchObject({ name: 'after', notes: 'line' });
  expect(overlay.isSending(contact)).toBe(true);
  expect(show('acknowledged', 'acknowledged')).toBe(contact);
  expect(overlay.isEmpty).toBe(true);
});

it('does not show what was answered once its image can be taken in (W2)', () => {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const [first, second] = [aWrite(10, { append: { notes: 'one' } }), aWrite(11, { set: { name: 'after' } })];
  overlay.replace([first, second].map((mutation) => ({ mutation, state: 'inflight' })));
  overlay.replace([
    { mutation: first, state: 'acknowledged' },
    { mutation: second, state: 'inflight' },
  ]);
  expect(overlay.isSending(contact)).toBe(false);
  expect(overlay.show(contact, contact)).toEqual({ ...contact, name: 'after', version: 2, updatedAt: at });
});

it('does not show on a record what was answered and is in it, where another one is taken to be in it as well (W8)', () => {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const [first, second] = [aWrite(10, { append: { notes: 'one' } }), aWrite(11, { append: { notes: 'two' } })];
  overlay.replace([first, second].map((mutation) => ({ mutation, state: 'inflight' })));
  const left = { ...contact, version: 2, notes: 'one' } as AnyRecord;
  overlay.replace([
    { mutation: first, state: 'acknowledged' },
    { mutation: second, state: 'inflight' },
  ]);
  overlay.include(contact, 2);
  expect(overlay.show(contact, left)).toMatchObject({ notes: 'one' });
  overlay.replace([{ mutation: second, state: 'inflight' }]);
  expect(overlay.show(contact, left)).toMatchObject({ notes: 'one' });
});

it('shows what was answered also where another window was told, and whether that was taken to be in the record (W2, W8)', () => {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const [first, second] = [aWrite(10, { append: { notes: 'one' } }), aWrite(11, { append: { notes: 'two' } })];
  const show = (state: WriteState) => {
    overlay.replace([
      { mutation: structuredClone(first), state },
      { mutation: second, state: 'inflight' },
    ]);
    return overlay.show(contact, contact);
  };
  show('inflight');
  expect(show('acknowledged')).toMatchObject({ notes: 'one\ntwo' });
  expect(show('inflight')).toMatchObject({ notes: 'one\ntwo' });
  overlay.includeOne({ id: first.id, at, patch: first.patches[0] as Patch, state: 'inflight' }, 2);
  expect(show('acknowledged')).toMatchObject({ notes: 'two' });
});

it('shows what was to be created with more than another window created it with, as long as that waits (D1, W4)', () => {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const set = { name: 'before', notes: 'typed since' };
  const mutation: Mutation = {
    id: idOf(10),
    command: 'contact.create',
    at,
    patches: [{ op: 'create', type: 'contact', id: contact.id, set }],
  };
  const show = (state: WriteState, base: AnyRecord): unknown => {
    overlay.replace([{ mutation, state }]);
    return overlay.show(contact, base)?.notes;
  };
  expect(contact.version).toBe(1);
  expect(show('queued', contact)).toBe('typed since');
  expect(show('inflight', contact)).toBeUndefined();
  // What others wrote since goes before.
  expect(show('queued', { ...contact, version: 2 })).toBeUndefined();
});
