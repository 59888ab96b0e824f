import { expect, it } from 'vitest';
import type { KeptWrite } from '../device/index.ts';
import { aContact, idOf } from '../testing/index.ts';
import { overtaken } from './overtaken.ts';

function aWrite(number: number, contacts: readonly number[], result?: KeptWrite['result']): KeptWrite {
  const patches = contacts.map(
    (one) => ({ op: 'update', type: 'contact', id: idOf(one), set: { name: 'new' } }) as const,
  );
  const mutation = { id: idOf(number), command: 'contact.update', at: '2026-03-02T10:00:00.000Z', patches };
  return { mutation, state: result ? 'acknowledged' : 'inflight', ...(result && { result }) };
}

it('a write that another window saw to is done with where a later one left all of its records (D5)', () => {
  const [one, both] = [aWrite(10, [1]), aWrite(11, [1, 2])];
  const result = { id: idOf(12), status: 'applied', written: [{ record: aContact(1, { version: 5 }) }] } as const;
  expect(overtaken([one, both], [aWrite(12, [1])])).toEqual([]);
  expect(overtaken([one, both], [aWrite(12, [1], result)])).toEqual([one]);
});
