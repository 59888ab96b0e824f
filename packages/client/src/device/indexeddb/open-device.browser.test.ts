import { expect } from '@open-wc/testing';
import type { DeviceStorage, KeptWrite } from '../device-storage.ts';
import { accountDigest } from '../../indexeddb/index.ts';
import { databaseNames } from './database-names.ts';
import { openDevice } from './index.ts';
import { aContact, aWrite, checkCacheHistories, checkOutboxHistories, idOf } from './testing/index.ts';

const add =
  (...writes: readonly KeptWrite[]) =>
  (kept: readonly KeptWrite[]) => [...kept, ...writes];
const ids = (kept: readonly KeptWrite[]): string[] => kept.map(({ mutation }) => mutation.id);

describe('what a device keeps, in a browser', () => {
  let account = '';
  let devices: DeviceStorage[] = [];
  const aWindow = async (): Promise<DeviceStorage> => {
    const device = await openDevice({ account });
    devices.push(device);
    return device;
  };
  beforeEach(() => {
    account = crypto.randomUUID();
    devices = [];
  });
  afterEach(async () => {
    for (const device of devices) await device.wipe().catch(() => undefined);
  });

  it('keeps writes and records from one opening to the next (D1)', async () => {
    const first = await aWindow();
    await first.outbox.change(add(aWrite(1), aWrite(2)));
    const fence = await first.cache.lead();
    const record = aContact(1);
    await first.cache.apply({ cursor: 'e.1', put: [record], remove: [] }, fence);
    await first.close();
    const second = await aWindow();
    expect(ids(await second.outbox.load())).to.deep.equal([idOf(1), idOf(2)]);
    expect(await second.cache.load()).to.deep.equal({
      cursor: 'e.1',
      description: undefined,
      records: [record],
      queries: [],
    });
  });

  it('windows take turns: none undoes what another one keeps', async () => {
    const windows = await Promise.all([aWindow(), aWindow(), aWindow()]);
    await Promise.all(Array.from({ length: 60 }, (_, n) => windows[n % 3]!.outbox.change(add(aWrite(n)))));
    const kept = await (await aWindow()).outbox.load();
    expect(ids(kept).toSorted()).to.deep.equal(Array.from({ length: 60 }, (_, n) => idOf(n)));
    for (const window of windows) expect(ids(await window.outbox.load())).to.deep.equal(ids(kept));
  });

  it('what waits is what was answered, whatever fails in between (D1, D12)', () => checkOutboxHistories(5));

  it('holds what was applied as of its cursor, whatever fails in between (D6)', () => checkCacheHistories(8));

  it('leaves nothing behind when wiped, and says so to the other windows (D17)', async () => {
    const [here, there] = [await aWindow(), await aWindow()];
    await here.outbox.change(add(aWrite(1)));
    await there.outbox.load();
    const lost = new Promise<Error>((resolve) => there.onLost(resolve));
    await here.wipe();
    expect(await lost).to.include({ name: 'BackendError', code: 'storage' });
    const error: unknown = await there.outbox.change(add(aWrite(2))).catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'BackendError', code: 'storage' });
    const names = Object.values(databaseNames(await accountDigest(account)));
    const left = (await indexedDB.databases()).flatMap(({ name }) => (name && names.includes(name) ? [name] : []));
    expect(left).to.deep.equal([]);
    expect(await (await aWindow()).outbox.load()).to.deep.equal([]);
  });
});
