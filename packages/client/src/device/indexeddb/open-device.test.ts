import 'fake-indexeddb/auto';
import type { AnyRecord } from '@rapport/core';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptWrite } from '../device-storage.ts';
import { cacheFormats } from './cache-format.ts';
import { systemEnvironment } from '../../environment.ts';
import { accountDigest, createSealer, deviceKey } from '../../indexeddb/index.ts';
import { databaseNames } from './database-names.ts';
import { openDevice } from './index.ts';
import { outboxFormat } from './outbox-format.ts';
import { aContact, aDevice, aWrite, failingWrites, idOf } from './testing/index.ts';

let accounts = 0;
let account = '';
beforeEach(() => {
  account = `acme / jane@example.com ${(accounts += 1)}`;
});

const add =
  (...writes: readonly KeptWrite[]) =>
  (kept: readonly KeptWrite[]): readonly KeptWrite[] => [...kept, ...writes];
const storageFault = (message: RegExp) =>
  expect.objectContaining({ name: 'BackendError', code: 'storage', message: expect.stringMatching(message) as string });
const lost = (message: RegExp) => ({
  name: 'BackendError',
  code: 'storage',
  message: expect.stringMatching(message) as string,
});

/** A shape to come: it calls the command what it does. */
const nextOutbox = {
  schema: 2,
  upcasters: {
    1: (value: unknown) => {
      const write = value as KeptWrite;
      const { command } = write.mutation;
      return { ...write, mutation: { ...write.mutation, command: `did:${command}` } };
    },
  },
  matches: outboxFormat.matches,
};

/** Every value there is of an account, as it lies there. */
async function everything(): Promise<string> {
  const found: string[] = [];
  for (const name of Object.values(databaseNames(await accountDigest(account)))) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error as Error);
    });
    for (const store of database.objectStoreNames) {
      const values = await new Promise<readonly Record<string, unknown>[]>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result as Record<string, unknown>[]);
      });
      for (const value of values)
        found.push(
          JSON.stringify(value),
          ...Object.values(value).map((part) =>
            new TextDecoder().decode(part instanceof ArrayBuffer ? part : new Uint8Array()),
          ),
        );
    }
    database.close();
    found.push(name);
  }
  return found.join('\n');
}
/** Holds a database open and lets nobody else have it. */
async function clutch(name: string): Promise<IDBDatabase> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
  });
}

describe('what a device keeps', () => {
  it('is of one account alone (D11)', async () => {
    const jane = await aDevice(account);
    await jane.device.outbox.change(add(aWrite(1)));
    const john = await aDevice(`${account} too`);
    expect(await john.device.outbox.load()).toEqual([]);
    await expect(openDevice({ account: '' })).rejects.toThrow('An account is needed');
  });

  it('can be read by nobody without the key, nor told from the names (D17)', async () => {
    const { device } = await aDevice(account);
    await device.outbox.change(add(aWrite(4711)));
    const fence = await device.cache.lead();
    const horizon = aContact(5, 1, { name: 'Marker Horizon' });
    await device.cache.apply(
      {
        cursor: 'epoch.7',
        put: [aContact(4, 1, { name: 'Marker Record' })],
        remove: [],
        queries: [
          {
            key: 'k',
            request: { type: 'contact', where: { field: 'name', op: 'eq', value: 'Marker Filter' } },
            limit: 50,
            horizon,
            next: null,
            total: { kind: 'unknown' },
            usedAt: 1,
          },
        ],
      },
      fence,
    );
    const stored = await everything();
    for (const marker of ['4711', 'Contact', 'Marker', 'jane', 'acme', 'example.com', 'epoch.7'])
      expect(stored).not.toContain(marker);
    const again = await aDevice(account);
    expect(await again.device.cache.load()).toMatchObject({ cursor: 'epoch.7', queries: [{ horizon }] });
  });

  it('keeps of several changes of one turn those that can be made, in one transaction', async () => {
    const { device } = await aDevice(account);
    const answers = await Promise.allSettled([
      device.outbox.change(add(aWrite(1))),
      device.outbox.change(() => {
        throw new TypeError('no');
      }),
      device.outbox.change(add(aWrite(2))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await device.outbox.load()).toEqual([aWrite(1), aWrite(2)]);
  });

  it('says that nothing was kept where the disk is full, and goes on when it is not (D12)', async () => {
    const { device, lost: reasons } = await aDevice(account);
    const storage = failingWrites();
    try {
      storage.failAfter(1);
      await expect(device.outbox.change(add(aWrite(1)))).rejects.toEqual(storageFault(/nothing was kept/));
    } finally {
      storage.stop();
    }
    expect(await device.outbox.change(add(aWrite(2)))).toEqual([aWrite(2)]);
    expect(reasons).toEqual([]);
  });

  it('rejects everything once it is closed', async () => {
    const { device } = await aDevice(account);
    const fence = await device.cache.lead();
    const last = device.outbox.change(add(aWrite(1)));
    await last;
    await device.close();
    for (const call of [
      () => device.outbox.load(),
      () => device.outbox.change(add(aWrite(2))),
      () => device.cache.load(),
      () => device.cache.lead(),
      () => device.cache.apply({ cursor: null, put: [], remove: [] }, fence),
      () => device.cache.clear(fence),
    ])
      await expect(call()).rejects.toEqual(storageFault(/was closed/));
  });
});

describe('an upgrade', () => {
  it('converts waiting writes as they are read, and what another window of the new version makes of them stays (D15)', async () => {
    const before = await aDevice(account);
    await before.device.outbox.change(add(aWrite(1), aWrite(2)));
    await before.device.close();
    const after = await aDevice(account, { outbox: nextOutbox });
    const kept = await after.device.outbox.load();
    expect(kept.map(({ mutation }) => mutation.command)).toEqual(['did:contact.create', 'did:contact.create']);
    await after.device.outbox.change((writes) => writes.map((write) => ({ ...write, state: 'inflight' })));
    const again = await aDevice(account, { outbox: nextOutbox });
    expect(await again.device.outbox.load()).toEqual(kept.map((write) => ({ ...write, state: 'inflight' })));
  });

  it('keeps visible what it can’t convert, until that is discarded (D15)', async () => {
    const before = await aDevice(account);
    await before.device.outbox.change(add(aWrite(1), aWrite(2)));
    await before.device.close();
    const upcasters = {
      1: (value: unknown) => ((value as KeptWrite).mutation.id === idOf(1) ? 'nonsense' : value),
    };
    const after = await aDevice(account, { outbox: { ...nextOutbox, upcasters } });
    const [odd, good] = await after.device.outbox.load();
    expect(odd).toMatchObject({ state: 'refused', result: { refusal: { code: 'unreadable' } } });
    expect(good).toEqual(aWrite(2));
    // Nothing that is done to it touches what lies there.
    await after.device.outbox.change((kept) => kept.map((write) => ({ ...write, state: 'blocked' })));
    expect((await after.device.outbox.load()).map(({ state }) => state)).toEqual(['refused', 'blocked']);
    await after.device.close();
    const mended = await aDevice(account, { outbox: nextOutbox });
    expect((await mended.device.outbox.load()).map(({ mutation }) => mutation.id)).toEqual([idOf(1), idOf(2)]);
    await mended.device.close();
    const last = await aDevice(account, { outbox: { ...nextOutbox, upcasters } });
    const [first] = await last.device.outbox.load();
    await last.device.outbox.change((kept) => kept.filter((write) => write !== first));
    const left = await aDevice(account, { outbox: nextOutbox });
    expect((await left.device.outbox.load()).map(({ mutation }) => mutation.id)).toEqual([idOf(2)]);
  });

  it('drops records that it can’t convert, and lets nobody write on top of them', async () => {
    const before = await aDevice(account);
    const fence = await before.device.cache.lead();
    await before.device.cache.apply({ cursor: 'e.1', put: [aContact(1)], remove: [] }, fence);
    await before.device.close();
    const schema = cacheFormats.schema + 1;
    const next = { ...cacheFormats, schema, segment: { ...cacheFormats.segment, schema } };
    const after = await aDevice(account, { cache: next });
    expect(await after.device.cache.load()).toBeUndefined();
    expect(await after.device.cache.apply({ cursor: 'e.2', put: [], remove: [] }, fence)).toBe(false);
    const again = await after.device.cache.lead();
    expect(await after.device.cache.apply({ cursor: 'e.3', put: [aContact(2)], remove: [] }, again)).toBe(true);
    expect(await after.device.cache.load()).toMatchObject({ cursor: 'e.3', records: [aContact(2)] });
  });

  it('reads the records that were kept as rows', async () => {
    await (await aDevice(account, { cache: { ...cacheFormats, schema: 1 } })).device.close();
    const names = databaseNames(await accountDigest(account));
    const sealer = createSealer(await deviceKey(names.key, systemEnvironment().schedule), 'cache', 1);
    const records = [aContact(1), aContact(2, 3, { tags: [] }), aContact(3), aContact(4, 1, { tags: ['new'] })];
    const rows = (some: readonly AnyRecord[]) =>
      some.map((record) => ({ fields: Object.keys(record), rows: [Object.values(record)] }));
    const [first, second] = [
      await sealer.seal({ put: rows(records), remove: [], cursor: 'e.1' }),
      await sealer.seal({ put: [], remove: [{ type: 'contact', id: idOf(1) }], cursor: 'e.2' }),
    ];
    const view = { key: 'all', horizon: null };
    const views = {
      since: 1,
      index: await sealer.seal({ cursor: 'e.1', keys: ['all'] }),
      values: [await sealer.seal({ ...view, put: rows(records) })],
    };
    const queries = await sealer.seal([{ key: 'all', request: { type: 'contact' } }]);
    const description = await sealer.seal({ name: 'test', paging: {} });
    const database = await openDB(names.cache);
    await Promise.all([
      database.add('delta', first),
      database.add('delta', second),
      database.put('meta', queries, 'queries'),
      database.put('meta', description, 'description'),
      database.put('meta', views, 'views'),
    ]);
    database.close();

    const { cache } = (await aDevice(account)).device;
    const left = records.slice(1);
    expect(await cache.load()).toEqual({
      cursor: 'e.2',
      description: { name: 'test', paging: {} },
      queries: [{ key: 'all', request: { type: 'contact' } }],
      records: left,
      views: [{ ...view, records: left }],
    });
    const fence = await cache.lead();
    expect(await cache.apply({ cursor: 'e.3', put: [aContact(2, 4)], remove: [] }, fence)).toBe(true);
    const now = await cache.load();
    expect(now?.cursor).toBe('e.3');
    expect(new Set(now?.records)).toEqual(new Set([aContact(2, 4), ...records.slice(2)]));
  });

  it('takes the storage over from an old window, which says so; no old one can be opened beside it (D15)', async () => {
    const old = await aDevice(account);
    await old.device.outbox.change(add(aWrite(1)));
    const next = await aDevice(account, { outbox: nextOutbox });
    expect(old.lost).toMatchObject([lost(/newer version/)]);
    await expect(old.device.outbox.load()).rejects.toEqual(storageFault(/newer version/));
    await expect(old.device.cache.lead()).rejects.toEqual(storageFault(/newer version/));
    expect(await next.device.outbox.load()).toHaveLength(1);
    await expect(aDevice(account)).rejects.toEqual(storageFault(/newer version/));
  });

  it('does not wait for an old window that is frozen (D15)', async () => {
    const old = await aDevice(account);
    old.freeze();
    const next = await aDevice(account, { outbox: nextOutbox });
    expect(await next.device.outbox.load()).toEqual([]);
    const waiting = old.device.outbox.load();
    old.resume();
    await expect(waiting).rejects.toEqual(storageFault(/newer version/));
  });

  it('gives up, and says why, where something does not let go (D15)', async () => {
    await (await aDevice(account)).device.close();
    const held = await clutch(databaseNames(await accountDigest(account)).outbox);
    await expect(aDevice(account, { outbox: nextOutbox })).rejects.toEqual(storageFault(/older version/));
    held.close();
    expect(await (await aDevice(account, { outbox: nextOutbox })).device.outbox.load()).toEqual([]);
  });
});

describe('a page that is frozen', () => {
  it('finishes what was begun, waits with the rest, and finds what others did meanwhile', async () => {
    const frozen = await aDevice(account);
    const begun = frozen.device.outbox.change(add(aWrite(1)));
    frozen.freeze();
    let isDone = false;
    const rest = Promise.all([begun, frozen.device.outbox.change(add(aWrite(3)))]).then(() => (isDone = true));
    const other = await aDevice(account);
    await other.device.outbox.change(add(aWrite(2)));
    expect(isDone).toBe(false);
    frozen.resume();
    await rest;
    const kept = (await other.device.outbox.load()).map(({ mutation }) => mutation.id);
    expect(kept.toSorted()).toEqual([idOf(1), idOf(2), idOf(3)]);
  });

  it('says that the storage is lost where it was deleted, or made anew, meanwhile (D12)', async () => {
    for (const isMadeAnew of [false, true]) {
      const frozen = await aDevice(account);
      await frozen.device.outbox.change(add(aWrite(1)));
      frozen.freeze();
      const other = await aDevice(account);
      await other.device.wipe();
      if (isMadeAnew) await (await aDevice(account)).device.close();
      frozen.resume();
      await expect(frozen.device.outbox.change(add(aWrite(2)))).rejects.toEqual(storageFault(/deleted/));
      expect(frozen.lost).toMatchObject([lost(/deleted/)]);
      const names = new Set((await indexedDB.databases()).map(({ name }) => name));
      if (!isMadeAnew) expect(names).not.toContain(databaseNames(await accountDigest(account)).outbox);
    }
  });
});

describe('storage that the browser found damaged', () => {
  afterEach(() => void delete (IDBVersionChangeEvent.prototype as { dataLoss?: string }).dataLoss);

  it('is told of by whoever opens it first (D12)', async () => {
    Object.defineProperty(IDBVersionChangeEvent.prototype, 'dataLoss', { configurable: true, value: 'total' });
    expect((await openDevice({ account })).isDamaged).toBe(true);
    Object.defineProperty(IDBVersionChangeEvent.prototype, 'dataLoss', { configurable: true, value: 'none' });
    expect((await openDevice({ account })).isDamaged).toBe(false);
    expect((await openDevice({ account: `${account} too` })).isDamaged).toBe(false);
  });
});

describe('wiping', () => {
  it('leaves nothing on the device, and tells the other windows (D17)', async () => {
    const [here, there] = [await aDevice(account), await aDevice(account)];
    await here.device.outbox.change(add(aWrite(1)));
    await here.device.wipe();
    const names = Object.values(databaseNames(await accountDigest(account)));
    expect((await indexedDB.databases()).filter(({ name }) => name && names.includes(name))).toEqual([]);
    expect(there.lost).toMatchObject([lost(/deleted/)]);
    await expect(here.device.outbox.load()).rejects.toEqual(storageFault(/wiped/));
    await expect(there.device.cache.load()).rejects.toEqual(storageFault(/deleted/));
    expect(await (await aDevice(account)).device.outbox.load()).toEqual([]);
  });

  it('begins where nothing waits, and then nothing is kept any more, in any window (D1, D17)', async () => {
    const [here, there] = [await aDevice(account), await aDevice(account)];
    await there.device.outbox.change(add(aWrite(1)));
    expect(await here.device.outbox.end()).toMatchObject([{ mutation: { id: idOf(1) } }]);
    await there.device.outbox.change((kept) => kept.map((one) => ({ ...one, state: 'acknowledged' })));
    expect(await here.device.outbox.end()).toMatchObject([{ state: 'acknowledged' }]);
    for (const { device } of [here, there])
      await expect(device.outbox.change(add(aWrite(2)))).rejects.toEqual(storageFault(/wiped/));
  });

  it('comes to its end with the next page where a crash cut it short (D17)', async () => {
    const crashed = await aDevice(account);
    await crashed.device.cache.apply(
      { cursor: '1', put: [aContact(1)], remove: [] },
      await crashed.device.cache.lead(),
    );
    await crashed.device.outbox.end();
    const { device } = await aDevice(account);
    expect(await device.cache.load()).toBeUndefined();
    await device.outbox.change(add(aWrite(2)));
    expect(await device.outbox.load()).toMatchObject([{ mutation: { id: idOf(2) } }]);
  });

  it('works where the storage is lost already', async () => {
    const old = await aDevice(account);
    await old.device.outbox.change(add(aWrite(1)));
    await (await aDevice(account, { outbox: nextOutbox })).device.close();
    await old.device.wipe();
    expect(await (await aDevice(account)).device.outbox.load()).toEqual([]);
  });

  it('empties what something else does not let go of (D17)', async () => {
    const { device } = await aDevice(account);
    await device.outbox.change(add(aWrite(1)));
    const held = await clutch(databaseNames(await accountDigest(account)).outbox);
    await device.wipe();
    expect(
      await new Promise((resolve) => {
        const request = held.transaction('writes').objectStore('writes').count();
        request.onsuccess = () => resolve(request.result);
      }),
    ).toBe(0);
    held.close();
  });
});
