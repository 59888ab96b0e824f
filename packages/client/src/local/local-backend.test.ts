import 'fake-indexeddb/auto';
import type { Patch } from '@rapport/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { localBackend, type LocalBackend } from './index.ts';
import { standardModel } from '@rapport/core';
import { systemEnvironment } from '../environment.ts';
import { LocalStore } from './local-store.ts';
import { databaseName, type Sizes } from './database.ts';
import { aMutation, at, contacts, create, id, push, update } from './testing/index.ts';

let databases = 0;
const aName = (): string => `test-${(databases += 1)}`;
const opened: LocalBackend[] = [];

/** A window of the page: each has a connection and a memory of its own. */
function aWindow(name: string, sizes?: Sizes): LocalBackend {
  const backend = localBackend({ name, clock: () => Date.parse(at), timeZone: 'UTC' }, sizes);
  opened.push(backend);
  return backend;
}
const small: Sizes = { chunk: 5, chunksAtOnce: 20, foldAfter: 10, keptEntries: 8, keptChanges: 20 };

/** Folds the journal of a database. */
async function folded(name: string): Promise<void> {
  const store = new LocalStore({
    name,
    isSealed: false,
    model: standardModel,
    newId: () => id(1),
    sizes: small,
    schedule: systemEnvironment().schedule,
    life: () => () => {},
  });
  await store.fold();
  await store.close();
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((backend) => backend.close()));
});

describe('the local backend', () => {
  it('keeps what it has acknowledged', async () => {
    const name = aName();
    const before = aWindow(name);
    await push(before, create(1), create(2));
    await push(before, update(1, { country: 'DE', 'externalIds.erp': '10042' }), {
      op: 'delete',
      type: 'contact',
      id: id(2),
    });
    // Not closed: as if the tab had crashed.
    const after = aWindow(name);
    expect(await contacts(after)).toEqual(await contacts(before));
    expect(await after.get([{ type: 'contact', name: { system: 'erp', externalId: '10042' } }])).toMatchObject({
      records: [{ id: id(1), country: 'DE', version: 2 }],
    });
    expect(await push(after, create(2))).toMatchObject({ status: 'refused', refusal: { code: 'deleted' } });
  });

  it('A2 knows a mutation again after a restart', async () => {
    const name = aName();
    const mutation = aMutation(create(1));
    const increment = aMutation({ op: 'update', type: 'contact', id: id(1), append: { notes: 'once' } });
    const first = aWindow(name);
    await first.push([mutation, increment]);
    await first.close();
    const second = aWindow(name);
    expect(await second.push([mutation, increment])).toMatchObject([
      { status: 'duplicate', written: [{ record: { notes: 'once' } }] },
      { status: 'duplicate' },
    ]);
    expect(await second.push([{ ...mutation, patches: [create(7)] }])).toMatchObject([
      { status: 'refused', refusal: { code: 'mutation-id-reused' } },
    ]);
  });

  it.each([1, 7, 20, 21, 40, 41])(
    'starts from chunks and the journal behind them alike: %i chunks of records',
    async (chunks) => {
      const name = aName();
      const first = aWindow(name, small);
      const records = chunks * small.chunk - 1;
      await push(first, ...Array.from({ length: records }, (_, n) => create(n)));
      await push(first, { op: 'delete', type: 'contact', id: id(0) });
      await folded(name);
      await push(first, update(1, { country: 'DE' }), { op: 'delete', type: 'contact', id: id(2) });
      const second = aWindow(name, small);
      const all = { type: 'contact', limit: 1_000, total: true } as const;
      expect({ ...(await second.query(all)), cursor: null }).toEqual({ ...(await first.query(all)), cursor: null });
      expect((await second.query(all)).total).toEqual({ kind: 'exact', value: records - 2 });
      expect(await push(second, create(0))).toMatchObject({ refusal: { code: 'deleted' } });
    },
  );

  it('folds by itself, and keeps of the journal what others have yet to read', async () => {
    const name = aName();
    const first = aWindow(name, small);
    for (let n = 0; n < 60; n += 1) await push(first, n === 0 ? create(1) : update(1, { country: `C${n}` }));
    await first.close();
    const journal = await new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(databaseName(name));
      opening.onerror = reject;
      opening.onsuccess = () => {
        const count = opening.result.transaction('entries').objectStore('entries').count();
        count.onsuccess = () => {
          opening.result.close();
          resolve(count.result);
        };
      };
    });
    expect(journal).toBeGreaterThanOrEqual(small.keptEntries);
    expect(journal).toBeLessThanOrEqual(small.keptEntries + small.foldAfter + 1);
  });

  it('two windows take turns: neither decides on records the other has changed', async () => {
    const name = aName();
    const [left, right] = [aWindow(name), aWindow(name)];
    await push(left, { op: 'create', type: 'company', id: id(1), set: { name: 'Acme', employees: 0 } });
    await contacts(right);
    const increment: Patch = { op: 'update', type: 'company', id: id(1), increment: { employees: 1 } };
    await Promise.all(Array.from({ length: 20 }, (_, n) => push(n % 2 ? left : right, increment)));
    await Promise.all([push(left, create(5, 'Left')), push(right, create(5, 'Right'))]).then((results) => {
      expect(results.map((result) => result?.status).sort()).toEqual(['applied', 'refused']);
    });
    for (const [n, backend] of [left, right, aWindow(name)].entries()) {
      await push(backend, create(100 + n));
      expect(await backend.get([{ type: 'company', name: { id: id(1) } }])).toMatchObject({
        records: [{ employees: 20, version: 21 }],
      });
    }
  });

  it('one window hears of what the other has written', async () => {
    const name = aName();
    const [left, right] = [aWindow(name), aWindow(name)];
    const controller = new AbortController();
    const feed = right.changes({ since: null, signal: controller.signal })[Symbol.asyncIterator]();
    await feed.next();
    await push(left, create(1));
    expect((await feed.next()).value).toMatchObject({ changes: [{ op: 'put', record: { id: id(1) } }] });
    expect(await contacts(right)).toHaveLength(1);
    controller.abort();
  });

  it('a window that slept through more than the journal holds reads everything again, and its feed says so', async () => {
    const name = aName();
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        close() {}
        postMessage() {}
      },
    );
    const sleeper = aWindow(name, small);
    const controller = new AbortController();
    const feed = sleeper.changes({ since: null, signal: controller.signal })[Symbol.asyncIterator]();
    await feed.next();
    const waiting = feed.next();
    const awake = aWindow(name, small);
    // More than is kept behind the fold, which comes by itself.
    for (let n = 0; n < 60; n += 1) await push(awake, n === 0 ? create(1) : update(1, { country: `C${n}` }));
    expect(await push(sleeper, update(1, { nonsense: 1 }))).toMatchObject({ status: 'refused' });
    expect((await waiting).value).toMatchObject({ kind: 'reset' });
    expect(await contacts(sleeper)).toMatchObject([{ id: id(1), country: 'C59', version: 60 }]);
    expect(await push(sleeper, update(1, { country: 'mine' }))).toMatchObject({ status: 'applied' });
    expect(await contacts(aWindow(name))).toMatchObject([{ country: 'mine', version: 61 }]);
    controller.abort();
    vi.unstubAllGlobals();
  });

  it('a cursor outlives the window', async () => {
    const name = aName();
    const first = aWindow(name);
    await push(first, create(1));
    const { cursor } = await first.query({ type: 'contact' });
    await push(first, create(2));
    await first.close();
    const controller = new AbortController();
    const feed = aWindow(name).changes({ since: cursor, signal: controller.signal })[Symbol.asyncIterator]();
    expect((await feed.next()).value).toMatchObject({
      kind: 'changes',
      from: cursor,
      changes: [{ op: 'put', record: { id: id(2) } }],
    });
    controller.abort();
  });

  it.each([
    [
      'in the middle of the write',
      () => {
        const put = IDBObjectStore.prototype.put;
        let puts = 0;
        return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function write(
          this: IDBObjectStore,
          ...values
        ) {
          puts += 1;
          if (puts > 1) throw new DOMException('full', 'QuotaExceededError');
          return put.apply(this, values);
        });
      },
    ],
    [
      'at the write',
      () =>
        vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
          throw new DOMException('full', 'QuotaExceededError');
        }),
    ],
    [
      'at the commit',
      () =>
        vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function commit(this: IDBTransaction) {
          Object.defineProperty(this, 'error', { value: new DOMException('full', 'QuotaExceededError') });
          this.abort();
        }),
    ],
  ])('a full disk is told, and nothing is half-applied: %s', async (_when, fill) => {
    const name = aName();
    const backend = aWindow(name);
    await push(backend, create(1));
    const mutation = aMutation(create(2), update(1, { country: 'DE' }));
    const full = fill();
    await expect(backend.push([mutation])).rejects.toMatchObject({
      name: 'BackendError',
      code: 'storage',
      message: expect.stringContaining('no room') as string,
    });
    full.mockRestore();
    expect(await contacts(backend)).toMatchObject([{ id: id(1), version: 1 }]);
    expect(await contacts(aWindow(name))).toMatchObject([{ id: id(1), version: 1 }]);
    // There is room again: the same mutation takes effect, once.
    expect(await backend.push([mutation])).toMatchObject([{ status: 'applied' }]);
    expect(await contacts(aWindow(name))).toMatchObject([{ id: id(1), version: 2 }, { id: id(2) }]);
  });

  it('says so when the database is deleted under it, and lets the deletion go on', async () => {
    const name = aName();
    const backend = aWindow(name);
    await push(backend, create(1));
    const feed = backend.changes({ since: null, signal: new AbortController().signal })[Symbol.asyncIterator]();
    await feed.next();
    const waiting = feed.next().catch((error: unknown) => error);
    await new Promise((resolve, reject) => {
      const deletion = indexedDB.deleteDatabase(databaseName(name));
      deletion.onsuccess = resolve;
      deletion.onerror = reject;
    });
    const told = { code: 'storage', message: expect.stringContaining('were deleted') as string };
    expect(await waiting).toMatchObject(told);
    await expect(push(backend, create(2))).rejects.toMatchObject(told);
    await expect(contacts(backend)).rejects.toMatchObject(told);
  });

  it('says so when another window holds an older version that does not let go', async () => {
    const name = aName();
    // A window of an older page, frozen: it does not answer.
    const frozen = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(databaseName(name), 1);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = reject;
    });
    const original = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementation((database, version) => original(database, (version ?? 1) + 1));
    const backend = aWindow(name);
    await expect(contacts(backend)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('older version') as string,
    });
    frozen.close();
  });

  it('says so when it was closed, and when there is no IndexedDB', async () => {
    const backend = aWindow(aName());
    await push(backend, create(1));
    await backend.close();
    await expect(push(backend, create(2))).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('closed') as string,
    });
    vi.stubGlobal('indexedDB', undefined);
    await expect(contacts(aWindow(aName()))).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('no IndexedDB') as string,
    });
    vi.unstubAllGlobals();
  });

  it('asks for a durable transaction before it answers', async () => {
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const backend = aWindow(aName());
    await contacts(backend);
    transactions.mockClear();
    await push(backend, create(1));
    // Beside it, a page that opens makes an empty database and deletes it.
    const written = transactions.mock.calls.filter(([, mode]) => mode !== 'versionchange');
    expect(written).toEqual([[expect.arrayContaining(['entries']), 'readwrite', { durability: 'strict' }]]);
  });
});
