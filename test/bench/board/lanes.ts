import type { Lane, Update } from './contender.ts';

const words =
  'order delivery invoice volume tier contract renewal label printer agreement rollout pilot upgrade fleet support warehouse'.split(
    ' ',
  );
const stages = ['New', 'Qualified', 'Meeting', 'Analysis', 'Proposal', 'Review', 'Negotiation', 'Commit'];
const owners = ['Ada Brandt', 'Ben Okoro', 'Chen Li', 'Dana Novak', 'Emil Sørensen'];

/** Numbers from 0 up to 1, the same for the same seed: mulberry32 (T. Ettinger, public domain). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Eight columns of so many cards. */
export function makeLanes(perColumn: number): readonly Lane[] {
  const random = seeded(perColumn);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  return stages.map((title, column) => ({
    id: idOf(column + 1),
    title,
    cards: Array.from({ length: perColumn }, (_, index) => ({
      id: idOf(1_000 + column * perColumn + index),
      name: `${pick(words)} ${pick(words)} ${pick(words)}`,
      company: `${pick(words)} GmbH`,
      owner: pick(owners),
      amount: 500 + Math.floor(random() * 90_000),
      closes: `2026-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
    })),
  }));
}

/** What others do, seeded: a third each of moves, new names and new amounts. */
export function makeUpdates(lanes: readonly Lane[], count: number): readonly Update[] {
  const random = seeded(count);
  const ids = lanes.flatMap(({ cards }) => cards.map(({ id }) => id));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  return Array.from({ length: count }, (_, index): Update => {
    const id = pick(ids);
    if (index % 3 === 0) return { kind: 'move', id, to: pick(lanes).id, index: Math.floor(random() * 20) };
    if (index % 3 === 1) return { kind: 'rename', id, name: `${pick(words)} ${pick(words)} ${index}` };
    return { kind: 'amount', id, amount: 500 + Math.floor(random() * 90_000) };
  });
}

/** Ids of the form that records have. */
function idOf(number: number): string {
  return `01920000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
