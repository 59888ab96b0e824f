import type { MutationResult } from '@rapport/core';
import type { KeptWrite } from '../device/index.ts';
import type { Environment } from '../environment.ts';

/** Milliseconds in which another window has told what became of a write that it took from the storage. */
const patience = 2_000;

export interface MissingWritesOptions {
  readonly environment: Pick<Environment, 'schedule'>;
  /** Nobody has told what became of these: says what there is now. Rejects where nobody knows as yet. */
  readonly vanished: (writes: readonly KeptWrite[]) => Promise<readonly MutationResult[]>;
  readonly found: (results: readonly MutationResult[]) => void;
}

/** Writes that another window took from the storage, and that it is yet to tell of: until then they are shown. */
export class MissingWrites {
  readonly #options: MissingWritesOptions;
  #all: readonly KeptWrite[] = [];
  #isClosed = false;

  constructor(options: MissingWritesOptions) {
    this.#options = options;
  }

  get all(): readonly KeptWrite[] {
    return this.#all;
  }

  add(gone: readonly KeptWrite[]): void {
    if (gone.length === 0) return;
    // It was sent: what is heard of its record may have it.
    this.#all = [...this.#all, ...gone.map((one): KeptWrite => ({ ...one, state: 'inflight' }))];
    this.#await(gone);
  }

  /** What was told makes others of them. */
  hear(step: (kept: readonly KeptWrite[]) => readonly KeptWrite[]): void {
    this.#all = step(this.#all).map(lookedAt);
  }

  /** Leaves out those of which it is known, and shown, what became of them. Answers whether there were any. */
  leaveOutKnown(): boolean {
    const left = this.#all.filter(({ result }) => !result);
    if (left.length === this.#all.length) return false;
    this.#all = left;
    return true;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Another window says what became of them. Where it does not, what there is now is looked up. */
  #await(gone: readonly KeptWrite[]): void {
    this.#options.environment.schedule(patience, () => {
      const left = this.#all.filter((one) => gone.some(({ mutation }) => mutation.id === one.mutation.id));
      if (left.length === 0 || this.#isClosed) return;
      this.#options.vanished(left).then(this.#options.found, () => this.#await(left));
    });
  }
}

/** Whether one is in what there is now can't be seen: it is shown until that is, which another write on its way may put off. */
function lookedAt(one: KeptWrite): KeptWrite {
  const isUnknown = one.result?.status === 'refused' && one.result.refusal.code === 'outcome-unknown';
  return isUnknown ? { ...one, state: 'acknowledged' } : one;
}
