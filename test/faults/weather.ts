import type { Figures } from './figures.ts';
import type { Random } from './random.ts';

/** What can go wrong with a call, each with its chance in ordinary bad weather. */
export const callFaults = {
  'request lost': 0.03,
  'reply lost': 0.04,
  'request doubled': 0.03,
  '5xx before': 0.02,
  '5xx after commit': 0.03,
  'half a push': 0.02,
  '429': 0.02,
} as const;

/** The same for a message of the feed. */
export const messageFaults = {
  'message lost': 0.03,
  'message doubled': 0.03,
  'messages swapped': 0.03,
  'feed broken': 0.03,
  'feed silent': 0.01,
} as const;

/** The same for a message between windows, and for a transaction of a device. */
export const tabFaults = { 'post lost': 0.01, 'post late': 0.01 } as const;
export const storageFaults = {
  'quota exceeded': 0.001,
  'transaction aborted': 0.002,
  'crash before a commit': 0.003,
  'crash after a commit': 0.003,
} as const;

/** Decides what goes wrong, and how long things take. */
export class Weather {
  /** 0: nothing goes wrong, and everything is quick. */
  severity: number;
  readonly #random: Random;
  readonly #figures: Figures;

  constructor(random: Random, figures: Figures, severity: number) {
    this.#random = random;
    this.#figures = figures;
    this.severity = severity;
  }

  /** At most one of the faults. */
  draw<Fault extends string>(faults: Readonly<Record<Fault, number>>): Fault | undefined {
    let left = this.#random() / Math.max(this.severity, 1e-9);
    for (const [fault, chance] of Object.entries(faults) as [Fault, number][]) {
      left -= chance;
      if (left >= 0) continue;
      this.#figures.count(fault);
      return fault;
    }
    return undefined;
  }

  chance(probability: number): boolean {
    return this.severity > 0 && this.#random.chance(probability);
  }

  /** Milliseconds that something takes on its way: mostly little, sometimes so long that others overtake it. */
  delay(usual: number): number {
    const { severity } = this;
    const isSlow = severity > 0 && this.#random.chance(0.05 * severity);
    return Math.ceil(this.#random() * usual * (isSlow ? 100 : severity > 0 ? 2 : 0.2));
  }

  /** Milliseconds until somebody gives up on an answer. */
  patience(): number {
    return 1_000 + this.#random.below(29_000);
  }
}
