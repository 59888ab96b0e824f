import type { Browser, Page } from 'puppeteer-core';

/** What one round of a contender gives, in milliseconds. */
export interface Round {
  readonly ingest: number;
  /** CPU of the page's main thread while ingesting. */
  readonly ingestCpu: number;
  readonly change: number;
  readonly open: number;
  /** The first use of a query, once everything is at hand. */
  readonly query: number;
  /** From a new page to the first thousand rows. */
  readonly view: number;
}

/** Keeps so many contacts, then opens them in new pages. Everything the contender kept is deleted at the end. */
export async function takeRound(browser: Browser, url: string, contender: string, count: number): Promise<Round> {
  const inPage = pagesOf(browser, url, contender);
  const kept = await inPage(async (page) => {
    const session = await page.createCDPSession();
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const cpu = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
    };
    await page.evaluate((n) => window.stopwatch.prepare(n), count);
    await session.send('HeapProfiler.collectGarbage');
    const before = await cpu();
    const ingest = await page.evaluate((n) => window.stopwatch.ingest(n), count);
    const ingestCpu = (await cpu()) - before;
    const changes = await page.evaluate((n) => window.stopwatch.change(n, 21), count);
    return { ingest, ingestCpu, change: changes.toSorted((a, b) => a - b)[10] as number };
  });
  const opened = await inPage(async (page) => ({
    open: await page.evaluate((n) => window.stopwatch.open(n), count),
    query: await page.evaluate((n) => window.stopwatch.view(n, 'AT'), count),
  }));
  const view = await inPage((page) => page.evaluate((n) => window.stopwatch.view(n, 'DE'), count));
  await forgetAll(browser, url);
  return { ...kept, ...opened, view };
}

async function forgetAll(browser: Browser, url: string): Promise<void> {
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

/** Milliseconds that sealing alone takes. */
export function sealAlone(browser: Browser, url: string, count: number): Promise<number> {
  return pagesOf(
    browser,
    url,
    'sealing',
  )(async (page) => {
    await page.evaluate((n) => window.stopwatch.prepare(n), count);
    return page.evaluate((n) => window.stopwatch.ingest(n), count);
  });
}
