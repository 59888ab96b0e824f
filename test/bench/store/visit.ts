import type { Browser, Page } from 'puppeteer-core';
import { costOf, type Cost } from './cpu-of.ts';

/** What one round of a contender gives. */
export interface Round {
  readonly ingest: Cost;
  readonly change: Cost;
  readonly open: Cost;
  /** The first use of a query, once everything is at hand. */
  readonly query: Cost;
  /** From a new page to the first thousand rows. */
  readonly view: Cost;
}

/** How many changes are made for the middle one to be told. */
const changes = 21;

/** Keeps so many contacts, then opens them in new pages. Everything the contender kept is deleted at the end. */
export async function takeRound(browser: Browser, url: string, contender: string, count: number): Promise<Round> {
  const inPage = pagesOf(browser, url, contender);
  const view = async (page: Page, country: string): Promise<Cost> => {
    const cost = await costOf(page, () => page.evaluate((one) => window.stopwatch.view(one), country));
    await page.evaluate((n, one) => window.stopwatch.check(n, one), count, country);
    return cost;
  };
  const kept = await inPage(async (page) => {
    await page.evaluate((n) => window.stopwatch.prepare(n), count);
    const ingest = await costOf(page, () => page.evaluate((n) => window.stopwatch.ingest(n), count));
    const each: number[] = [];
    const all = await costOf(page, async () => {
      each.push(...(await page.evaluate((n, times) => window.stopwatch.change(n, times), count, changes)));
      return 0;
    });
    const change = { time: each.toSorted((a, b) => a - b)[(changes - 1) / 2] as number, cpu: all.cpu / changes };
    return { ingest, change };
  });
  const opened = await inPage(async (page) => ({
    open: await costOf(page, () => page.evaluate((n) => window.stopwatch.open(n), count)),
    query: await view(page, 'AT'),
  }));
  const first = await inPage((page) => view(page, 'DE'));
  await forgetAll(browser, url);
  return { ...kept, ...opened, view: first };
}

export async function forgetAll(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name ?? '');
        request.onsuccess = resolve;
        request.onerror = reject;
      });
    }
  });
  await page.close();
}

/** Runs work in a page of its own that has the contender's script. */
function pagesOf(browser: Browser, url: string, contender: string) {
  return async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
    const page = await browser.newPage();
    const failures: unknown[] = [];
    page.on('pageerror', (error) => failures.push(error));
    try {
      await page.goto(url);
      await page.addScriptTag({ url: '/stopwatch.js', type: 'module' });
      await page.addScriptTag({ url: `/${contender}.js`, type: 'module' });
      const result = await work(page);
      await page.evaluate(() => window.contender.close());
      if (failures.length > 0) throw new AggregateError(failures, `${contender} failed.`);
      return result;
    } finally {
      await page.close();
    }
  };
}

/** What sealing alone takes. */
export function sealAlone(browser: Browser, url: string, count: number): Promise<Cost> {
  return pagesOf(
    browser,
    url,
    'sealing',
  )(async (page) => {
    await page.evaluate((n) => window.stopwatch.prepare(n), count);
    return costOf(page, () => page.evaluate((n) => window.stopwatch.ingest(n), count));
  });
}
