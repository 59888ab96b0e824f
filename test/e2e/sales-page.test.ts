import type { Browser } from 'puppeteer-core';
import type { Backend } from '@rapport/core';
import type { Deal } from '@rapport/core/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardWindow, ShownColumn } from './sales/board-window.ts';
import { chance } from './sales/chance.ts';
import { dealIds, managerId, sellerId, stageIds, stageNames } from './sales/pipeline.ts';
import { SalesScreen } from './sales/sales-screen.ts';
import { openBrowser } from './windows.ts';

const moves = Number(process.env['MOVES'] ?? 200);
const seed = Number(process.env['SEED'] ?? 20_260_301);

let screen: SalesScreen;
let browsers: readonly Browser[];
let manager: BoardWindow;
let seller: BoardWindow;
let backend: Backend;

beforeAll(async () => {
  screen = await SalesScreen.start();
  backend = await screen.backend(managerId);
  browsers = [await openBrowser(), await openBrowser()];
  manager = await screen.open(browsers[0]!, 'admin', managerId);
  seller = await screen.open(browsers[1]!, 'agent', sellerId);
});

afterAll(async () => {
  for (const browser of browsers ?? []) await browser.close();
  await screen?.stop();
});

describe('two people on one board', () => {
  it(
    'see what the server has after 200 moves of the same and neighbouring cards, refused ones among them',
    { timeout: 600_000 },
    async () => {
      const { int, maybe } = chance(seed);
      let asked = 0;
      const move = async (window: BoardWindow, deal: string): Promise<void> => {
        // All is drawn before anything is waited for: two people move at once, and which of them is faster changes no draw.
        const isWilling = maybe(0.5);
        const to = maybe(0.85) ? int(4) : 4 + int(2);
        const [way, height, columns, rows] = [int(10), int(100) / 100, int(5) - 2, int(5) - 2];
        asked += Number(await window.answer(isWilling));
        if (way < 6) await window.drag(deal, stageIds[to]!, height);
        else if (way < 8) await window.chooseInMenu(deal, stageNames[to]!);
        else await window.carryByKeys(deal, columns, rows);
      };
      for (let made = 0; made < moves; made += 2) {
        const columns = await manager.columns();
        const { deals } = columns[int(columns.length)]!;
        const at = int(Math.max(1, deals.length));
        const deal = deals[at] ?? dealIds[int(dealIds.length)]!;
        // The same card, its neighbour, or any other.
        const near = [deal, deal, deals[at + 1] ?? deal, deals[at - 1] ?? deal, dealIds[int(dealIds.length)]!];
        await Promise.all([move(manager, deal), move(seller, near[int(near.length)]!)]);
      }

      await settled(async () => {
        for (const window of [manager, seller]) asked += Number(await window.answer(false));
        const expected = await onServer();
        expect(await shown(manager)).toEqual(expected);
        expect(await shown(seller)).toEqual(expected);
        expect([manager.isAnswered, seller.isAnswered]).toEqual([true, true]);
      });
      const all = (await shown(manager)).flatMap(({ deals }) => deals);
      expect(all.toSorted()).toEqual(dealIds);
      // There was something to refuse.
      const total = (outcome: string): number =>
        (manager.outcomes.get(outcome) ?? 0) + (seller.outcomes.get(outcome) ?? 0);
      expect(total('applied') + total('merged')).toBeGreaterThan(moves / 5);
      expect(total('not-permitted')).toBeGreaterThan(0);
      expect(total('conflict')).toBeGreaterThan(0);
      expect(asked).toBeGreaterThan(0);
    },
  );

  it('keep to the strict content security policy of the page throughout', () => {
    expect(manager.complaints).toEqual([]);
    expect(seller.complaints).toEqual([]);
  });
});

/** The columns as they stand on the screen. */
const shown = async (window: BoardWindow): Promise<readonly ShownColumn[]> => window.columns();

/** The columns as the server has them. */
async function onServer(): Promise<readonly ShownColumn[]> {
  return Promise.all(
    stageIds.map(async (stage, index): Promise<ShownColumn> => {
      const { records } = await backend.query({
        type: 'deal',
        where: { field: 'stage', op: 'eq', value: stage },
        orderBy: [index < 4 ? { field: 'rank', direction: 'asc' } : { field: 'closedAt', direction: 'desc' }],
      });
      const deals = records as readonly Deal[];
      const cents = deals.reduce((sum, { amount }) => sum + (amount?.amount ?? 0), 0);
      return { stage, deals: deals.map(({ id }) => id), count: deals.length, amount: cents / 100 };
    }),
  );
}

/** Tries until it holds. */
async function settled(hold: () => Promise<void>): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      return await hold();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
