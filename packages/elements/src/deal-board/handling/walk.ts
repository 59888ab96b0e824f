import type { BoardSurface } from '../board-surface.ts';

/** The card that a key leads to from another one: up and down in its column, sideways to the card at the same height, Home and End to the ends. */
export function neighbourOf(board: BoardSurface, id: string, key: string): string | undefined {
  const { zones } = board;
  const at = zones.findIndex(({ deals }) => deals.some((deal) => deal.id === id));
  const zone = zones[at];
  if (!zone) return undefined;
  const index = zone.deals.findIndex((deal) => deal.id === id);
  const isLeft = board.element.matches(':dir(rtl)') ? key === 'ArrowRight' : key === 'ArrowLeft';
  switch (key) {
    case 'ArrowUp':
      return zone.deals[index - 1]?.id ?? ofColumn(board, at, -1);
    case 'ArrowDown':
      return zone.deals[index + 1]?.id ?? ofColumn(board, at, 1);
    case 'Home':
      return zone.deals[0]?.id;
    case 'End':
      return zone.deals.at(-1)?.id;
    case 'ArrowLeft':
    case 'ArrowRight': {
      const row = zones.filter(
        ({ owner, deals }) => owner === zone.owner && (deals.length > 0 || deals === zone.deals),
      );
      const next = row[row.indexOf(zone) + (isLeft ? -1 : 1)];
      return (
        next &&
        nearest(
          board,
          id,
          next.deals.map((deal) => deal.id),
        )
      );
    }
    default:
      return undefined;
  }
}

/** In lanes: the nearest card of the same column in another lane. */
function ofColumn({ zones }: BoardSurface, at: number, step: 1 | -1): string | undefined {
  const { column } = zones[at]!;
  const lanes = zones.filter((zone) => zone.column === column && (zone.deals.length > 0 || zone === zones[at]));
  const next = lanes[lanes.indexOf(zones[at]!) + step];
  return step > 0 ? next?.deals[0]?.id : next?.deals.at(-1)?.id;
}

function nearest(board: BoardSurface, id: string, ids: readonly string[]): string | undefined {
  const height = board.card(id)?.getBoundingClientRect().top ?? 0;
  let best: { readonly id: string; readonly distance: number } | undefined;
  for (const each of ids) {
    const card = board.card(each);
    if (!card) continue;
    const distance = Math.abs(card.getBoundingClientRect().top - height);
    if (!best || distance < best.distance) best = { id: each, distance };
  }
  return best?.id ?? ids[0];
}
