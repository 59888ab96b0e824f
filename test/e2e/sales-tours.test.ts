import type { Browser, Page } from 'puppeteer-core';
import type { Backend } from '@rapport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardWindow } from './sales/board-window.ts';
import { dealIds, managerId, sellerId, stageIds, stageNames } from './sales/pipeline.ts';
import { SalesScreen } from './sales/sales-screen.ts';
import { openBrowser } from './windows.ts';
import { waitWithin } from './within-element.ts';

let screen: SalesScreen;
let browser: Browser;
let backend: Backend;
const complaints: string[] = [];

beforeAll(async () => {
  screen = await SalesScreen.start();
  backend = await screen.backend(managerId);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await screen?.stop();
});

/** The id of a deal by the number in its name. */
const deal = (number: number): string => dealIds[number - 1] ?? '';
const stageOf = async (number: number): Promise<string | undefined> => {
  const { records } = await backend.get([{ type: 'deal', name: { id: deal(number) } }]);
  return stageNames[stageIds.indexOf(String(records[0]?.['stage']))];
};
const becomes = (number: number, stage: string): Promise<void> => expect.poll(() => stageOf(number)).toBe(stage);
/** Where a card is on the screen. */
const columnOf = (page: Page, number: number): Promise<string | undefined> =>
  page.evaluate((id) => {
    const card = document.querySelector('crm-deal-board')?.shadowRoot?.querySelector(`[data-deal="${id}"]`);
    return card?.closest('[part=column]')?.querySelector('h3 .title')?.textContent ?? undefined;
  }, deal(number));
const shows = (page: Page, number: number, stage: string): Promise<void> =>
  expect.poll(() => columnOf(page, number)).toBe(stage);
const boardSays = (page: Page, text: string): Promise<void> =>
  expect.poll(() => page.$eval('crm-deal-board', (board) => board.shadowRoot?.textContent ?? '')).toContain(text);

describe('with the keyboard alone', () => {
  let window: BoardWindow;
  let page: Page;

  /** What has the focus, however deep: its role, and the deal that it is about. */
  const focus = (): Promise<{ readonly role: string; readonly deal: string; readonly text: string }> =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return {
        role: active?.getAttribute('role') ?? active?.localName ?? '',
        deal: active?.getAttribute('data-deal') ?? '',
        text: active?.textContent?.trim() ?? '',
      };
    });
  const press = async (...keys: readonly Parameters<Page['keyboard']['press']>[0][]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tabUntil = async (reached: (at: Awaited<ReturnType<typeof focus>>) => boolean): Promise<void> => {
    for (let presses = 0; presses < 40; presses++) {
      if (reached(await focus())) return;
      await press('Tab');
    }
    throw new Error('The focus does not come there.');
  };
  /** Walks from card to card: to the column's top, sideways, and down. */
  const walkTo = async (number: number): Promise<void> => {
    for (let steps = 0; steps < 40; steps++) {
      const at = await page.evaluate(
        ([wanted]) => {
          const root = document.querySelector('crm-deal-board')?.shadowRoot;
          const columns = [...(root?.querySelectorAll('[part=column]') ?? [])];
          const place = (id: string): readonly [number, number] => {
            const column = columns.findIndex((each) => each.querySelector(`[data-deal="${id}"]`));
            const cards = [...(columns[column]?.querySelectorAll('[data-deal]') ?? [])];
            return [column, cards.findIndex((card) => card.getAttribute('data-deal') === id)];
          };
          const [column, row] = place(root?.activeElement?.getAttribute('data-deal') ?? '');
          const [toColumn, toRow] = place(wanted ?? '');
          return { sideways: toColumn - column, down: toRow - row };
        },
        [deal(number)],
      );
      if (at.sideways === 0 && at.down === 0) return;
      await press(
        at.sideways > 0 ? 'ArrowRight' : at.sideways < 0 ? 'ArrowLeft' : at.down > 0 ? 'ArrowDown' : 'ArrowUp',
      );
    }
    throw new Error('The card does not come.');
  };

  beforeAll(async () => {
    window = await screen.open(browser, 'agent', sellerId);
    page = window.page;
  });
  afterAll(async () => {
    complaints.push(...window.complaints);
    await page.close();
  });

  it('walks the tabs of the page and comes to the board', async () => {
    await tabUntil(({ text }) => text === 'Board');
    await press('ArrowRight');
    expect((await focus()).text).toBe('Forecast');
    await page.waitForFunction(() =>
      document.querySelector('crm-forecast')?.shadowRoot?.textContent?.includes('Weighted'),
    );
    await press('ArrowRight');
    await page.waitForFunction(() =>
      document.querySelector('crm-pipeline-report')?.shadowRoot?.querySelector('h2, h3'),
    );
    await press('ArrowRight');
    expect((await focus()).text).toBe('Board');
    await tabUntil((at) => at.deal !== '');
  });

  it('moves a card, gives what its stage asks for, and takes it back', async () => {
    await walkTo(8);
    await press('Space', 'ArrowLeft', 'ArrowLeft', 'Space');
    await waitWithin(page, 'crm-deal-board', 'dialog.ask[open]');
    await page.waitForFunction(
      () => document.querySelector('crm-deal-board')?.shadowRoot?.activeElement?.localName === 'input',
    );
    await page.keyboard.type('Call the head of the laboratory');
    await press('Enter');
    await shows(page, 8, 'Qualified');
    await becomes(8, 'Qualified');
    await expect.poll(async () => (await focus()).deal).toBe(deal(8));
    await page.keyboard.down('Control');
    await press('z');
    await page.keyboard.up('Control');
    await becomes(8, 'Negotiation');
    await shows(page, 8, 'Negotiation');
  });

  it('leaves a card where it was when what is asked for is not given', async () => {
    await walkTo(12);
    await press('Space', 'ArrowLeft', 'ArrowLeft', 'Space');
    await waitWithin(page, 'crm-deal-board', 'dialog.ask[open]');
    await press('Escape');
    await page.waitForFunction(
      () => !document.querySelector('crm-deal-board')?.shadowRoot?.querySelector('dialog.ask'),
    );
    await shows(page, 12, 'Negotiation');
    expect(await stageOf(12)).toBe('Negotiation');
  });

  it('is told why a card came back that is not the seller’s to move', async () => {
    await walkTo(4);
    await press('Space', 'ArrowLeft', 'Space');
    await boardSays(page, 'You may not change this.');
    await shows(page, 4, 'Negotiation');
    expect(await stageOf(4)).toBe('Negotiation');
    await expect.poll(async () => (await focus()).deal).toBe(deal(4));
  });

  it('wins a deal from the menu, and opens it', async () => {
    await walkTo(20);
    await press('m');
    await page.waitForFunction(
      () => document.querySelector('crm-deal-board')?.shadowRoot?.activeElement?.getAttribute('role') === 'menuitem',
    );
    await press('w', 'Enter');
    await waitWithin(page, 'crm-deal-board', 'dialog.ask[open]');
    await press('Enter');
    await becomes(20, 'Won');
    await shows(page, 20, 'Won');
    await walkTo(20);
    await press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('crm-deal-card')?.shadowRoot?.textContent?.includes('Deal 20'),
    );
    await press('Escape');
    await page.waitForFunction(() => !document.querySelector<HTMLDialogElement>('#deal')?.open);
    await expect.poll(async () => (await focus()).deal).toBe(deal(20));
  });
});

describe('with a finger', () => {
  let window: BoardWindow;
  let page: Page;

  const middle = (selector: string): Promise<{ readonly x: number; readonly y: number }> =>
    page.evaluate((wanted) => {
      const box = document.querySelector('crm-deal-board')?.shadowRoot?.querySelector(wanted)?.getBoundingClientRect();
      if (!box) throw new Error(`There is no ${wanted}.`);
      return { x: box.x + box.width / 2, y: box.y + Math.min(24, box.height / 2) };
    }, selector);
  const card = (number: number): string => `[data-deal="${deal(number)}"]`;
  const scrolled = (): Promise<number> =>
    page.$eval('crm-deal-board >>> [part=columns]', (columns) => columns.scrollLeft);
  /** Holds a finger on a card until it is lifted. */
  const lift = async (number: number): Promise<{ readonly x: number; readonly y: number }> => {
    const at = await middle(card(number));
    await page.touchscreen.touchStart(at.x, at.y);
    await waitWithin(page, 'crm-deal-board', '.lifted');
    return at;
  };

  beforeAll(async () => {
    window = await screen.open(browser, 'admin', managerId);
    page = window.page;
    await page.setViewport({ width: 412, height: 915, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
    await page.reload();
    await waitWithin(page, 'crm-deal-board', '[part=card]');
  });
  afterAll(async () => {
    complaints.push(...window.complaints);
    await page.close();
  });

  it('fits the page to the screen', async () => {
    const [wide, screenWide] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide).toBeLessThanOrEqual(screenWide ?? 0);
  });

  it('gives a finger 44 px each way, of each tool and of the menu on a card', async () => {
    const reached = await page.$eval('crm-deal-board', (board) => {
      const root = board.shadowRoot;
      const columns = root?.querySelector('.columns')?.getBoundingClientRect();
      if (!root || !columns) return [];
      const targets = [...root.querySelectorAll('.bar :is(button, select, input), .card .more')];
      return targets.flatMap((target) => {
        const { left, top, width, height } = target.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        if (x < 22 || x > innerWidth - 22 || y > columns.bottom - 22) return [];
        const ends = [-21, 21].flatMap((by) => [root.elementFromPoint(x + by, y), root.elementFromPoint(x, y + by)]);
        return [
          { name: target.getAttribute('aria-label') ?? target.textContent, whole: ends.every((at) => at === target) },
        ];
      });
    });
    expect(reached.length).toBeGreaterThan(6);
    expect(reached.filter(({ whole }) => !whole)).toEqual([]);
  });

  it('lifts a card by a long press and puts it elsewhere in its column', async () => {
    const from = await lift(1);
    const to = await middle(card(9));
    await page.touchscreen.touchMove(from.x, from.y + 30);
    await page.touchscreen.touchMove(to.x, to.y + 40);
    await page.touchscreen.touchEnd();
    await expect
      .poll(async () => {
        const order = await backend.query({
          type: 'deal',
          where: { field: 'stage', op: 'eq', value: stageIds[0] ?? '' },
          orderBy: [{ field: 'rank', direction: 'asc' }],
        });
        return order.records.findIndex(({ id }) => id === deal(1));
      })
      .toBeGreaterThan(0);
  });

  it('carries a card to a column that is not on the screen: at the edge the board goes along', async () => {
    const from = await lift(5);
    await page.touchscreen.touchMove(from.x + 40, from.y);
    await page.touchscreen.touchMove(404, from.y);
    await expect.poll(scrolled).toBeGreaterThan(240);
    await page.touchscreen.touchMove(200, from.y);
    await page.touchscreen.touchEnd();
    await expect.poll(() => stageOf(5)).not.toBe('Enquiry');
    await shows(page, 5, (await stageOf(5)) ?? '');
  });

  it('moves a card by the menu on it', async () => {
    await page.evaluate((selector) => {
      document
        .querySelector('crm-deal-board')
        ?.shadowRoot?.querySelector(selector)
        ?.scrollIntoView({ inline: 'center', block: 'nearest' });
    }, card(3));
    const more = await middle(`${card(3)} .more`);
    await page.touchscreen.tap(more.x, more.y);
    await page.waitForFunction(() =>
      document.querySelector('crm-deal-board')?.shadowRoot?.querySelector('[role=menu]'),
    );
    const item = await page.evaluate(() => {
      const items = [
        ...(document.querySelector('crm-deal-board')?.shadowRoot?.querySelectorAll('[role=menuitem]') ?? []),
      ];
      const box = items.find((each) => each.textContent?.trim() === 'Enquiry')?.getBoundingClientRect();
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : undefined;
    });
    await page.touchscreen.tap(item?.x ?? 0, item?.y ?? 0);
    await becomes(3, 'Enquiry');
    await shows(page, 3, 'Enquiry');
  });

  it('does not lift a card by a swipe', async () => {
    const { x, y } = await middle(card(3));
    const session = await page.createCDPSession();
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', down?: number): Promise<void> =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: down === undefined ? [] : [{ x, y: y + down }],
      });
    // All at once, as a finger does: with a wait for each, it is a long press on a machine that is busy.
    const swipe = [touch('touchStart', 0), ...[25, 50, 75, 100, 125, 150].map((down) => touch('touchMove', down))];
    await Promise.all(swipe);
    expect(await page.$('crm-deal-board >>> .lifted')).toBe(null);
    await touch('touchEnd');
    expect(await stageOf(3)).toBe('Enquiry');
  });
});

it('keeps to the strict content security policy of the page throughout', () => {
  expect(complaints).toEqual([]);
});
