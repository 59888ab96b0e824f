import type { Browser, CDPSession } from 'puppeteer-core';
import { shownBlank } from './shown-blank.ts';

/** What one visit to a contender's page gives. */
export interface Visit {
  /** CPU milliseconds from the start of its script to the frame after the viewport is filled. */
  readonly paintCpu: number;
  readonly paintWall: number;
  /** MiB that the list holds beyond the data, once it is painted. */
  readonly heap: number;
  /** The same, once it has been scrolled up and down. */
  readonly heapScrolled: number;
  /** Elements in the page, shadow roots included. */
  readonly elements: number;
  readonly scrollCpu: number;
  readonly dropped: number;
  /** Share of the frames on the screen that were partly blank: see `shownBlank`. */
  readonly blank: number;
  /** The same where the list is told of each step a frame too late: see `PageObserver`. */
  readonly lateBlank: number;
  readonly prependShift: number;
  readonly jumpError: number;
}

/** CPU time of the page's main thread, in milliseconds: far steadier than the clock on a shared machine. */
async function cpu(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}

/** MiB in use after collecting garbage, once that stands still: objects, the DOM behind them, and the bytes of typed arrays and scripts. */
async function heap(session: CDPSession): Promise<number> {
  for (let before = Number.NaN; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
    const now = (usedSize + embedderHeapUsedSize + backingStorageSize) / 2 ** 20;
    // The last frame lets go of what it was made with a moment later: a third of a MiB now and then.
    if (Math.abs(now - before) < 0.005) return now;
    before = now;
  }
}

const paint = (script: string) => window.observer.paint(script);
const countElements = () => {
  const count = (root: ParentNode): number =>
    [...root.querySelectorAll('*')].reduce(
      (sum, element) => sum + 1 + (element.shadowRoot ? count(element.shadowRoot) : 0),
      0,
    );
  return count(document.body);
};

/** Opens the page with so many entries, and takes every figure of one contender in it. */
export async function visit(browser: Browser, url: string, contender: string, count: number): Promise<Visit> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1_024, height: 900 });
  const failures: unknown[] = [];
  page.on('pageerror', (error) => failures.push(error));
  await page.goto(url);
  await page.addScriptTag({ url: '/observe.js', type: 'module' });
  await page.evaluate((entries) => window.prepare(entries), count);
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const heapBefore = await heap(session);

  let before = await cpu(session);
  const paintWall = await page.evaluate(paint, `/${contender}.js`);
  const paintCpu = (await cpu(session)) - before;
  const held = (await heap(session)) - heapBefore;
  const elements = await page.evaluate(countElements);

  before = await cpu(session);
  const { frames, dropped } = await page.evaluate(() => window.observer.scroll());
  const scrollCpu = ((await cpu(session)) - before) / frames;
  const heapScrolled = (await heap(session)) - heapBefore;
  const lateBlank = await page.evaluate(() => window.observer.lateBlank());
  const blank = await shownBlank(browser, page);
  const jumpError = await page.evaluate(() => window.observer.jumpError());
  const prependShift = await page.evaluate(() => window.observer.prependShift());
  await page.close();
  if (failures.length > 0) throw new AggregateError(failures, `${contender} with ${count} entries failed`);
  return {
    paintCpu,
    paintWall,
    heap: held,
    heapScrolled,
    elements,
    scrollCpu,
    dropped,
    blank,
    lateBlank,
    prependShift,
    jumpError,
  };
}
