import type { Change } from '@rapport/core';
import { expect, it } from 'vitest';
import { aContact } from '../testing/index.ts';
import { wantedKey } from './messages.ts';
import { wayTo } from './way-to.ts';

const contacts = { type: 'contact' };
const inGermany = { type: 'contact', where: { field: 'country', op: 'eq', value: 'DE' } as const };
const tasks = { type: 'task' };
const { id } = aContact(1);
const evicted: Change = { op: 'evict', type: 'contact', id, version: 2 };
const changed: Change = { op: 'put', record: aContact(2) };
const message = (...changes: Change[]) => ({ kind: 'changes' as const, from: '1', to: '2', changes });

it('is what was heard, where all that is wanted was listened for', () => {
  const heard = { message: message(evicted, changed), listened: new Set([inGermany, tasks].map(wantedKey)) };
  expect(wayTo([heard], [inGermany])).toEqual({ messages: [heard.message], recheck: [] });
});

it('does not say of a record that it left what was not listened for: that is looked at again, with all of its type (D7)', () => {
  const heard = { message: message(evicted, changed), listened: new Set([inGermany, tasks].map(wantedKey)) };
  expect(wayTo([heard], [contacts, inGermany, tasks])).toEqual({
    messages: [message(changed)],
    recheck: [contacts, inGermany].map(wantedKey),
  });
});
