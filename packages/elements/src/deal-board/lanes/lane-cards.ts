import type { Deal } from '@rapport/core';
import { blankCard } from '../blank-card.ts';
import type { BoardColumn } from '../board-column.ts';
import type { LaneHost } from './lane-host.ts';

/** The cards in lanes: each deal keeps its element for as long as it is on the board. */
export class LaneCards {
  readonly #board: LaneHost;
  readonly #cards = new Map<string, HTMLElement>();

  constructor(board: LaneHost) {
    this.#board = board;
  }

  card(deal: Deal, column: BoardColumn): HTMLElement {
    const card = this.#cards.get(deal.id) ?? blankCard();
    this.#cards.set(deal.id, card);
    this.#board.drawCard(card, deal, column);
    return card;
  }

  /** Lets go of those of deals that are no longer on the board. */
  settle(): void {
    const { columns } = this.#board;
    const shown = new Set(columns.flatMap(({ deals }) => deals.map(({ id }) => id)));
    for (const id of this.#cards.keys()) if (!shown.has(id)) this.#cards.delete(id);
  }
}
