import 'fake-indexeddb/auto';
import type { Patch } from '@rapport/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultSizes, databaseNames, type Sizes } from './database.ts';
import { localBackend, type LocalBackend } from './index.ts';
import { aMutation, at, contacts, create, id, push, update } from './testing/index.ts';

const small: Sizes = { chunk: 5, chunksAtOnce: 2, foldAfter: 10, keptEntries: 8, keptChanges: 20 };
let names = 0;
const aName = (): string => `jane@acme.example ${(names += 1)}`;
const opened: LocalBackend[] = [];
function aWindow(name: string, sealed = true, sizes = defaultSizes): LocalBackend {
  const backend = localBackend({ name, sealed, clock: () => Date.parse(at), timeZone: 'UTC' }, sizes);
  opened.push(backend);
  return backend;
}
const databases = async (): Promise<readonly (string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name);

/** All that lies in a database, as text. */
async function dump(name: string): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
  });
  const found: string[] = [name];
  for (const store of database.objectStoreNames) {
    const values = await new Promise<readonly object[]>((resolve) => {
      const request = database.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => resolve(request.result as object[]);
    });
    for (const value of values) {
      found.push(JSON.stringify(value));
      for (const part of Object.values(value))
        if (part instanceof ArrayBuffer) found.push(new TextDecoder().decode(part));
    }
  }
  database.close();
  return found.join('\n');
}

afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(opened.splice(0).map((backend) => backend.close()));
});

describe('the local backend, sealed', () => {
  it('keeps what it has acknowledged, through folds, and knows a mutation again (A2)', async () => {
    const name = aName();
    const first = aWindow(name, true, small);
    const mutation = aMutation(create(1), create(2));
    await first.push([mutation]);
    for (let n = 3; n < 40; n += 1) await push(first, create(n), update(1, { country: `C${n}` }));
    await push(first, { op: 'delete', type: 'contact', id: id(2) });
    await first.close();
    const second = aWindow(name, true, small);
    expect(await contacts(second)).toHaveLength(38);
    expect(await second.get([{ type: 'contact', name: { id: id(1) } }])).toMatchObject({
      records: [{ country: 'C39' }],
    });
    expect(await second.push([mutation])).toMatchObject([{ status: 'duplicate' }]);
    expect(await second.push([{ ...mutation, patches: [create(7)] }])).toMatchObject([
      { status: 'refused', refusal: { code: 'mutation-id-reused' } },
    ]);
    expect(await push(second, create(2))).toMatchObject({ refusal: { code: 'deleted' } });
  });

  it('shows nobody who takes a look what is in it, nor whose it is', async () => {
    const name = aName();
    const backend = aWindow(name, true, small);
    for (let n = 0; n < 20; n += 1) await push(backend, create(n, `Marker ${n}`), update(n, { jobTitle: 'Marker' }));
    await backend.close();
    const { records } = await databaseNames(name, true);
    const found = await dump(records);
    for (const marker of ['Marker', 'contact', 'jane', 'acme', id(1)]) {
      // Ids of mutations are keys; they name nobody.
      expect(found).not.toContain(marker);
    }
    const open = aWindow(name, false);
    expect(await contacts(open)).toEqual([]);
  });

  it('windows take turns, hear of each other, and one that slept through much reads everything again', async () => {
    const name = aName();
    const [left, right] = [aWindow(name, true, small), aWindow(name, true, small)];
    await push(left, { op: 'create', type: 'company', id: id(1), set: { name: 'Acme', employees: 0 } });
    const feed = right.changes({ since: null, signal: new AbortController().signal })[Symbol.asyncIterator]();
    await feed.next();
    const increment: Patch = { op: 'update', type: 'company', id: id(1), increment: { employees: 1 } };
    const mutation = aMutation(increment);
    await Promise.all([
      ...Array.from({ length: 20 }, (_, n) => push(n % 2 ? left : right, increment)),
      // The same one from both.
      left.push([mutation]),
      right.push([mutation]),
    ]);
    expect((await feed.next()).value).toMatchObject({ kind: 'changes' });
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        close() {}
        postMessage() {}
      },
    );
    const sleeper = aWindow(name, true, small);
    expect(await contacts(sleeper)).toEqual([]);
    for (let n = 0; n < 60; n += 1) await push(left, n === 0 ? create(1) : update(1, { country: `C${n}` }));
    expect(await push(sleeper, update(1, { country: 'mine' }))).toMatchObject({ status: 'applied' });
    expect(await contacts(aWindow(name, true, small))).toMatchObject([{ country: 'mine', version: 61 }]);
    expect(await sleeper.get([{ type: 'company', name: { id: id(1) } }])).toMatchObject({
      records: [{ employees: 21 }],
    });
  });
});

describe.each([true, false])('wiping, sealed: %s', (sealed) => {
  it('leaves nothing, and ends every window', async () => {
    const name = aName();
    const [here, there] = [aWindow(name, sealed), aWindow(name, sealed)];
    await push(here, create(1));
    await contacts(there);
    await here.wipe();
    const { records, key } = await databaseNames(name, sealed);
    expect(await databases()).not.toContain(records);
    expect(await databases()).not.toContain(key);
    await expect(push(here, create(2))).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('wiped') as string,
    });
    await expect(push(there, create(2))).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('deleted') as string,
    });
    expect(await contacts(aWindow(name, sealed))).toEqual([]);
  });

  it('takes what an earlier page left, also where this one never opened it', async () => {
    const name = aName();
    const before = aWindow(name, sealed);
    await push(before, create(1));
    await before.close();
    await aWindow(name, sealed).wipe();
    const { records } = await databaseNames(name, sealed);
    expect(await databases()).not.toContain(records);
  });
});
