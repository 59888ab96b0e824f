import type { Deal } from '@rapport/core';

/** What must not move while the reader's hand is there. */
export interface Hold {
  /** The cards in the hand: each keeps its place, as it was. */
  readonly lifted: readonly Deal[];
  /** The order to keep, where the hand is over this column: ids of the deals that stood there. */
  readonly order: readonly Deal[] | undefined;
}

/**
 * The deals of a column as they are shown to somebody who holds a card. Under the hand, deals keep their places, also those that others take away; what
 * others bring comes when the hand has gone. Elsewhere deals come and go, and the held ones stay behind the neighbour they had. Contents are always new.
 */
export function heldOrder(deals: readonly Deal[], before: readonly Deal[], { lifted, order }: Hold): readonly Deal[] {
  if ((order ?? before) === deals && lifted.every((deal) => standsIn(deals, deal))) return deals;
  if (order) {
    const now = new Map(deals.map((deal) => [deal.id, deal]));
    const held = new Map(lifted.map((deal) => [deal.id, deal]));
    return order.map((deal) => held.get(deal.id) ?? now.get(deal.id) ?? deal);
  }
  const own = before.filter(({ id }) => lifted.some((deal) => deal.id === id));
  const shown = deals.filter(({ id }) => !lifted.some((deal) => deal.id === id));
  for (const deal of own) {
    const neighbours = before.slice(0, before.indexOf(deal)).toReversed();
    const neighbour = neighbours.find(({ id }) => shown.some((each) => each.id === id));
    const index = neighbour ? shown.findIndex(({ id }) => id === neighbour.id) + 1 : 0;
    shown.splice(index, 0, lifted.find(({ id }) => id === deal.id) ?? deal);
  }
  return shown;
}

/** Whether a list shows a deal as it is here, or not at all. */
function standsIn(deals: readonly Deal[], deal: Deal): boolean {
  return deals.includes(deal) || deals.every(({ id }) => id !== deal.id);
}
