import type { Browser, Page } from 'puppeteer-core';
import { costOf, type Cost } from './cpu-of.ts';
import { forgetAll } from './visit.ts';

export interface ClientRound {
  /** In a new page, a view that was kept. */
  readonly first: Cost;
  /** Then, once all is at hand, one that nobody has asked for before. */
  readonly another: Cost;
  readonly edit: Cost;
  /** How many writes wait in the end. */
  readonly waiting: number;
}

/** Fills the device through the whole client, looks at it in a new page without a network, and writes there. */
export async function takeClientRound(browser: Browser, url: string, count: number): Promise<ClientRound> {
  const inPage = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
    const page = await browser.newPage();
    try {
      await page.goto(url);
      await page.addScriptTag({ url: '/client.js', type: 'module' });
      return await work(page);
    } finally {
      await page.close();
    }
  };
  const view = async (page: Page, country: string): Promise<Cost> => {
    const cost = await costOf(page, () => page.evaluate((one) => window.clientDesk.view(one), country));
    await page.evaluate((n, one) => window.clientDesk.check(n, one), count, country);
    return cost;
  };
  await inPage((page) => page.evaluate((n) => window.clientDesk.fill(n), count));
  const views = await inPage(async (page) => {
    const first = await view(page, 'DE');
    await page.evaluate((n) => window.clientDesk.whole(n), count);
    return { first, another: await view(page, 'AT') };
  });
  const edits = await inPage(async (page) => {
    let waiting = 0;
    const edit = await costOf(page, async () => {
      const done = await page.evaluate(() => window.clientDesk.edit(20_000, 100));
      ({ waiting } = done);
      return done.took;
    });
    return { edit, waiting };
  });
  await forgetAll(browser, url);
  return { ...views, ...edits };
}
