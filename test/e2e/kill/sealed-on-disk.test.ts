import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOnDisk } from './bytes-on-disk.ts';
import { Stage } from './stage.ts';

const aMarker = (): string => `zq${randomBytes(8).toString('hex')}`;
const [known, written, account, control] = [
  Array.from({ length: 24 }, aMarker),
  Array.from({ length: 24 }, aMarker),
  aMarker(),
  aMarker(),
];
const filter = aMarker();
const markers = [...known, ...written, account, filter];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.strike());

describe('the browser’s profile, searched byte by byte', () => {
  it('holds none of 50 markers in records, writes that wait, a filter and the account’s name (D17)', async () => {
    const page = await stage.open(`main / ${account}`);
    await Promise.all(
      known.map((name) => page.evaluate((text) => window.desk.create('contact', { name: text }), name)),
    );
    await page.evaluate(() => window.desk.settled());
    expect(await page.evaluate(() => window.desk.read('contact'))).toBe(known.length);
    await page.evaluate((text) => {
      window.desk.client
        .live({ type: 'contact', where: { field: 'name', op: 'startsWith', value: text } })
        .subscribe(() => {});
    }, filter);
    stage.link.cut('down');
    const durable = await Promise.all(
      written.map((name) => page.evaluate((text) => window.desk.create('contact', { name: text }), name)),
    );
    expect(new Set(durable)).toEqual(new Set(['device']));
    // What is kept as it is would be found.
    await page.evaluate(
      (text) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('control', 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore('plain').put({ text }, 1);
          opening.onsuccess = () => resolve();
          opening.onerror = () => reject(new Error('No IndexedDB.'));
        }),
      control,
    );
    await stage.closeBrowser();
    expect(await findOnDisk(stage.profile, [...markers, control])).toEqual([control]);
  });

  it('still has the writes, and none of the markers after wipe() (D1, D17)', async () => {
    stage.link.cut('open');
    const page = await stage.open(`main / ${account}`);
    await page.evaluate(() => window.desk.settled());
    expect((await stage.named('contact', 'zq')).map(({ name }) => name).toSorted()).toEqual(
      [...known, ...written].toSorted(),
    );
    expect(await page.evaluate(() => window.desk.client.wipe())).toMatchObject({ ok: true });
    const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(left).toEqual(['control']);
    await stage.closeBrowser();
    expect(await findOnDisk(stage.profile, [...markers, control])).toEqual([control]);
  });
});
