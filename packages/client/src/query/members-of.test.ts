import { applyPatch, everydayModel } from '@rapport/core/live';
import { expect, it } from 'vitest';
import { Overlay, RecordStore } from '../store/index.ts';
import { aContact } from '../testing/index.ts';
import { membersOf } from './members-of.ts';
import type { QueryPlan } from './query-plan.ts';

it('has what was written here and the feed did not tell of yet, where the answer is what is at hand (D7)', () => {
  const overlay = new Overlay((record, patch, now) => applyPatch(record, patch, { model: everydayModel, now }));
  const store = new RecordStore({ overlay, holders: () => [], doubt: () => {} });
  const [mine, other] = [aContact(1), aContact(2)];
  store.take({ record: mine });
  const since = store.beginRead();
  store.learn(other, since);
  const window = {
    records: [other],
    last: other,
    next: null,
    complete: true,
    total: { kind: 'unknown' },
    cursor: '1',
  } as const;
  const plan = { query: { type: 'contact' }, verdict: () => true } as unknown as QueryPlan;
  const known = { store, overlay };
  expect(membersOf({ ...window, asOf: 0 }, since, plan, known).members).toEqual([other, mine]);
  // The backend knows of it: if it does not say so, or did not when it was asked for what is at hand, it is gone.
  expect(membersOf(window, since, plan, known).members).toEqual([other]);
  expect(membersOf({ ...window, asOf: since }, since, plan, known).members).toEqual([other]);
  // Whether it did when another window asked can't be told.
  const placed = { ...plan, placeOf: () => '' } as unknown as QueryPlan;
  expect(membersOf({ ...window, asOf: 0 }, since, placed, known).isDue).toBe(true);
  expect(membersOf({ ...window, asOf: 0, records: [other, mine] }, since, placed, known).isDue).toBe(false);
  expect(membersOf({ ...window, asOf: since }, since, placed, known).isDue).toBe(false);
  store.hear({ op: 'put', record: mine });
  expect(membersOf({ ...window, asOf: 0 }, store.beginRead(), plan, known).members).toEqual([other]);
});
