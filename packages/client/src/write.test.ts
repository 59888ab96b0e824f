import { BackendError, InvalidInputError, type AnyRecord, type MutationResult } from '@rapport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aContact, aScene, idOf, settle, watch } from './testing/index.ts';

const byName = [{ field: 'name', direction: 'asc' }] as const;
const two = (): AnyRecord[] => [aContact(1, { name: 'Ada', jobTitle: 'Clerk' }), aContact(2, { name: 'Bob' })];
const refused = (id: string): MutationResult => ({
  id,
  status: 'refused',
  refusal: { ok: false, code: 'not-permitted' },
});

describe('a write (W1)', () => {
  it('shows at once in every query it belongs in, in its place, marked as pending', async () => {
    const { backend, client } = await aScene(two());
    const all = await watch(client, { type: 'contact', orderBy: byName });
    const clerks = await watch(client, { type: 'contact', where: { field: 'jobTitle', op: 'eq', value: 'Clerk' } });
    backend.isHolding = true;
    const done = client.write({
      command: 'contact.promote',
      patches: [
        { op: 'update', type: 'contact', id: idOf(1), set: { name: 'Zoe' }, unset: ['jobTitle'] },
        { op: 'create', type: 'contact', id: idOf(3), set: { name: 'Cy', jobTitle: 'Clerk' } },
        { op: 'delete', type: 'contact', id: idOf(2) },
      ],
    });
    expect(all.shown()).toEqual(['Cy', 'Zoe']);
    expect(clerks.shown()).toEqual(['Cy']);
    expect([...all.query.getSnapshot().pending]).toEqual([idOf(3), idOf(1)]);
    expect(client.connection.getSnapshot().pendingWrites).toBe(1);
    backend.isHolding = false;
    await settle();
    backend.releaseAll();
    expect(await done).toMatchObject({ status: 'applied' });
    expect(all.shown()).toEqual(['Cy', 'Zoe']);
    expect(all.query.getSnapshot().pending.size).toBe(0);
    expect(client.connection.getSnapshot().pendingWrites).toBe(0);
  });

  it('made before anything was asked of the backend is sent, in order (W3)', async () => {
    const { backend } = await aScene(two());
    const { createClient } = await import('./index.ts');
    const client = createClient({ backend });
    void client.update('contact', idOf(1), { name: 'first' });
    void client.update('contact', idOf(1), { name: 'second' });
    await settle();
    expect(backend.records.get(idOf(1))?.name).toBe('second');
    client.close();
  });

  it('is sent with what it was based on, as the writer saw it', async () => {
    const { backend, client } = await aScene(two());
    await watch(client, { type: 'contact' });
    backend.isHolding = true;
    void client.update('contact', idOf(1), { name: 'x' });
    await settle();
    void client.update('contact', idOf(1), { name: 'y', ...({ jobTitle: undefined } as object) });
    backend.isHolding = false;
    backend.releaseAll();
    await settle();
    const [first, second] = backend.pushes.flat().flatMap(({ patches }) => patches);
    expect(first).toMatchObject({ set: { name: 'x' }, base: { version: 1, fields: { name: 'Ada' } } });
    expect(second).toMatchObject({
      set: { name: 'y' },
      unset: ['jobTitle'],
      base: { version: 1, fields: { name: 'x', jobTitle: 'Clerk' } },
    });
  });

  it('that is malformed rejects with the path of the fault, and shows nothing (W7)', async () => {
    const { backend, client } = await aScene(two());
    const { shown } = await watch(client, { type: 'contact' });
    const error: unknown = await client
      .write({ command: 'Contact!', patches: [{ op: 'delete', type: 'contact', id: 'x' }] })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).issues.map(({ path }) => path)).toEqual([['command'], ['patches', 0, 'id']]);
    expect(shown()).toHaveLength(2);
    expect(backend.pushes).toEqual([]);
  });
});

describe('no flicker (W2)', () => {
  it('after a write no emission shows the value before it, however answers and messages are delayed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ act: fc.constantFrom('write', 'theirs', 'answer', 'break', 'time', 'more'), index: fc.nat(4) }),
          { maxLength: 30 },
        ),
        async (steps) => {
          const { backend, client, time } = await aScene([aContact(1, { name: '0' }), aContact(2), aContact(3)]);
          const { seen } = await watch(client, { type: 'contact', limit: 2 });
          backend.isHolding = true;
          let written = 0;
          let settled = 0;
          for (const { act, index } of steps) {
            if (act === 'write') {
              written += 1;
              void client.update('contact', idOf(1), { name: String(written) }).then(() => (settled += 1));
            } else if (act === 'theirs')
              backend.put({ ...(backend.records.get(idOf(1)) as AnyRecord), jobTitle: `t${index}` });
            else if (act === 'answer') backend.release(Math.min(index, Math.max(0, backend.heldCount - 1)));
            else if (act === 'break') backend.breakStreams();
            else if (act === 'more') void client.live({ type: 'contact', limit: 2 }).refresh();
            else await time.pass(index * 300);
            await settle();
            const names = seen.map(({ records }) => Number(records.find(({ id }) => id === idOf(1))?.name));
            expect(names).toEqual([...names].sort((a, b) => a - b));
            if (written > 0) expect(names.at(-1)).toBe(written);
          }
          backend.isHolding = false;
          for (let turn = 0; turn < 5; turn += 1) {
            backend.releaseAll();
            await time.pass(40_000);
          }
          expect(settled).toBe(written);
          expect(backend.records.get(idOf(1))?.name).toBe(String(written));
          client.close();
        },
      ),
      { numRuns: 100 },
    );
  });

  it('what is added to a value is never counted twice (W8)', async () => {
    const { backend, client } = await aScene([aContact(1, { notes: 'a' })]);
    const { seen, shown } = await watch(client, { type: 'contact' });
    backend.isHolding = true;
    void client.write({
      command: 'contact.note',
      patches: [{ op: 'update', type: 'contact', id: idOf(1), append: { notes: 'b' } }],
    });
    await settle();
    // The push takes effect and the feed tells of it, while its answer is on its way.
    backend.release();
    await settle();
    expect(backend.records.get(idOf(1))?.notes).toBe('a\nb');
    expect(shown('notes')).toEqual(['a\nb']);
    backend.releaseAll();
    await settle();
    expect(shown('notes')).toEqual(['a\nb']);
    expect(seen.map(({ records }) => records[0]?.notes)).not.toContain('a\nb\nb');
  });

  it('a write that changes nothing there does not bring back what was shown before it', async () => {
    const { backend, client } = await aScene([aContact(1, { name: 'old' })]);
    const { seen } = await watch(client, { type: 'contact' });
    backend.records.set(idOf(1), { ...aContact(1, { name: 'new' }), version: 2 });
    await client.update('contact', idOf(1), { name: 'new' });
    await settle();
    expect(seen.map(({ records }) => records[0]?.name)).toEqual(['old', 'new', 'new']);
  });
});

describe('a write that is declined (W4)', () => {
  it('is undone alone, and kept until it is dismissed', async () => {
    const { backend, client } = await aScene(two());
    const { shown } = await watch(client, { type: 'contact', orderBy: byName, limit: 200 });
    backend.decide = (mutation) =>
      mutation.patches.some(({ id }) => id === idOf(1)) ? refused(mutation.id) : undefined;
    const first = client.update('contact', idOf(1), { name: 'poison' });
    const others = Array.from({ length: 100 }, (_, index) => client.create('contact', { name: `c${index}` }));
    expect(shown()).toContain('poison');
    expect(await first).toMatchObject({ status: 'refused', refusal: { code: 'not-permitted' } });
    expect((await Promise.all(others)).every(({ status }) => status === 'applied')).toBe(true);
    expect(shown()).toHaveLength(102);
    expect(shown()).toContain('Ada');
    const { attention } = client.connection.getSnapshot();
    expect(attention).toMatchObject([{ write: { command: 'contact.update' }, result: { status: 'refused' } }]);
    client.discard(attention[0]?.id ?? '');
    expect(client.connection.getSnapshot().attention).toEqual([]);
  });

  it('which another window sent when it was less is shown as far as it took effect, and its writer is asked about the rest (W5, D7)', async () => {
    const { backend, client } = await aScene(two());
    const { query, seen } = await watch(client, { type: 'contact' });
    backend.decide = ({ id }) => {
      // The feed is slow to tell of it.
      backend.records.set(idOf(1), { ...aContact(1, { name: 'Eve', jobTitle: 'Clerk' }), version: 2 });
      return { id, status: 'refused', refusal: { ok: false, code: 'mutation-id-reused' } };
    };
    const result = await client.update('contact', idOf(1), { name: 'Eve', jobTitle: 'Head' });
    expect(result).toMatchObject({ status: 'refused', refusal: { code: 'outcome-unknown' } });
    await settle();
    expect(query.getSnapshot().records[0]).toMatchObject({ name: 'Eve', jobTitle: 'Clerk', version: 2 });
    const names = seen.map(({ records }) => records[0]?.name);
    expect(names.slice(names.indexOf('Eve'))).not.toContain('Ada');
    expect(client.connection.getSnapshot().attention).toMatchObject([{ id: result.id }]);
    // All of it, this time.
    expect(await client.update('contact', idOf(1), { name: 'Eve' })).toMatchObject({ status: 'duplicate' });
  });

  it('is sent again by retry, once, with the time it was made and what its writer saw (W9)', async () => {
    const { backend, client, time } = await aScene(two());
    const { shown } = await watch(client, { type: 'contact' });
    backend.decide = ({ id }) => refused(id);
    const made = new Date(time.clock()).toISOString();
    await client.update('contact', idOf(1), { name: 'x' });
    const [declined] = client.connection.getSnapshot().attention;
    expect(declined).toMatchObject({
      at: made,
      write: { patches: [{ base: { version: 1, fields: { name: 'Ada' } } }] },
    });
    backend.put({ ...(backend.records.get(idOf(1)) as AnyRecord), name: 'Eve' });
    await settle();
    expect(await client.retry(declined?.id ?? '')).toMatchObject({ status: 'refused' });
    const { attention } = client.connection.getSnapshot();
    expect(attention).toHaveLength(1);
    expect(attention[0]?.id).not.toBe(declined?.id);
    expect(backend.pushes.at(-1)?.[0]?.patches).toEqual(declined?.write.patches);
    backend.decide = () => undefined;
    const again = client.retry(attention[0]?.id ?? '');
    expect(client.connection.getSnapshot()).toMatchObject({ pendingWrites: 1, attention: [] });
    expect(shown()).toContain('x');
    expect(await again).toMatchObject({ status: 'applied' });
    expect(await client.retry(attention[0]?.id ?? '')).toBeUndefined();
  });

  it('by a conflict shows what the others wrote', async () => {
    const { backend, client } = await aScene(two());
    const { shown } = await watch(client, { type: 'contact' });
    backend.decide = ({ id }) => ({
      id,
      status: 'conflict',
      conflicts: [{ type: 'contact', id: idOf(1), field: 'name', base: 'Ada', mine: 'x', theirs: 'Eve' }],
      current: [{ record: { ...aContact(1, { name: 'Eve' }), version: 2 } }],
    });
    expect(await client.update('contact', idOf(1), { name: 'x' })).toMatchObject({ status: 'conflict' });
    expect(shown()).toEqual(['Eve', 'Bob']);
    expect(client.connection.getSnapshot().attention).toHaveLength(1);
  });

  it('together with others is sent again alone, so that it keeps none of them', async () => {
    const { backend, client } = await aScene(two());
    backend.failing = (call) => {
      const isPoisoned = call === 'push' && backend.pushes.at(-1)?.some(({ command }) => command === 'contact.poison');
      return isPoisoned ? new BackendError('not-permitted', 'No.') : undefined;
    };
    const writes = ['contact.first', 'contact.poison', 'contact.third'].map((command, index) =>
      client.write({
        command,
        patches: [{ op: 'create', type: 'contact', id: idOf(10 + index), set: { name: command } }],
      }),
    );
    expect((await Promise.all(writes)).map(({ status }) => status)).toEqual(['applied', 'refused', 'applied']);
    expect(client.connection.getSnapshot()).toMatchObject({
      pendingWrites: 0,
      attention: [{ result: { refusal: { code: 'not-permitted' } } }],
    });
  });
});

describe('a write that nobody answers (W5)', () => {
  it('stays shown, and is sent again with the same id, so that it takes effect once', async () => {
    const { backend, client, time } = await aScene(two());
    const { shown } = await watch(client, { type: 'contact', orderBy: byName });
    // It takes effect, and the answer is lost.
    backend.failing = (call) => (call === 'pushed' ? new BackendError('timeout', 'No answer.') : undefined);
    const done = client.write({
      command: 'contact.note',
      patches: [{ op: 'update', type: 'contact', id: idOf(1), append: { notes: 'once' } }],
    });
    await time.pass(5_000);
    backend.failing = () => undefined;
    await time.pass(40_000);
    expect(await done).toMatchObject({ status: 'duplicate' });
    expect(new Set(backend.pushes.flat().map(({ id }) => id)).size).toBe(1);
    expect(backend.records.get(idOf(1))?.notes).toBe('once');
    expect(shown('notes')).toEqual(['once', undefined]);
  });

  it('waits while the backend is gone, with all that follow, and goes in order (W3)', async () => {
    const { backend, client, time } = await aScene(two());
    const { shown } = await watch(client, { type: 'contact', orderBy: byName });
    backend.goDown();
    const done: Promise<MutationResult>[] = [];
    for (const name of ['a', 'b', 'c']) {
      done.push(client.update('contact', idOf(1), { name }));
      await time.pass(700);
    }
    await time.pass(60_000);
    expect(client.connection.getSnapshot()).toMatchObject({ state: 'offline', pendingWrites: 2 });
    expect(shown()).toEqual(['Bob', 'c']);
    backend.comeUp();
    await time.pass(60_000);
    expect((await Promise.all(done)).map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
    expect(backend.records.get(idOf(1))).toMatchObject({ name: 'c', version: 3 });
    expect(client.connection.getSnapshot()).toMatchObject({ state: 'online', pendingWrites: 0 });
  });

  it('is told of when the client is closed', async () => {
    const { backend, client } = await aScene(two());
    backend.isHolding = true;
    const done = client.update('contact', idOf(1), { name: 'x' });
    await settle();
    client.close();
    await expect(done).rejects.toMatchObject({ code: 'offline' });
  });
});
