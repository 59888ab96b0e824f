import type { BoardSurface, Zone } from '../board-surface.ts';

/** How near to an edge it begins, and how far it goes in a frame at most, in CSS pixels. */
const edge = 56;
const fastest = 18;

/** Scrolls the column under the hand, and the board, while the hand is near an edge of theirs. Returns whether anything scrolled. */
export function autoscroll(board: BoardSurface, zone: Zone | undefined, x: number, y: number): boolean {
  const columns = board.element.renderRoot.querySelector<HTMLElement>('.columns');
  const cards = zone?.element.querySelector<HTMLElement>('.cards');
  const across = columns ? scrollBy(columns, 'scrollLeft', x) : false;
  const down =
    cards && cards.scrollHeight > cards.clientHeight
      ? scrollBy(cards, 'scrollTop', y)
      : columns
        ? scrollBy(columns, 'scrollTop', y)
        : false;
  return across || down;
}

function scrollBy(scroller: HTMLElement, axis: 'scrollLeft' | 'scrollTop', at: number): boolean {
  const box = scroller.getBoundingClientRect();
  const [start, end] = axis === 'scrollLeft' ? [box.left, box.right] : [box.top, box.bottom];
  const step = speed(start + edge - at) * -1 + speed(at - (end - edge));
  if (step === 0) return false;
  const before = scroller[axis];
  scroller[axis] = before + step;
  return scroller[axis] !== before;
}

function speed(depth: number): number {
  return depth <= 0 ? 0 : Math.ceil((Math.min(depth, edge) / edge) ** 2 * fastest);
}
