/** What can be scrolled, and where it is. */
export interface Scroller {
  readonly element: HTMLElement;
  readonly box: DOMRect;
  /** Whether it holds more than can be seen. */
  readonly isFull: boolean;
}

/** How near to an edge it begins, and how far it goes in a frame at most, in CSS pixels. */
const edge = 56;
const fastest = 18;

/** Scrolls a column, and the board, while the hand is near an edge of theirs. Returns whether anything scrolled. */
export function autoscroll(across: Scroller | undefined, down: Scroller | undefined, x: number, y: number): boolean {
  const scrolledAcross = across ? scrollBy(across, 'scrollLeft', x) : false;
  const scrolledDown = down ? scrollBy(down, 'scrollTop', y) : false;
  return scrolledAcross || scrolledDown;
}

function scrollBy({ element, box }: Scroller, axis: 'scrollLeft' | 'scrollTop', at: number): boolean {
  const [start, end] = axis === 'scrollLeft' ? [box.left, box.right] : [box.top, box.bottom];
  const step = speed(start + edge - at) * -1 + speed(at - (end - edge));
  if (step === 0) return false;
  const before = element[axis];
  element[axis] = before + step;
  return element[axis] !== before;
}

function speed(depth: number): number {
  return depth <= 0 ? 0 : Math.ceil((Math.min(depth, edge) / edge) ** 2 * fastest);
}
