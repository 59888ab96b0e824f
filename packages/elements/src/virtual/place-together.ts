/** A list that takes part: a step either reads what the browser has laid out, or writes what it is to lay out, never both. */
export interface Placed {
  /** Reads how high the viewport is, and where the reader is. */
  look(): void;
  /** Writes the rows that are wanted. Returns whether any are there to be measured. */
  draw(isFirst: boolean): boolean;
  /** Reads how high those are. */
  measure(): void;
  /** Writes where they stand. */
  hold(): void;
  /** What is in view now holds still. */
  settle(): void;
}

let waiting = new Set<Placed>();

/** Places a list by the end of the turn, before anything is painted, side by side with the others that came up in it. */
export function placeLater(list: Placed): void {
  if (waiting.size === 0) queueMicrotask(placeAll);
  waiting.add(list);
}

/** Does now what waits for the end of the turn: somebody asks where a row is. */
export function placeAll(): void {
  if (waiting.size === 0) return;
  const lists = [...waiting];
  waiting = new Set();
  placeTogether(lists);
}

/**
 * Places lists step by step, side by side: however many columns a board has, the browser lays them out once to say how high they are and once to say how
 * high their rows are. Measured, rows may turn out to leave room for more.
 */
export function placeTogether(lists: readonly Placed[]): void {
  for (const list of lists) list.look();
  let drawn = lists;
  for (let pass = 0; pass < 5 && drawn.length > 0; pass++) {
    drawn = drawn.filter((list) => list.draw(pass === 0));
    for (const list of drawn) list.measure();
    for (const list of drawn) list.hold();
  }
  for (const list of lists) list.settle();
}
