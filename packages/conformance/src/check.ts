import type { Actor, Backend, BackendDescription } from '@rapport/core';
import type { Sample } from './sample/index.ts';

/** What is tried: the backend as somebody who may write sees it, and as others do. */
export interface Subject {
  /** As an administrator, or whoever may create, change and delete most. */
  readonly backend: Backend;
  /** The same records as others see them: each is held to what it is shown. */
  readonly others?: Readonly<Record<string, Backend>>;
  /** Who the administrator is, where filters by actor are to be tried. */
  readonly actor?: Pick<Actor, 'user' | 'contact' | 'partner'>;
}

export interface CheckContext extends Subject {
  readonly description: BackendDescription;
  readonly sample: Sample;
  readonly newId: () => string;
  readonly now: () => number;
  /** Rejects when a check should have ended. */
  readonly signal: AbortSignal;
}

/** One claim of a backend, and how it is tried. */
export interface Check {
  /** `area/subject`, unique. */
  readonly id: string;
  /** The claim, as a sentence. */
  readonly claim: string;
  /** Why the claim is not made, going by what the backend says of itself; undefined where it is. */
  readonly notClaimed?: (context: CheckContext) => string | undefined;
  /** Tries it. Reports every fault it meets; throwing is a fault too. */
  readonly run: (context: CheckContext, tally: Tally) => Promise<void>;
}

/** Counts what was tried, and keeps what was wrong. */
export class Tally {
  #cases = 0;
  readonly #faults: string[] = [];

  get cases(): number {
    return this.#cases;
  }
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** One case. `fault` says what was expected and what came, for whoever has to mend it. */
  holds(good: boolean, fault: () => string): void {
    this.#cases++;
    if (!good) this.#faults.push(fault());
  }

  equal(actual: unknown, expected: unknown, what: string): void {
    const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
    this.holds(is === should, () => `${what}: expected ${should}, got ${is}`);
  }

  /** One case: the call must fail with an error of that name (`InvalidInputError`, `BackendError`). */
  async rejects(call: Promise<unknown>, name: string, what: string): Promise<void> {
    const outcome = await call.then(
      () => 'an answer',
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    );
    this.holds(outcome === name, () => `${what}: expected ${name}, got ${outcome}`);
  }
}
