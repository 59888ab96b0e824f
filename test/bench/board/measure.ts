import type { Browser, CDPSession, Page } from 'puppeteer-core';
import type { Point } from './observe.ts';

/** What a board costs that is looked at, and whose card is picked up. */
export interface Shown {
  /** CPU milliseconds from the start of its script to the frame after every column is filled. */
  readonly paintCpu: number;
  readonly paintWall: number;
  /** MiB that the board holds beyond the data. */
  readonly heap: number;
  /** CPU milliseconds from pressing a card until it is lifted and has moved by 24 pixels. */
  readonly liftCpu: number;
}

/** What one visit to a contender's board gives. */
export interface Visit extends Shown {
  /** CPU milliseconds of carrying it over four columns, release included. */
  readonly carryCpu: number;
  /** From the release to the card standing in its new column. */
  readonly dropFrames: number;
  readonly dropWall: number;
  /** Share of the main thread that 100 updates a second take. */
  readonly busy: number;
  readonly dropped: number;
}

/** CPU time of the page's main thread, in milliseconds: far steadier than the clock on a shared machine. */
async function cpu(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}

/** MiB in use after collecting garbage: objects, the DOM behind them, and the bytes of typed arrays. */
async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / 2 ** 20;
}

const placeOf = async (page: Page, column: number, index: number): Promise<Point> => {
  const point = await page.evaluate((x, y) => window.boardObserver.place(x, y), column, index);
  if (!point) throw new Error(`The card ${index} of column ${column} is not in the page.`);
  return point;
};
const rest = (page: Page) => page.evaluate(() => window.boardObserver.frames(4));

/** Opens the page with eight columns of so many cards, and takes every figure of one contender in it. */
export async function visit(browser: Browser, url: string, contender: string, perColumn: number): Promise<Visit> {
  const { page, session, shown, failures } = await show(browser, url, contender, perColumn);
  const handled = await handle(page, session, failures);
  await page.close();
  if (failures.length > 0) throw new AggregateError(failures, `${contender} with ${perColumn} cards a column failed`);
  return { ...shown, ...handled };
}

/** The same, as far as a board can be measured on which nothing can be moved. */
export async function look(browser: Browser, url: string, contender: string, perColumn: number): Promise<Shown> {
  const { page, shown, failures } = await show(browser, url, contender, perColumn);
  await page.close();
  if (failures.length > 0) throw new AggregateError(failures, `${contender} with ${perColumn} cards a column failed`);
  return shown;
}

const pickedUp: readonly [column: number, index: number] = [1, 2];

async function show(browser: Browser, url: string, contender: string, perColumn: number) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1_600, height: 800 });
  const failures: unknown[] = [];
  page.on('pageerror', (error) => failures.push(error));
  await page.goto(url);
  await page.addScriptTag({ url: '/observe.js', type: 'module' });
  await page.evaluate((count) => window.prepareBoard(count), perColumn);
  if (contender === 'rapport')
    await page.evaluate((data: string) => import(data).then(() => undefined), '/rapport-data.js');
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const heapBefore = await heap(session);

  let before = await cpu(session);
  const paintWall = await page.evaluate((script) => window.boardObserver.paint(script), `/${contender}.js`);
  const paintCpu = (await cpu(session)) - before;
  await rest(page);
  const held = (await heap(session)) - heapBefore;

  const from = await placeOf(page, ...pickedUp);
  await page.mouse.move(from.x, from.y);
  await rest(page);
  before = await cpu(session);
  await page.mouse.down();
  for (const moved of [8, 16, 24]) await page.mouse.move(from.x + moved, from.y + 2);
  await rest(page);
  const liftCpu = (await cpu(session)) - before;
  return { page, session, failures, shown: { paintCpu, paintWall, heap: held, liftCpu } };
}

async function handle(page: Page, session: CDPSession, failures: unknown[]): Promise<Omit<Visit, keyof Shown>> {
  const to = await placeOf(page, 5, 1);
  let before = await cpu(session);
  await page.mouse.move(to.x, to.y - 4, { steps: 30 });
  await rest(page);
  await page.evaluate((from) => window.boardObserver.expectDrop(from, 5), pickedUp);
  await page.mouse.up();
  const {
    frames: dropFrames,
    milliseconds: dropWall,
    isThere,
  } = await page.evaluate(() => window.boardObserver.dropped());
  const carryCpu = (await cpu(session)) - before;
  if (!isThere) failures.push(new Error('The card did not arrive in the column it was dropped in.'));
  await page.mouse.move(800, 4);
  await rest(page);

  before = await cpu(session);
  const { dropped, milliseconds } = await page.evaluate(() => window.boardObserver.live());
  const busy = ((await cpu(session)) - before) / milliseconds;
  return { carryCpu, dropFrames, dropWall, busy, dropped };
}
