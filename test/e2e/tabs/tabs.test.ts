import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { patience } from '../within-element.ts';
import { Stage } from './stage.ts';

let stage: Stage;
let count = 0;
beforeAll(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  for (const page of (await stage.browser.pages()).slice(1)) await page.close().catch(() => undefined);
  await expect.poll(() => stage.gateway.streams).toBe(0);
});
afterAll(() => stage?.strike());

const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const newId = (): string => idOf((count += 1));

const soon = { polling: 20, timeout: patience };
const until = (page: Page, names: readonly string[]): Promise<unknown> =>
  page.waitForFunction((wanted) => JSON.stringify(window.screenOfTest.shown) === JSON.stringify(wanted), soon, names);
const show = async (page: Page, name: string): Promise<Page> => {
  await page.evaluate((given) => window.screenOfTest.show(given), name);
  return page;
};

/** Windows that show the same, and the one of them that reads the stream. */
async function windows(
  name: string,
  number: number,
): Promise<{ readonly leader: Page; readonly others: readonly Page[] }> {
  const pages: Page[] = [];
  for (let index = 0; index < number; index += 1) pages.push(await show(await stage.open(), name));
  for (const page of pages) await page.waitForFunction(() => window.screenOfTest.status === 'ready', soon);
  await expect.poll(() => stage.gateway.streams).toBe(1);
  const leads = await Promise.all(pages.map((page) => page.evaluate(() => window.screenOfTest.leads())));
  const leader = pages[leads.indexOf(true)];
  if (!leader) throw new Error('No window leads.');
  return { leader, others: pages.filter((page) => page !== leader) };
}

describe('eight windows of one account over HTTP/1.1 (D14)', () => {
  it('share one stream and one drain, and all show everything', async () => {
    const { leader, others } = await windows('Eight', 8);
    const pages = [leader, ...others];
    const pushed = stage.gateway.pushes.length;
    const ids = pages.map(() => newId());
    // All at once: with a stream for each, the seventh could not even ask.
    await Promise.all(
      pages.map((page, index) =>
        page.evaluate((id, name) => window.screenOfTest.write(id, name), ids[index] as string, `Eight ${index}`),
      ),
    );
    const names = pages.map((_, index) => `Eight ${index}`);
    for (const page of pages) await until(page, names);
    for (const page of pages) await page.waitForFunction(() => window.screenOfTest.waiting === 0, soon);
    const sent = stage.gateway.pushes.slice(pushed).flatMap((push) => push.ids);
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent).toHaveLength(8);
    expect(stage.gateway.streams).toBe(1);
    const { records } = await stage.backend.query({
      type: 'contact',
      where: { field: 'name', op: 'startsWith', value: 'Eight' },
      limit: 100,
    });
    expect(records.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    await stage.create(newId(), 'Eight 8');
    for (const page of pages) await until(page, [...names, 'Eight 8']);
  });
});

describe('the window that reads the stream is replaced within a second (D14)', () => {
  const ends: readonly [string, (leader: Page) => Promise<unknown>][] = [
    ['closed', (leader) => leader.close()],
    ['killed', (leader) => stage.crash(leader)],
    [
      'frozen',
      async (leader) => {
        const session = await leader.createCDPSession();
        await session.send('Page.setWebLifecycleState', { state: 'frozen' });
      },
    ],
  ];
  it.each(ends)('when it is %s', async (how, end) => {
    const { leader, others } = await windows(`When ${how}`, 3);
    // However long it takes to end it: what counts is when its stream ends.
    const opened = stage.gateway.streamsOpened.length;
    const ended = new Promise<number>((resolve) => {
      const look = (): void =>
        stage.gateway.lastEnded > before ? resolve(stage.gateway.lastEnded) : void setTimeout(look, 5);
      const before = stage.gateway.lastEnded;
      look();
    });
    await end(leader);
    const endedAt = await ended;
    await expect.poll(() => stage.gateway.streamsOpened.length, { interval: 5 }).toBeGreaterThan(opened);
    const took = (stage.gateway.streamsOpened[opened] as number) - endedAt;
    console.log(`replaced when ${how}: ${took} ms`);
    expect(took).toBeLessThan(1_000);
    await stage.create(newId(), `When ${how}: it goes on`);
    for (const page of others) await until(page, [`When ${how}: it goes on`]);
    await expect.poll(() => stage.gateway.streams).toBe(1);
  });

  it('and one that is thawed shows what happened in the meantime', async () => {
    const { leader, others } = await windows('Thawed', 2);
    const session = await leader.createCDPSession();
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await stage.create(newId(), 'Thawed');
    await until(others[0] as Page, ['Thawed']);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await until(leader, ['Thawed']);
    await expect.poll(() => stage.gateway.streams).toBe(1);
  });
});

describe('a window of a later version (D15)', () => {
  it('does not hang beside one of this version, which goes on', async () => {
    const older = await show(await stage.open(), 'Version');
    await stage.create(newId(), 'Version 1');
    await until(older, ['Version 1']);
    const newer = await show(await stage.open('desk', 'next'), 'Version');
    await until(newer, ['Version 1']);
    await stage.create(newId(), 'Version 2');
    await until(newer, ['Version 1', 'Version 2']);
    await until(older, ['Version 1', 'Version 2']);
    await newer.evaluate((id) => window.screenOfTest.write(id, 'Version 3'), newId());
    await older.evaluate((id) => void window.screenOfTest.write(id, 'Version 4'), newId());
    for (const page of [older, newer])
      await until(
        page,
        [1, 2, 3, 4].map((n) => `Version ${n}`),
      );
  });
});

describe('whoever signs in next (D11)', () => {
  it('sees nothing of who was there before, and sends nothing of theirs; they find it again', async () => {
    const first = await show(await stage.open('anna'), 'Secret');
    await first.waitForFunction(() => window.screenOfTest.status === 'ready', soon);
    // What is done with is on the device by then.
    await first.evaluate((id) => void window.screenOfTest.write(id, 'Secret of old'), newId());
    await until(first, ['Secret of old']);
    await first.waitForFunction(() => window.screenOfTest.waiting === 0, soon);
    stage.gateway.goDown();
    expect(await first.evaluate((id) => window.screenOfTest.write(id, 'Secret of Anna'), newId())).toBe('device');
    await first.close();
    const pushed = stage.gateway.pushes.length;

    const second = await show(await stage.open('bert'), 'Secret');
    await second.waitForFunction(() => window.screenOfTest.status === 'error', soon);
    expect(await second.evaluate(() => [window.screenOfTest.shown, window.screenOfTest.waiting])).toEqual([[], 0]);
    stage.gateway.comeUp();
    await until(second, ['Secret of old']);
    expect(stage.gateway.pushes.length).toBe(pushed);
    await second.close();

    stage.gateway.goDown();
    const third = await show(await stage.open('anna'), 'Secret');
    // From the device alone.
    await until(third, ['Secret of Anna', 'Secret of old']);
    expect(await third.evaluate(() => window.screenOfTest.coverage)).toBe('complete');
    stage.gateway.comeUp();
    await third.waitForFunction(() => window.screenOfTest.waiting === 0, soon);
    expect(stage.gateway.pushes.length).toBe(pushed + 1);
  });
});
