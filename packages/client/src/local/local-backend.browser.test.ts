import { expect } from '@open-wc/testing';
import type { ChangeMessage, Patch } from '@rapport/core';
import { databaseName, databaseNames } from './database.ts';
import { localBackend, type LocalBackend } from './index.ts';
import { aMutation, at, create, id, push } from './testing/index.ts';

const increment: Patch = { op: 'update', type: 'company', id: id(1), increment: { employees: 1 } };

describe('the local backend in a browser', () => {
  let name = '';
  let windows: LocalBackend[] = [];
  const aWindow = (): LocalBackend => {
    const backend = localBackend({ name });
    windows.push(backend);
    return backend;
  };
  beforeEach(() => {
    name = crypto.randomUUID();
    windows = [];
  });
  afterEach(async () => {
    await Promise.all(windows.map((backend) => backend.close()));
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(databaseName(name)).onsuccess = resolve;
    });
  });

  it('keeps what it has acknowledged, and knows a mutation again (A2)', async () => {
    const first = aWindow();
    const mutation = aMutation(create(1), create(2));
    await first.push([mutation]);
    await push(first, { op: 'delete', type: 'contact', id: id(2) });
    const second = aWindow();
    const { records } = await second.query({ type: 'contact' });
    expect(records.map((record) => record.id)).to.deep.equal([id(1)]);
    expect((await second.push([mutation]))[0]?.status).to.equal('duplicate');
  });

  it('two windows take turns', async () => {
    const [left, right] = [aWindow(), aWindow()];
    await push(left, { op: 'create', type: 'company', id: id(1), set: { name: 'Acme', employees: 0 } });
    await Promise.all(Array.from({ length: 40 }, (_, n) => push(n % 2 ? left : right, increment)));
    const { records } = await aWindow().query({ type: 'company' });
    expect(records[0]?.employees).to.equal(40);
    expect(records[0]?.version).to.equal(41);
  });

  it('sealed, keeps what it has acknowledged, and leaves nothing when wiped', async () => {
    const sealed = localBackend({ name, sealed: true });
    await push(sealed, create(1));
    await sealed.close();
    const again = localBackend({ name, sealed: true });
    const other = localBackend({ name, sealed: true });
    expect((await again.query({ type: 'contact' })).records).to.have.length(1);
    await Promise.all([push(again, create(2)), push(other, create(3))]);
    // A write is decided on what the others wrote.
    await push(again, { op: 'update', type: 'contact', id: id(3), set: { country: 'DE' } });
    expect((await again.query({ type: 'contact' })).records).to.have.length(3);
    await again.wipe();
    const { records, key } = await databaseNames(name, true);
    const left = (await indexedDB.databases()).map((database) => database.name);
    expect(left).not.to.include(records);
    expect(left).not.to.include(key);
    const error: unknown = await push(other, create(4)).catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'BackendError', code: 'storage' });
  });

  it('takes turns with another page, and each hears of the other', async () => {
    const here = aWindow();
    await push(here, { op: 'create', type: 'company', id: id(1), set: { name: 'Acme', employees: 0 } });
    const feed = here.changes({ since: null, signal: AbortSignal.timeout(8_000) })[Symbol.asyncIterator]();
    await feed.next();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const script = frame.contentDocument?.createElement('script');
    if (!script) throw new Error('The frame has no document.');
    script.type = 'module';
    script.textContent = `
      import { localBackend } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
      const backend = localBackend({ name: ${JSON.stringify(name)} });
      for (let n = 0; n < 20; n += 1) {
        await backend.push([{ id: '00000000-0000-7000-8000-' + String(800000 + n).padStart(12, '0'), command: 'test.write', at: ${JSON.stringify(at)}, patches: [${JSON.stringify(increment)}] }]);
      }
      await backend.close();
    `;
    frame.contentDocument?.head.append(script);
    for (let n = 0; n < 20; n += 1) await push(here, increment);
    let employees: unknown = 0;
    while (employees !== 40) {
      const { value, done } = await feed.next();
      if (done) throw new Error(`The feed ended at ${String(employees)}.`);
      const message = value as ChangeMessage;
      for (const change of message.kind === 'changes' ? message.changes : [])
        if (change.op === 'put') employees = change.record.employees;
    }
    frame.remove();
  });

  it('ends with a stated error when the database is deleted under it', async () => {
    const backend = aWindow();
    await push(backend, create(1));
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(databaseName(name)).onsuccess = resolve;
    });
    const error: unknown = await push(backend, create(2)).catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'BackendError', code: 'storage' });
  });
});
