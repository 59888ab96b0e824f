import { expect, it } from 'vitest';
import type { KeptWrite } from '../device/index.ts';
import { aContact, idOf } from '../testing/index.ts';
import { Overtaken } from './overtaken.ts';

function aWrite(number: number, contacts: readonly number[], result?: KeptWrite['result']): KeptWrite {
  const patches = contacts.map(
    (one) => ({ op: 'update', type: 'contact', id: idOf(one), set: { name: 'new' } }) as const,
  );
  const mutation = { id: idOf(number), command: 'contact.update', at: '2026-03-02T10:00:00.000Z', patches };
  return { mutation, state: result ? 'acknowledged' : 'inflight', ...(result && { result }) };
}

it('a write is not shown on what a later one to the same record left, from then on (D3, D5)', () => {
  const overtaken = new Overtaken();
  const [one, both, later] = [aWrite(10, [1]), aWrite(11, [1, 2]), aWrite(13, [1])];
  const written = [{ record: aContact(1, { version: 5 }) }];
  const answered = aWrite(12, [1], { id: idOf(12), status: 'applied', written });
  const shown = (...kept: KeptWrite[]) =>
    overtaken.leaveOut(kept).map(({ mutation: { id, patches } }) => [id, ...patches.map((patch) => patch.id)]);
  expect(shown(one, both, aWrite(12, [1]), later)).toHaveLength(4);
  const left = [
    [idOf(11), idOf(2)],
    [idOf(13), idOf(1)],
  ];
  expect(shown(one, both, answered, later)).toEqual([left[0], [idOf(12), idOf(1)], left[1]]);
  expect(shown(one, both, later)).toEqual(left);
});
