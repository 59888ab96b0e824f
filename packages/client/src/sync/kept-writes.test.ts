import { expect, it } from 'vitest';
import type { KeptWrite } from '../device/index.ts';
import { idOf, settle } from '../testing/index.ts';
import { KeptWrites } from './kept-writes.ts';
import { transition } from './state.ts';

it('where the storage is lost, does not take up again what another window told to be done (D2, D5)', async () => {
  const at = '2026-01-01T00:00:00.000Z';
  const patches = [{ op: 'update', type: 'contact', id: idOf(1), set: { name: 'Ada' } }] as const;
  const mutation = { id: idOf(10), command: 'contact.update', at, patches };
  const kept: readonly KeptWrite[] = [{ state: 'inflight', mutation }];
  const writes = new KeptWrites({
    environment: { schedule: () => () => {} },
    storage: Promise.resolve({ load: async () => kept, change: () => Promise.reject(new Error('It was deleted.')) }),
    transition,
    moment: () => 0,
    changed: () => {},
    perform: () => {},
    vanished: async () => [],
    lost: () => {},
  });
  await writes.opened;
  writes.lose(new Error('It was deleted.'));
  await writes.hear({ kind: 'outbox', sending: [], results: [{ id: mutation.id, status: 'applied', written: [] }] });
  await writes.refresh();
  expect(writes.all.map(({ state }) => state)).toEqual(['acknowledged']);
});

it('does not show again as on its way what another window told to be done while the storage was being read (D5)', async () => {
  const at = '2026-01-01T00:00:00.000Z';
  const patches = [{ op: 'update', type: 'contact', id: idOf(1), set: { name: 'Ada' } }] as const;
  const mutation = { id: idOf(10), command: 'contact.update', at, patches };
  const answers: ((kept: readonly KeptWrite[]) => void)[] = [];
  const shown: string[] = [];
  const writes = new KeptWrites({
    environment: { schedule: () => () => {} },
    storage: Promise.resolve({
      load: () => new Promise<readonly KeptWrite[]>((resolve) => answers.push(resolve)),
      change: () => Promise.reject(new Error('Nobody writes.')),
    }),
    transition,
    moment: () => 0,
    changed: (kept) => shown.push(kept.map(({ state }) => state).join()),
    perform: () => {},
    vanished: async () => [],
    lost: () => {},
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
