import type { Figures } from './figures.ts';
import type { Random } from './random.ts';

/** How one of the steps comes otherwise than it would. */
export type Shift = 'a step came later' | 'a step came behind another';

/** At most so many promises lie between a step and what waits for it, more than there were. */
const mostHops = 4;

/** Draws which steps come in another order than they were asked for, as they may wherever nothing promises one. */
export class Shifts {
  readonly #random: Random;
  readonly #figures: Figures;
  /** How likely it is for each step: few show what one alone does, many what they do together. */
  readonly #chance: number;
  /** Milliseconds: what is due in the same such stretch is due at its end, in any order. */
  readonly #grain: number;

  constructor(random: Random, figures: Figures) {
    this.#random = random;
    this.#figures = figures;
    this.#chance = random.pick([0.003, 0.03, 0.3]);
    this.#grain = random.pick([1, 1, 10, 50]);
  }

  /** When something happens that is due at a time. */
  due(at: number): number {
    return Math.ceil(at / this.#grain) * this.#grain;
  }

  draw(): Shift | undefined {
    if (!this.#random.chance(this.#chance)) return undefined;
    return this.#random.pick(['a step came later', 'a step came behind another']);
  }

  pick<T>(list: readonly T[]): T {
    return this.#random.pick(list);
  }

  /** So many promises more. */
  hops(): number {
    if (!this.#random.chance(this.#chance)) return 0;
    this.count('an answer came later');
    return 1 + this.#random.below(mostHops);
  }

  count(what: string): void {
    this.#figures.count(what);
  }
}
