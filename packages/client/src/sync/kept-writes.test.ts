import type { Mutation } from '@rapport/core';
import { refuse } from '@rapport/core/failure';
import { expect, it } from 'vitest';
import type { KeptWrite, OutboxStorage } from '../device/index.ts';
import { aContact, idOf, settle } from '../testing/index.ts';
import { KeptWrites, type KeptWritesOptions } from './kept-writes.ts';
import { Overtaken } from './overtaken.ts';
import { transition } from './state.ts';

/** A write that gives the one contact a name. */
const renaming = (id: number, name: string): Mutation => ({
  id: idOf(id),
  command: 'contact.update',
  at: '2026-01-01T00:00:00.000Z',
  patches: [{ op: 'update', type: 'contact', id: idOf(1), set: { name } }],
});

/** The writes of a storage, in a window that does nothing else. */
const keptIn = ({
  storage,
  ...options
}: Partial<Omit<KeptWritesOptions, 'storage'>> & {
  readonly storage: Promise<Omit<OutboxStorage, 'end'>>;
}): KeptWrites =>
  new KeptWrites({
    storage: storage.then((whole) => ({ ...whole, end: () => Promise.reject(new Error('Nobody wipes.')) })),
    environment: { schedule: () => () => {} },
    transition,
    moment: () => 0,
    changed: () => {},
    perform: () => {},
    vanished: async () => [],
    lost: () => {},
    ...options,
  });

it('where the storage is lost, does not take up again what another window told to be done (D2, D5)', async () => {
  const mutation = renaming(10, 'Ada');
  const kept: readonly KeptWrite[] = [{ state: 'inflight', mutation }];
  const writes = keptIn({
    storage: Promise.resolve({ load: async () => kept, change: () => Promise.reject(new Error('It was deleted.')) }),
  });
  await writes.opened;
  writes.lose(new Error('It was deleted.'));
  await writes.hear({ kind: 'outbox', sending: [], results: [{ id: mutation.id, status: 'applied', written: [] }] });
  await writes.refresh();
  expect(writes.all.map(({ state }) => state)).toEqual(['acknowledged']);
});

it('does not show again as on its way what another window told to be done while the storage was being read (D5)', async () => {
  const mutation = renaming(10, 'Ada');
  const answers: ((kept: readonly KeptWrite[]) => void)[] = [];
  const shown: string[] = [];
  const writes = keptIn({
    storage: Promise.resolve({
      load: () => new Promise<readonly KeptWrite[]>((resolve) => answers.push(resolve)),
      change: () => Promise.reject(new Error('Nobody writes.')),
    }),
    changed: (kept) => shown.push(kept.map(({ state }) => state).join()),
  });
  const before: readonly KeptWrite[] = [{ state: 'inflight', mutation }];
  await settle();
  answers.shift()?.(before);
  await writes.opened;
  void writes.refresh();
  await settle();
  void writes.hear({
    kind: 'outbox',
    sending: [],
    results: [{ id: mutation.id, status: 'applied', written: [] }],
  });
  // As it was when it was asked.
  answers.shift()?.(before);
  await settle();
  answers.shift()?.([]);
  await settle();
  expect(shown).toEqual(['inflight', 'acknowledged', '']);
});

it('where the storage is lost for this window, leaves nothing there that another one would add to what goes from here (D1)', async () => {
  const result = { id: idOf(10), status: 'refused', refusal: refuse('forbidden') } as const;
  let left: readonly KeptWrite[] = [{ state: 'refused', mutation: renaming(10, 'declined'), result }];
  const writes = keptIn({
    storage: Promise.resolve({ load: async () => left, change: async (step) => (left = step(left)) }),
  });
  await writes.opened;
  writes.lose(new Error('The disk was full.'));
  await writes.dispatch({ kind: 'decide', id: idOf(10), mutation: renaming(11, 'again') });
  [left] = transition(left, { kind: 'write', mutation: renaming(12, 'from another window') });
  expect(left.map((one) => one.mutation.id)).toEqual([idOf(11), idOf(12)]);
});

it('where the storage is lost for this window, says nothing there of a write that another one has added to since (D1)', async () => {
  let left: readonly KeptWrite[] = [{ state: 'queued', mutation: renaming(10, 'first') }];
  let isFull = true;
  const writes = keptIn({
    storage: Promise.resolve({
      load: async () => left,
      change: async (step) => {
        if (isFull) throw new Error('The disk is full.');
        return (left = step(left));
      },
    }),
  });
  await writes.opened;
  writes.lose(new Error('The disk is full.'));
  await settle();
  isFull = false;
  [left] = transition(left, { kind: 'write', mutation: renaming(11, 'second') });
  await writes.dispatch({ kind: 'send', limit: 1 });
  await writes.dispatch({ kind: 'answer', results: [{ id: idOf(10), status: 'applied', written: [] }] });
  expect(writes.all).toMatchObject([{ state: 'acknowledged', mutation: { patches: [{ set: { name: 'first' } }] } }]);
  expect(left).toMatchObject([{ state: 'queued', mutation: { id: idOf(10), patches: [{ set: { name: 'second' } }] } }]);
});

it('where the storage is lost for this window, says there what goes from here once another one has decided what it waited behind (W8)', async () => {
  const result = { id: idOf(10), status: 'refused', refusal: refuse('forbidden') } as const;
  const behind: Mutation = {
    ...renaming(11, 'behind'),
    patches: [
      {
        op: 'update',
        type: 'contact',
        id: idOf(1),
        base: { version: 1, fields: { name: 'declined' } },
        set: { name: 'behind' },
        append: { notes: 'a line' },
      },
    ],
  };
  let left: readonly KeptWrite[] = [
    { state: 'refused', mutation: renaming(10, 'declined'), result },
    { state: 'blocked', mutation: behind },
  ];
  const writes = keptIn({
    storage: Promise.resolve({ load: async () => left, change: async (step) => (left = step(left)) }),
  });
  await writes.opened;
  writes.lose(new Error('The disk was full.'));
  await settle();
  // What waits behind it is as if its writer had seen what takes its place.
  const decision = { id: idOf(10), mutation: renaming(13, 'instead') };
  [left] = transition(left, { kind: 'decide', ...decision });
  await writes.hear({ kind: 'outbox', sending: [], results: [], decided: [decision] });
  await writes.dispatch({ kind: 'send', limit: 2 });
  expect(left).toMatchObject([
    { state: 'inflight', mutation: { id: idOf(13) } },
    { state: 'inflight', mutation: { id: idOf(11), patches: [{ base: { fields: { name: 'instead' } } }] } },
  ]);
});

it('where the storage takes nothing more, sends nothing that another window has discarded there (D2, D17)', async () => {
  let left: readonly KeptWrite[] = [{ state: 'queued', mutation: renaming(10, 'discarded') }];
  const writes = keptIn({
    storage: Promise.resolve({
      load: async () => left,
      change: () => Promise.reject(new Error('It is being wiped.')),
    }),
  });
  await writes.opened;
  left = [];
  expect(await writes.dispatch({ kind: 'send', limit: 1 })).toEqual([]);
});

it.each([
  ['is decided here', false],
  ['another window decides', true],
])(
  'where the storage is lost for this window, adds nothing to what others send as well: what %s (D1)',
  async (_, isHeard) => {
    const result = { id: idOf(10), status: 'refused', refusal: refuse('forbidden') } as const;
    let left: readonly KeptWrite[] = [
      { state: 'refused', mutation: renaming(10, 'declined'), result },
      { state: 'blocked', mutation: renaming(11, 'behind') },
    ];
    const writes = keptIn({
      storage: Promise.resolve({ load: async () => left, change: async (step) => (left = step(left)) }),
    });
    await writes.opened;
    writes.lose(new Error('The disk was full.'));
    // Behind it, too, wait those that others have.
    await writes.dispatch({ kind: 'write', mutation: renaming(12, 'here') });
    const decision = { id: idOf(10), mutation: renaming(13, 'instead') };
    if (isHeard) await writes.hear({ kind: 'outbox', sending: [], results: [], decided: [decision] });
    else await writes.dispatch({ kind: 'decide', ...decision });
    await writes.dispatch({ kind: 'write', mutation: renaming(14, 'also here') });
    expect(writes.all.map((one) => one.mutation.patches.map((patch) => 'set' in patch && patch.set?.['name']))).toEqual(
      [['instead'], ['behind'], ['also here']],
    );
    expect(writes.all.map((one) => one.mutation.id)).toEqual([idOf(13), idOf(11), idOf(12)]);
  },
);

it('shows what a write that is to go from here became part of as it waits, until it has gone (D7)', async () => {
  const noting = (id: number, text: string): Mutation => ({
    id: idOf(id),
    command: 'contact.update',
    at: '2026-01-01T00:00:00.000Z',
    patches: [{ op: 'update', type: 'contact', id: idOf(1), append: { notes: text } }],
  });
  let left: readonly KeptWrite[] = [];
  const shown: string[] = [];
  const writes = keptIn({
    storage: Promise.resolve({ load: async () => left, change: async (step) => (left = step(left)) }),
    changed: (kept) => shown.push(kept.map(({ state, mutation: { id } }) => `${id} ${state}`).join()),
  });
  await writes.opened;
  // Another window kept one that this one does not know.
  left = [{ state: 'queued', mutation: noting(10, 'from another window') }];
  const written = writes.dispatch({ kind: 'write', mutation: noting(11, 'from here') });
  const sent = writes.dispatch({ kind: 'send', limit: 1 });
  await Promise.all([written, sent]);
  expect(shown.filter((one) => one.startsWith(idOf(10)))).toEqual([`${idOf(10)} queued`, `${idOf(10)} inflight`]);
});

it('where the storage is lost for this window, leaves what another one wrote there shown on top of what was done from here (D7, W2)', async () => {
  const refused = { id: idOf(10), status: 'refused', refusal: refuse('forbidden') } as const;
  let left: readonly KeptWrite[] = [{ state: 'refused', mutation: renaming(10, 'declined'), result: refused }];
  const writes = keptIn({
    storage: Promise.resolve({ load: async () => left, change: async (step) => (left = step(left)) }),
  });
  await writes.opened;
  writes.lose(new Error('The disk was full.'));
  await settle();
  [left] = transition(left, { kind: 'write', mutation: renaming(11, 'from another window') });
  await writes.dispatch({ kind: 'decide', id: idOf(10), mutation: renaming(12, 'again') });
  await writes.dispatch({ kind: 'send', limit: 1 });
  const written = [{ record: { ...aContact(1), name: 'again', version: 2 } }];
  await writes.dispatch({ kind: 'answer', results: [{ id: idOf(12), status: 'applied', written }] });
  expect(new Overtaken().leaveOut(left)).toMatchObject([
    { state: 'acknowledged', mutation: { id: idOf(12) } },
    { state: 'queued', mutation: { id: idOf(11) } },
  ]);
});

it('where the storage is lost for this window, goes on showing what it alone has when another one sends a later write (W2, D3)', async () => {
  const refused = { id: idOf(10), status: 'refused', refusal: refuse('forbidden') } as const;
  const left: readonly KeptWrite[] = [{ state: 'refused', mutation: renaming(10, 'declined'), result: refused }];
  let shown: readonly KeptWrite[] = [];
  const writes = keptIn({
    storage: Promise.resolve({ load: async () => left, change: async (step) => step(left) }),
    changed: (kept) => (shown = kept),
  });
  await writes.opened;
  writes.lose(new Error('The disk was full.'));
  await writes.dispatch({ kind: 'write', mutation: renaming(11, 'here') });
  await writes.dispatch({ kind: 'decide', id: idOf(10), mutation: renaming(12, 'again') });
  const written = [{ record: { ...aContact(1), name: 'again', version: 2 } }];
  await writes.hear({
    kind: 'outbox',
    sending: [idOf(12)],
    results: [{ id: idOf(12), status: 'applied', written }],
  });
  expect(shown).toMatchObject([
    { state: 'queued', mutation: { id: idOf(11) } },
    { state: 'acknowledged', mutation: { id: idOf(12) } },
  ]);
});

it('shows an edit of what another window decided about first until its writer is told (D7, W9)', async () => {
  const refused = { id: idOf(10), status: 'refused', refusal: refuse('forbidden') } as const;
  let left: readonly KeptWrite[] = [{ state: 'refused', mutation: renaming(10, 'declined'), result: refused }];
  const seen: string[] = [];
  const timers: (() => void)[] = [];
  const writes = keptIn({
    environment: { schedule: (_, task) => (timers.push(task), () => {}) },
    storage: Promise.resolve({
      load: async () => left,
      change: async (step) => {
        await settle();
        return (left = step(left));
      },
    }),
    changed: (kept) => seen.push(kept.map(({ mutation }) => mutation.id).join()),
    perform: (_, effects) => seen.push(...effects.map(({ kind }) => kind)),
  });
  await writes.opened;
  const edited = writes.dispatch({ kind: 'decide', id: idOf(10), mutation: renaming(11, 'edited') });
  left = [];
  await writes.hear({ kind: 'outbox', sending: [], results: [], decided: [{ id: idOf(10) }] });
  await edited;
  // It waits for nothing, and nothing is sent of it.
  expect(writes.all).toEqual([]);
  for (const task of timers) task();
  expect(seen).toEqual([idOf(10), idOf(11), 'settle', '']);
});
