/** A list that takes part: its steps either read what the browser has laid out, or write what it is to lay out, never both. */
export interface Placed {
  readonly placing: readonly (() => void)[];
}

let waiting = new Set<Placed>();

/**
 * Places lists that came up together step by step, side by side: however many columns a board has, the browser lays them out once to say how high they
 * are and once to say how high their rows are. It is done by the end of the turn, before anything is painted.
 */
export function placeTogether(list: Placed): void {
  if (waiting.size === 0) queueMicrotask(placeAll);
  waiting.add(list);
}

/** Does now what waits for the end of the turn: somebody asks where a row is. */
export function placeAll(): void {
  if (waiting.size === 0) return;
  const lists = [...waiting];
  waiting = new Set();
  const steps = Math.max(...lists.map(({ placing }) => placing.length));
  for (let step = 0; step < steps; step++) for (const { placing } of lists) placing[step]?.();
}
