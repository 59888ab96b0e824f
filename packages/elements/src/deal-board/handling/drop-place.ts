import type { Deal } from '@rapport/core';
import type { Place } from '@rapport/core/pipeline';

/** The place between deals that an index stands for, among those that are not moved themselves. Undefined where nobody gives them an order. */
export function placeAt(deals: readonly Deal[], index: number, isOpen: boolean): Place | undefined {
  if (!isOpen) return undefined;
  const next = deals[index];
  const previous = deals[index - 1];
  if (next) return { before: next.id };
  return previous ? { after: previous.id } : 'first';
}

/** The index at which deals would be dropped: before the first card whose middle lies below a height. */
export function indexAt(cards: readonly { readonly middle: number }[], height: number): number {
  let low = 0;
  let high = cards.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cards[middle]!.middle > height) high = middle;
    else low = middle + 1;
  }
  return low;
}
