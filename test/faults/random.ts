/** Chance that can be had again: the same seed gives the same numbers. */
export interface Random {
  /** From 0 up to 1. */
  (): number;
  /** A whole number from 0 up to `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** One of the names, as often as its weight among the others says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

/** @param path Names the stream: streams of one seed under different names are independent. */
export function createRandom(seed: number, path = ''): Random {
  let state = seed >>> 0;
  for (const unit of path) state = Math.imul(state ^ (unit.codePointAt(0) ?? 0), 0x9e3779b1) ^ (state >>> 15);
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return Object.assign(next, {
    below,
    chance: (probability: number) => next() < probability,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    weighted: <Name extends string>(weights: Readonly<Record<Name, number>>): Name => {
      const entries = Object.entries(weights) as [Name, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return (entries.at(-1) as [Name, number])[0];
    },
  });
}

/** Ids of records and mutations, in no order. */
export function idsFrom(random: Random): () => string {
  let count = 0;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return () => `${hex(random.below(2 ** 32), 8)}-0000-7000-8000-${hex((count += 1), 12)}`;
}
