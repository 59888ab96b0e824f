import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'puppeteer-core';
import { Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.strike());

const keptIn = (page: Page): Promise<string> => page.evaluate(() => window.desk.client.connection.getSnapshot().kept);
const create = (page: Page, name: string): Promise<string> =>
  page.evaluate((text) => window.desk.create('contact', { name: text }), name);

describe('a device that can’t keep any more', () => {
  it('says so where the disk is full, and loses nothing that it accepted (D12)', async () => {
    stage.link.cut('down');
    const before = await stage.open('main / full');
    expect(await create(before, 'Kept before it was full')).toBe('device');
    await stage.closeBrowser();
    const page = await stage.open('main / full', undefined, { quota: 1 });
    const late = create(page, 'Made when it was full');
    await expect.poll(() => keptIn(page)).toBe('lost');
    stage.link.cut('open');
    await page.evaluate(() => void dispatchEvent(new Event('online')));
    expect(await late).toBe('backend');
    await expect
      .poll(async () => (await stage.named('contact', '')).map(({ name }) => name).toSorted())
      .toEqual(['Kept before it was full', 'Made when it was full']);
    await stage.closeBrowser();
  });

  it('says so where the databases are deleted under it, and keeps what it shows until it is sent (D12)', async () => {
    stage.link.cut('open');
    const page = await stage.open('main / deleted');
    await page.evaluate(() => window.desk.settled());
    stage.link.cut('down');
    expect(await create(page, 'Deleted 1')).toBe('device');
    await page.evaluate(async () => {
      for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? '');
    });
    await expect.poll(() => keptIn(page)).toBe('lost');
    const late = create(page, 'Deleted 2');
    stage.link.cut('open');
    await page.evaluate(() => void dispatchEvent(new Event('online')));
    expect(await late).toBe('backend');
    await expect
      .poll(async () => (await stage.named('contact', 'Deleted')).map(({ name }) => name).toSorted())
      .toEqual(['Deleted 1', 'Deleted 2']);
  });
});
