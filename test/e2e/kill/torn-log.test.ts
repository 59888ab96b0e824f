import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'puppeteer-core';
import { Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.strike());

/** Kills the browser in the middle of an entry of its log, once it has let go of those that were left so before. */
let torn: readonly string[] = [];
async function killMidway(): Promise<void> {
  await expect
    .poll(async () => (await stage.logs()).filter((log) => torn.includes(log)), { timeout: 10_000 })
    .toEqual([]);
  await stage.closeBrowser('SIGKILL');
  torn = await stage.tearLogs();
}

const create = (page: Page, name: string): Promise<string> =>
  page.evaluate((text) => window.desk.create('contact', { name: text }), name);

it('keeps what waits where the browser was killed in the middle of an entry of its log, and went on behind it (D1)', async () => {
  stage.link.cut('down');
  const names = ['Torn 1', 'Torn 2', 'Torn 3'];
  for (const name of names) {
    expect(await create(await stage.open(), name)).toBe('device');
    await killMidway();
  }
  stage.link.cut('open');
  const page = await stage.open();
  expect(await page.evaluate(() => window.desk.settled())).toEqual({ isForgotten: false });
  expect((await stage.named('contact', 'Torn')).map(({ name }) => name).toSorted()).toEqual(names);
  await stage.closeBrowser();
});

it('keeps what an embedded backend has taken, where that happens (D1)', async () => {
  const names = ['Embedded 1', 'Embedded 2', 'Embedded 3'];
  for (const [index, name] of names.entries()) {
    const page = await stage.visit();
    const there = await page.evaluate((text) => window.desk.embed(text), name);
    expect(there.toSorted()).toEqual(names.slice(0, index + 1));
    await killMidway();
  }
});
