import { InvalidInputError } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { aRecord, aScene, idOf, settle, watch } from './testing/index.ts';

const partner = (number: number, name: string) => aRecord('partner', number, { name, status: 'active' });

describe('a record type that few pages ask for', () => {
  it('is queried, ordered by its choices and filtered as any other', async () => {
    const { client } = await aScene([
      aRecord('partner', 1, { name: 'Ada', status: 'ended' }),
      aRecord('partner', 2, { name: 'Bob', status: 'candidate' }),
      aRecord('partner', 3, { name: 'Cy', status: 'suspended' }),
    ]);
    const { shown } = await watch(client, {
      type: 'partner',
      where: { field: 'name', op: 'ne', value: 'Cy' },
      orderBy: [{ field: 'status', direction: 'asc' }],
    });
    expect(shown()).toEqual(['Bob', 'Ada']);
  });

  it('is led to by the filter of another', async () => {
    const { client } = await aScene([
      partner(1, 'Ada'),
      aRecord('deal', 2, { name: 'through Ada', partner: idOf(1) }),
      aRecord('deal', 3, { name: 'our own' }),
    ]);
    const { shown, query } = await watch(client, {
      type: 'deal',
      where: { field: 'partner.name', op: 'eq', value: 'Ada' },
    });
    expect(query.getSnapshot().error).toBe(undefined);
    expect(shown()).toEqual(['through Ada']);
  });

  it('is written and shown in the turn it is written in, by its own policies (W1)', async () => {
    const { client, backend } = await aScene([partner(1, 'Ada')]);
    const { shown } = await watch(client, { type: 'partner' });
    backend.isHolding = true;
    void client.update('partner', idOf(1), { kinds: ['referral', 'referral', 'agency'] });
    expect(shown('kinds')).toEqual([['referral', 'agency']]);
  });

  it('that was written before anybody asked for it is shown to whoever does then', async () => {
    const { client, backend } = await aScene();
    backend.isHolding = true;
    void client.create('project', { id: idOf(1), name: 'Move' });
    backend.isHolding = false;
    await settle();
    const { shown } = await watch(client, { type: 'project' });
    expect(shown()).toEqual(['Move']);
  });

  it('that there is not is an error that names those there are', async () => {
    const { client } = await aScene();
    const { query } = await watch(client, { type: 'spaceship', where: { field: 'name', op: 'eq', value: 'x' } });
    const { error } = query.getSnapshot();
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).issues[0]?.params?.['known']).toContain('partner');
  });
});
