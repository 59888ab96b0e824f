import { describe, expect, it } from 'vitest';
import { createClient } from './index.ts';
import { aContact, countingIds, idOf } from './testing/records.ts';
import { ScriptedBackend } from './testing/scripted-backend.ts';
import { loaded, settle, VirtualTime } from './testing/virtual-time.ts';

async function setUp(count = 0) {
  const backend = new ScriptedBackend();
  const time = new VirtualTime();
  for (let number = 1; number <= count; number += 1) backend.records.set(idOf(number), aContact(number, { name: `n${String(number).padStart(4, '0')}` }));
  const client = createClient({ backend, clock: time.clock, schedule: time.schedule, newId: countingIds(1_000_000), random: () => 0, wake: () => () => {} });
  await loaded();
  return { backend, time, client };
}
const byName = [{ field: 'name', direction: 'asc' }] as const;

describe('a live query', () => {
  it('shows what the backend has and follows what others change', async () => {
    const { backend, client } = await setUp(3);
    const query = client.live({ type: 'contact', orderBy: byName });
    const seen: string[][] = [];
    query.subscribe(() => seen.push(query.getSnapshot().records.map(({ name }) => name)));
    expect(query.getSnapshot().status).toBe('loading');
    await settle();
    expect(query.getSnapshot()).toMatchObject({ status: 'ready', hasMore: false, error: undefined });
    backend.put(aContact(4, { name: 'n0002b' }));
    backend.put(aContact(1, { name: 'z' }));
    backend.remove(idOf(3));
    await settle();
    expect(seen.at(-1)).toEqual(['n0002', 'n0002b', 'z']);
    expect(client.connection.getSnapshot().state).toBe('online');
  });

  it('shows a write at once and keeps it when it is acknowledged', async () => {
    const { backend, client } = await setUp(2);
    const query = client.live({ type: 'contact', orderBy: byName });
    query.subscribe(() => {});
    await settle();
    backend.isHolding = true;
    const done = client.update('contact', idOf(1), { name: 'zz' });
    expect(query.getSnapshot().records.map(({ name }) => name)).toEqual(['n0002', 'zz']);
    expect([...query.getSnapshot().pending]).toEqual([idOf(1)]);
    backend.isHolding = false;
    await settle();
    backend.releaseAll();
    expect((await done).status).toBe('applied');
    expect(query.getSnapshot().records.map(({ name }) => name)).toEqual(['n0002', 'zz']);
    expect(query.getSnapshot().pending.size).toBe(0);
  });
});
