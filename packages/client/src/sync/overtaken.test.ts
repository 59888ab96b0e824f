import type { Patch } from '@rapport/core';
import { applyPatch, everydayModel } from '@rapport/core/live';
import { expect, it } from 'vitest';
import type { KeptWrite } from '../device/index.ts';
import { Overlay, RecordStore, type Member } from '../store/index.ts';
import { aContact, idOf } from '../testing/index.ts';
import { Overtaken } from './overtaken.ts';

function aWrite(number: number, contacts: readonly number[], result?: KeptWrite['result']): KeptWrite {
  return kept(
    number,
    contacts.map((one) => ({ op: 'update', type: 'contact', id: idOf(one), set: { name: 'new' } })),
    result,
  );
}

/** Adds a line to the notes of the first contact. */
function aLine(number: number, line: string, result?: KeptWrite['result']): KeptWrite {
  const base = { version: 1, fields: {} };
  return kept(number, [{ op: 'update', type: 'contact', id: idOf(1), append: { notes: line }, base }], result);
}

function kept(number: number, patches: readonly Patch[], result?: KeptWrite['result']): KeptWrite {
  const mutation = { id: idOf(number), command: 'contact.update', at: '2026-03-02T10:00:00.000Z', patches };
  return { mutation, state: result ? 'acknowledged' : 'inflight', ...(result && { result }) };
}

/** A store in which the first contact is shown. */
function aStore() {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const member: Member = { holder: { apply: () => member } };
  const store = new RecordStore({ overlay, holders: () => [member.holder] });
  store.learn(aContact(1), store.beginRead());
  store.hold('contact', [[idOf(1), member]]);
  store.endRead();
  return { overlay, store };
}

/** What is shown of the first contact's notes with these writes, once what was answered is taken in. */
function notesShown({ overlay, store }: ReturnType<typeof aStore>, kept: readonly KeptWrite[]): unknown {
  const refs = overlay.replace(kept);
  for (const { result } of kept) if (result && 'written' in result) for (const one of result.written) store.take(one);
  for (const ref of refs) store.reshow(ref);
  return store.shown(aContact(1))?.['notes'];
}

it('a write is not pending on what a later one to the same record left, from then on (D3, D5)', () => {
  const overtaken = new Overtaken();
  const [one, both, later] = [aWrite(10, [1]), aWrite(11, [1, 2]), aWrite(13, [1])];
  const written = [{ record: aContact(1, { version: 5 }) }];
  const answered = aWrite(12, [1], { id: idOf(12), status: 'applied', written });
  const pending = (...kept: KeptWrite[]) =>
    overtaken
      .leaveOut(kept)
      .filter(({ state }) => state === 'inflight')
      .map(({ mutation: { id, patches } }) => [id, ...patches.map((patch) => patch.id)]);
  expect(pending(one, both, aWrite(12, [1]), later)).toHaveLength(4);
  const left = [
    [idOf(11), idOf(2)],
    [idOf(13), idOf(1)],
  ];
  expect(pending(one, both, answered, later)).toEqual(left);
  expect(pending(one, both, later)).toEqual(left);
});

it('a write is pending on what the deletion of another record left, which may have gone before it (D3, W4)', () => {
  const overtaken = new Overtaken();
  const company = { type: 'company', id: idOf(3), version: 2 } as const;
  const written = [{ deleted: company }, { record: aContact(1, { version: 5 }) }];
  const deletion: readonly Patch[] = [{ op: 'delete', type: 'company', id: company.id }];
  // Decided anew, in its old place, while the deletion was on its way.
  const decided: KeptWrite = { mutation: aWrite(10, [1]).mutation, state: 'queued' };
  const all = [decided, kept(11, deletion, { id: idOf(11), status: 'applied', written })];
  expect(overtaken.leaveOut(all)).toEqual(all);
});

it('a write stays shown until what a later one left is, which waits for one that is not to be counted twice (D7, W8)', () => {
  const overtaken = new Overtaken();
  const { overlay, store } = aStore();
  const show = (...kept: KeptWrite[]): unknown => notesShown({ overlay, store }, overtaken.leaveOut(kept));
  const [first, second, third] = [aLine(10, 'first'), aLine(11, 'second'), aLine(12, 'third')];
  expect(show(first, second, third)).toBe('first\nsecond\nthird');
  const written = [{ record: aContact(1, { version: 3, notes: 'first\nsecond' }) }];
  const answered = aLine(11, 'second', { id: idOf(11), status: 'applied', written });
  // Of the first one nobody has told what became of it, and the third is on its way.
  expect(show(first, answered, third)).toBe('first\nsecond\nthird');
  expect(show(first, third)).toBe('first\nsecond\nthird');
  const last = [{ record: aContact(1, { version: 4, notes: 'first\nsecond\nthird' }) }];
  expect(show(first, aLine(12, 'third', { id: idOf(12), status: 'applied', written: last }))).toBe(
    'first\nsecond\nthird',
  );
  expect(show()).toBe('first\nsecond\nthird');
});

it('so does what one write does to a record, while it is on its way to others, and is counted once (D7, W8)', () => {
  const overtaken = new Overtaken();
  const { overlay, store } = aStore();
  const show = (...kept: KeptWrite[]): unknown => notesShown({ overlay, store }, overtaken.leaveOut(kept));
  const left = (version: number, notes: string): KeptWrite['result'] => ({
    id: idOf(version),
    status: 'applied',
    written: [{ record: aContact(1, { version, notes }) }],
  });
  const { patches } = aLine(10, 'first').mutation;
  const both = kept(10, [...patches, ...aWrite(10, [2]).mutation.patches]);
  expect(show(both, aLine(11, 'second'), aLine(12, 'third'))).toBe('first\nsecond\nthird');
  // Nobody has told what became of the one to both, and the third is on its way.
  expect(show(both, aLine(11, 'second', left(3, 'first\nsecond')), aLine(12, 'third'))).toBe('first\nsecond\nthird');
  expect(show(both, aLine(12, 'third'))).toBe('first\nsecond\nthird');
  expect(show(both, aLine(12, 'third', left(4, 'first\nsecond\nthird')))).toBe('first\nsecond\nthird');
  expect(show(both, aLine(13, 'fourth'))).toBe('first\nsecond\nthird\nfourth');
  expect(show({ ...both, state: 'acknowledged' }, aLine(13, 'fourth'))).toBe('first\nsecond\nthird\nfourth');
});
