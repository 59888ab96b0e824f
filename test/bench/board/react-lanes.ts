import type { Card, Lane, Update } from './contender.ts';

/** The board after an update: lanes that did not change are the same objects, so that memoised columns are not rendered. */
export function updated(lanes: readonly Lane[], update: Update): readonly Lane[] {
  const from = lanes.find(({ cards }) => cards.some(({ id }) => id === update.id));
  const card = from?.cards.find(({ id }) => id === update.id);
  if (!from || !card) return lanes;
  if (update.kind === 'move') return moved(lanes, update.id, update.to, update.index);
  const next: Card = update.kind === 'rename' ? { ...card, name: update.name } : { ...card, amount: update.amount };
  return lanes.map((lane) =>
    lane === from ? { ...lane, cards: lane.cards.map((each) => (each === card ? next : each)) } : lane,
  );
}

export function moved(lanes: readonly Lane[], id: string, to: string, index: number): readonly Lane[] {
  const card = lanes.flatMap(({ cards }) => cards).find((each) => each.id === id);
  if (!card) return lanes;
  return lanes.map((lane) => {
    const without = lane.cards.includes(card) ? lane.cards.filter((each) => each !== card) : lane.cards;
    if (lane.id === to) return { ...lane, cards: without.toSpliced(index, 0, card) };
    return without === lane.cards ? lane : { ...lane, cards: without };
  });
}

/** The board in a container, as every React contender gives it to the measuring page. */
export function inspect(container: HTMLElement, lanes: () => readonly Lane[]) {
  return {
    card: (id: string) => container.querySelector(`[data-id="${id}"]`),
    isCardAt: (x: number, y: number) => document.elementFromPoint(x, y)?.closest('.card') !== null,
    column: (id: string) => container.querySelector(`[data-column="${id}"]`),
    order: (column: string) =>
      lanes()
        .find(({ id }) => id === column)
        ?.cards.map(({ id }) => id) ?? [],
  };
}
