import type { AnyRecord } from '@rapport/core';
import { applyPatch, everydayModel } from '@rapport/core/live';
import { describe, expect, it, vi } from 'vitest';
import type { KeptWrite } from '../device/index.ts';
import { aContact, idOf } from '../testing/index.ts';
import { Overlay, RecordStore, replacePending, type Member } from './index.ts';

const ref = aContact(1);
const at = (version: number) => ({ ...ref, version });

/** A store in which one contact is shown. */
function aStore(version: number, isOffline = () => false) {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const member: Member = { holder: { apply: ({ after }) => (after ? member : undefined) } };
  const { holder } = member;
  const doubt = vi.fn<(type: string) => void>();
  const store = new RecordStore({ overlay, holders: () => [holder], doubt, isOffline });
  store.learn(at(version), store.beginRead());
  store.hold('contact', [[ref.id, member]]);
  store.endRead();
  return { store, overlay, doubt, holder };
}

it('does not give up what a write left for what the feed, begun anew, tells of from before it (D5, F3)', () => {
  const { store, doubt } = aStore(1);
  store.take({ record: at(3) });
  store.distrustVersions();
  store.hear({ op: 'put', record: at(2) });
  expect(store.shown(ref)?.version).toBe(3);
  // It may be that the write is gone with the history: that is for the backend to say.
  expect(doubt).toHaveBeenCalledWith('contact');
  store.hear({ op: 'put', record: at(3) });
  expect(store.shown(ref)?.version).toBe(3);
});

it('does not give up what an answer had for one that was asked for later, and was on its way for longer (D5)', () => {
  const { store, doubt } = aStore(2);
  const before = store.beginRead();
  store.distrustVersions();
  const since = store.beginRead();
  store.learn(at(4), before);
  store.learn(at(3), since);
  expect(store.shown(ref)?.version).toBe(4);
  expect(doubt).toHaveBeenCalledWith('contact');
  // The backend's word from then on counts, whatever its version.
  store.learn(at(3), store.beginRead());
  expect(store.shown(ref)?.version).toBe(3);
});

it('does not give up what an answer had for one that was kept from before, in another history (D5)', () => {
  const { store, doubt } = aStore(2);
  const [kept, before] = [store.moment, store.beginRead()];
  store.distrustVersions();
  store.learn(at(4), before);
  store.learn(at(3), store.beginRead(), kept);
  expect(store.shown(ref)?.version).toBe(4);
  expect(doubt).toHaveBeenCalledWith('contact');
});

it('asks anew about what a write left of a record that was known before another history began: it may be gone in that (D8)', () => {
  const { store, doubt } = aStore(2);
  store.distrustVersions();
  let since = 0;
  doubt.mockImplementation(() => {
    since = store.beginRead();
    store.endRead();
  });
  store.take({ record: at(3) });
  expect(store.shown(ref)?.version).toBe(3);
  expect(doubt).toHaveBeenCalledWith('contact');
  // Where the answer to that is without it, it is gone.
  expect([...store.newerThan('contact', since)]).toEqual([]);
});

it('awaits no word of the feed on what was written before it began anew (D8)', () => {
  const { store } = aStore(1);
  store.take({ record: at(3) });
  expect([...store.newerThan('contact', store.beginRead(), 0)]).toHaveLength(1);
  store.distrustVersions();
  expect([...store.newerThan('contact', store.beginRead(), 0)]).toEqual([]);
});

it('takes what the backend answers in a new history, however low its version (F4)', () => {
  const { store } = aStore(5);
  store.distrustVersions();
  store.learn(at(2), store.beginRead());
  expect(store.shown(ref)?.version).toBe(2);
  store.hear({ op: 'put', record: at(3) });
  expect(store.shown(ref)?.version).toBe(3);
});

it('does not show again what was created here and is gone from there, though no answer came to that (D5)', () => {
  const { store, overlay } = aStore(1);
  const patches = [{ op: 'create', ...ref, set: { name: 'created' } }] as const;
  const mutation = { id: idOf(9), command: 'contact.create', at: ref.updatedAt, patches };
  overlay.replace([{ mutation, state: 'inflight' }]);
  store.hear({ op: 'evict', ...at(2) });
  expect(store.shown(ref)).toBeUndefined();
});

it('asks again when a write is undone that was made on a record of the history before (L1)', () => {
  const { store, overlay, doubt } = aStore(1);
  store.distrustVersions();
  const patches = [{ op: 'update', ...ref, set: { name: 'mine' } }] as const;
  const mutation = { id: idOf(9), command: 'contact.update', at: ref.updatedAt, patches };
  const show = (kept: Parameters<Overlay['replace']>[0]) => overlay.replace(kept).forEach((one) => store.reshow(one));
  show([{ mutation, state: 'queued' }]);
  expect(doubt).not.toHaveBeenCalled();
  show([]);
  expect(doubt).toHaveBeenCalledWith('contact');
});

it('brings back nothing that a former history left and nobody shows any more, when a write to it is undone (D5, F4)', () => {
  const { store, overlay, holder, doubt } = aStore(1);
  store.take({ record: at(2) });
  store.distrustVersions();
  store.release('contact', [ref.id], holder);
  const patches = [{ op: 'delete', type: 'contact', id: ref.id }] as const;
  const mutation = { id: idOf(10), command: 'contact.delete', at: ref.updatedAt, patches };
  for (const kept of [[{ state: 'queued', mutation } as const], []])
    for (const one of overlay.replace(kept)) store.reshow(one);
  expect(store.shown(ref)).toBeUndefined();
  expect(doubt).toHaveBeenCalledWith('contact');
});

it('asks anew about a record that nobody followed before a write to it was shown: it may be another by now (D8)', () => {
  const { store, overlay, holder, doubt } = aStore(1);
  store.take({ record: at(2) });
  const patches = [{ op: 'update', ...ref, set: { name: 'mine' } }] as const;
  const mutation = { id: idOf(9), command: 'contact.update', at: ref.updatedAt, patches };
  const show = (kept: readonly KeptWrite[]) => overlay.replace(kept).forEach((one) => store.reshow(one));
  show([{ mutation, state: 'queued' }]);
  show([]);
  expect(doubt).not.toHaveBeenCalled();
  // What was written is known until the feed tells of it, also where nobody listens any more.
  store.release('contact', [ref.id], holder);
  show([{ mutation, state: 'queued' }]);
  expect(doubt).toHaveBeenCalledWith('contact');
});

describe('an addition of another window, or one that is sent again (W1, W8)', () => {
  const appending = (number: number): KeptWrite => {
    const base = { version: 1, fields: {} };
    const patches = [{ op: 'update', ...ref, base, append: { notes: `line ${number}` } }] as const;
    return { state: 'queued', mutation: { id: idOf(number), command: 'contact.update', at: ref.updatedAt, patches } };
  };

  function aSharedStore(version: number, isOffline?: () => boolean) {
    const { store, overlay } = aStore(version, isOffline);
    overlay.isShared = true;
    const show = (kept: readonly KeptWrite[], asOf: number, answered?: AnyRecord): void => {
      const refs = replacePending({ overlay, store }, kept, asOf);
      if (answered) store.take({ record: answered });
      for (const one of refs) store.reshow(one);
    };
    return { store, show };
  }

  it('is shown where the record was known before that was sent, whatever its writer saw at first', () => {
    const { store, show } = aSharedStore(2);
    show([appending(10)], store.moment);
    expect(store.shown(ref)).toMatchObject({ notes: 'line 10' });
  });

  it('is not counted twice where the record may have it already, and takes no other with it', () => {
    const { store, show } = aSharedStore(1);
    show([appending(10)], store.moment);
    const asOf = store.moment;
    show([], asOf);
    store.hear({ op: 'put', record: { ...at(2), notes: 'line 11' } as AnyRecord });
    show([appending(11)], asOf);
    expect(store.shown(ref)).toMatchObject({ notes: 'line 11' });
    show([appending(11), appending(12)], store.moment);
    expect(store.shown(ref)).toMatchObject({ notes: 'line 11\nline 12' });
  });

  it('is not counted twice where another window put it into a write that was known before, sent it, and was heard of by the feed first (D2)', () => {
    const { store, show } = aSharedStore(1);
    const grown = { ...appending(10), state: 'inflight' } as const;
    const patches = [{ op: 'update', ...ref, base: { version: 1, fields: {} }, set: { name: 'Ada' } }] as const;
    show([{ ...grown, mutation: { ...grown.mutation, patches } }], store.moment);
    store.hear({ op: 'put', record: { ...at(2), notes: 'line 10' } as AnyRecord });
    show([grown], store.moment);
    expect(store.shown(ref)).toMatchObject({ notes: 'line 10' });
  });

  it('stays shown where another window put more into its write (D7)', () => {
    const { store, show } = aSharedStore(2);
    show([appending(10)], store.moment);
    const { mutation } = appending(10);
    const patches = mutation.patches.map((patch) => ({ ...patch, append: { notes: 'line 10\nmore' } }));
    show([{ state: 'inflight', mutation: { ...mutation, patches } } as KeptWrite], store.moment);
    expect(store.shown(ref)).toMatchObject({ notes: 'line 10\nmore' });
  });

  it('stays shown where it became part of a write that goes, and was first taken to be one of its own (D7)', () => {
    const { store, show } = aSharedStore(2);
    const part = { ...appending(10).mutation, id: idOf(11) };
    show([{ state: 'queued', mutation: part }], store.moment);
    show([{ ...appending(10), state: 'inflight' }], store.moment);
    expect(store.shown(ref)).toMatchObject({ notes: 'line 10' });
  });

  it('stays shown on what was created here while nobody answers', () => {
    const { store, show } = aSharedStore(1, () => true);
    const created = { ...ref, id: idOf(20) };
    const patches = [
      [{ op: 'create', type: 'contact', id: created.id, set: { name: 'new' } }],
      [{ op: 'update', type: 'contact', id: created.id, append: { notes: 'line' } }],
    ] as const;
    const kept = patches.map((of, index): KeptWrite => {
      const mutation = { id: idOf(30 + index), command: 'contact.write', at: ref.updatedAt, patches: of };
      return { state: 'inflight', mutation };
    });
    show(kept, store.moment);
    store.learn({ ...created, version: 2 }, store.beginRead());
    expect(store.shown(created)).toMatchObject({ notes: 'line' });
  });

  it('stays shown where nobody answers and the deletion that it stood behind is declined (D7)', () => {
    const { store, show } = aSharedStore(1, () => true);
    const appended = { ...appending(10), state: 'inflight' } as const;
    const patches = [{ op: 'delete', ...ref, base: { version: 1 } }] as const;
    const deleting: KeptWrite = { ...appended, mutation: { ...appended.mutation, id: idOf(11), patches } };
    show([deleting, appended], store.moment);
    expect(store.shown(ref)).toBeUndefined();
    const others = { ...at(2), name: 'Ada' } as AnyRecord;
    show([appended], store.moment, others);
    expect(store.shown(ref)).toMatchObject({ notes: 'line 10' });
  });
});

it('takes nothing older for news than what an answer had, also once nobody shows that (D5, F3)', () => {
  const { store, holder } = aStore(5);
  store.release('contact', [ref.id], holder);
  expect(store.base(ref)).toBeUndefined();
  // A write to it came and went meanwhile, with nothing known of it.
  store.reshow(ref);
  // The feed is behind that answer.
  store.hear({ op: 'put', record: at(4) });
  expect(store.shown(ref)).toBeUndefined();
  store.hear({ op: 'put', record: at(5) });
  expect(store.shown(ref)?.version).toBe(5);
});

it('compares no version with one of another history that nobody shows any more (F4)', () => {
  const { store, holder } = aStore(5);
  store.release('contact', [ref.id], holder);
  store.distrustVersions();
  store.hear({ op: 'put', record: at(1) });
  expect(store.shown(ref)?.version).toBe(1);
});
