import { createHash } from 'node:crypto';
import { uuidv7, type RecordId } from '@rapport/core/model';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that turns out the same each time for the same seed and scope, whatever else was drawn elsewhere. */
export interface Chance {
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** True with this probability, 0 to 1. */
  maybe(probability: number): boolean;
}

export function createChance(seed: number, scope: string): Chance {
  const generator = xoroshiro128plus(createHash('sha256').update(`${seed}/${scope}`).digest().readInt32BE());
  const int = (from: number, to: number): number => uniformInt(generator, from, to);
  return {
    int,
    maybe: (probability) => int(1, 10_000) <= probability * 10_000,
    pick(list) {
      const picked = list[int(0, list.length - 1)];
      if (picked === undefined) throw new RangeError('There is nothing to pick from.');
      return picked;
    },
  };
}

/** The id of what `name` stands for, sorted by when it came to be. */
export function seededId(seed: number, name: string, time: number): RecordId {
  return uuidv7(time, createHash('sha256').update(`id/${seed}/${name}`).digest().subarray(0, 10));
}
