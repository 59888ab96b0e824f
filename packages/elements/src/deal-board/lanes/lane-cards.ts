import type { Deal } from '@rapport/core';
import { blankCard } from '../blank-card.ts';
import type { BoardColumn } from '../board-column.ts';
import type { LaneHost } from './lane-host.ts';

/** A card with what was last drawn on it. */
interface LaneCard {
  readonly element: HTMLElement;
  /** Undefined where something beside the deal has changed. */
  deal: Deal | undefined;
  isPending: boolean;
}

/** The cards in lanes: each deal keeps its element for as long as it is on the board, and that is drawn again only once it would show anything else. */
export class LaneCards {
  readonly #board: LaneHost;
  readonly #cards = new Map<string, LaneCard>();

  constructor(board: LaneHost) {
    this.#board = board;
  }

  card(deal: Deal, column: BoardColumn): HTMLElement {
    const card: LaneCard = this.#cards.get(deal.id) ?? { element: blankCard(), deal: undefined, isPending: false };
    const isPending = column.isPending(deal.id);
    if (card.deal !== deal || card.isPending !== isPending) this.#board.drawCard(card.element, deal, column);
    card.deal = deal;
    card.isPending = isPending;
    this.#cards.set(deal.id, card);
    return card.element;
  }

  /** Draws these deals' cards with the next render; all, where they are not said. */
  touch(deals: Iterable<string> = this.#cards.keys()): void {
    for (const id of deals) {
      const card = this.#cards.get(id);
      if (card) card.deal = undefined;
    }
  }

  /** Lets go of those of deals that are no longer on the board. */
  settle(): void {
    const { columns } = this.#board;
    const shown = new Set(columns.flatMap(({ deals }) => deals.map(({ id }) => id)));
    for (const id of this.#cards.keys()) if (!shown.has(id)) this.#cards.delete(id);
  }
}
