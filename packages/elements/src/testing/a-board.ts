import { fixture, html } from '@open-wc/testing';
import type { CrmDealBoard } from '../deal-board/index.ts';
import { findByRole, textOf, until } from './screen.ts';
import type { BoardWorld } from './a-pipeline.ts';
import { mika } from './world.ts';

/** A board in a page, once its cards are there. */
export async function showBoard(
  world: Pick<BoardWorld, 'client'>,
  values: Partial<CrmDealBoard> = {},
  size = '1200px',
): Promise<CrmDealBoard> {
  const root = await fixture<HTMLElement>(
    html`<div .style=${`inline-size:${size}`}>
      <button>before</button><crm-deal-board time-zone="Europe/Berlin"></crm-deal-board><button>after</button>
    </div>`,
  );
  const board = root.querySelector('crm-deal-board')!;
  board.style.blockSize = '500px';
  Object.assign(board, { client: world.client, user: mika.id, ...values });
  return board;
}

const columnOf = (board: CrmDealBoard, stage: string): HTMLElement => {
  const columns = [...board.shadowRoot!.querySelectorAll<HTMLElement>('.column')];
  const found = columns.find((column) => column.querySelector('.title')?.textContent === stage);
  if (!found) throw new Error(`no column ${stage} in: ${textOf(board)}`);
  return found;
};

/** The cards of a column as a reader sees them, top to bottom: their deals' names. */
export function cardsIn(board: CrmDealBoard, stage: string): string[] {
  return [...columnOf(board, stage).querySelectorAll<HTMLElement>('.card[data-deal]')]
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((card) => (card.querySelector('.what:not(:empty)') ?? card.querySelector('.title'))?.textContent ?? '');
}

/** What stands at the head of a column; nothing until there is one. */
export function headOf(board: CrmDealBoard, stage: string): string {
  const heads = [...board.shadowRoot!.querySelectorAll<HTMLElement>('.head')];
  const head = heads.find((each) => each.querySelector('.title')?.textContent === stage);
  const words: string[] = [];
  const walker = head && document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
  while (walker?.nextNode()) words.push(walker.currentNode.textContent ?? '');
  return words.join(' ').replaceAll(/\s+/g, ' ').trim();
}

export async function findCard(board: CrmDealBoard, name: string): Promise<HTMLElement> {
  return findByRole(board, '.card[data-deal]', name);
}

export async function findCards(board: CrmDealBoard, stage: string, names: readonly string[]): Promise<void> {
  await until(
    () => {
      try {
        return JSON.stringify(cardsIn(board, stage)) === JSON.stringify(names);
      } catch {
        return false;
      }
    },
    `${stage} should have ${names.join(', ')}`,
  );
}

/** What the board says to a screen reader now. */
export function saidBy(board: CrmDealBoard): string {
  return [...board.shadowRoot!.querySelectorAll('.unseen[role=status]')]
    .map((each) => each.textContent)
    .join(' ')
    .replaceAll('\u00a0', '');
}

export const middleOf = (element: Element): { readonly x: number; readonly y: number } => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
};

type Kind = 'mouse' | 'touch';
const pointer = (
  type: string,
  target: EventTarget,
  at: { readonly x: number; readonly y: number },
  kind: Kind,
): void => {
  target.dispatchEvent(
    new PointerEvent(type, {
      bubbles: true,
      composed: true,
      cancelable: true,
      pointerId: 7,
      pointerType: kind,
      isPrimary: true,
      button: 0,
      buttons: type === 'pointerup' ? 0 : 1,
      clientX: at.x,
      clientY: at.y,
    }),
  );
};
const frame = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** A pointer that goes down on a card: it is lifted, and then moved and let go of. */
export async function lift(board: CrmDealBoard, card: HTMLElement, kind: Kind = 'mouse') {
  const from = middleOf(card);
  // What handles cards is fetched when a hand comes near.
  pointer('pointerover', card, from, kind);
  pointer('pointerdown', card, from, kind);
  if (kind === 'mouse') {
    await until(() => {
      pointer('pointermove', window, { x: from.x + 12, y: from.y + 3 }, kind);
      return board.shadowRoot!.querySelector('.ghost');
    }, 'nothing was lifted');
  } else await until(() => board.shadowRoot!.querySelector('.ghost'), 'no long press');
  return {
    to: async (at: { readonly x: number; readonly y: number }): Promise<void> => {
      pointer('pointermove', window, at, kind);
      await frame();
    },
    drop: async (at: { readonly x: number; readonly y: number }): Promise<void> => {
      pointer('pointermove', window, at, kind);
      await frame();
      pointer('pointerup', window, at, kind);
      await frame();
    },
  };
}

export function slotIn(board: CrmDealBoard, stage: string, index: number): { readonly x: number; readonly y: number } {
  const column = columnOf(board, stage);
  const cards = [...column.querySelectorAll<HTMLElement>('.card[data-deal]:not(.lifted)')];
  const box = (column.querySelector('.cards') ?? column).getBoundingClientRect();
  const card = cards[index]?.getBoundingClientRect();
  const last = cards.at(-1)?.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: card ? card.top + 4 : last ? last.bottom + 6 : box.top + 20 };
}

export { columnOf, frame };
