import type { Page } from 'puppeteer-core';

/** What something took: milliseconds of the clock, as the page says, and of the page's own processor time, which is far steadier on a shared machine. */
export interface Cost {
  readonly time: number;
  readonly cpu: number;
}

/** Has a page do something that answers how long it took. */
export async function costOf(page: Page, work: () => Promise<number>): Promise<Cost> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('HeapProfiler.collectGarbage');
  const cpu = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  const before = await cpu();
  const time = await work();
  const cost = { time, cpu: (await cpu()) - before };
  await session.detach();
  return cost;
}
