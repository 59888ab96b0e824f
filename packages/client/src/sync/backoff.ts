import { BackendError } from '@rapport/core/failure';
import type { Environment } from '../environment.ts';

const shortest = 500;
const longest = 30_000;

/** How long to wait before a further attempt, in milliseconds: doubling, spread over half its length, never less than the backend asked for. */
export function delayOf(attempt: number, random: number, asked = 0): number {
  const delay = Math.min(longest, shortest * 2 ** Math.min(attempt, 16));
  return Math.max(asked, Math.round(delay * (0.5 + random / 2)));
}

/** Whether the same call may succeed later, without anybody changing anything here. */
export function isPassing(error: unknown): error is BackendError {
  return error instanceof BackendError && (error.retryable || error.code === 'unauthenticated');
}

/** Tries something again, later and later, until `reset` says that it went well. */
export class Retry {
  readonly #environment: Pick<Environment, 'schedule' | 'random'>;
  readonly #task: () => void;
  #attempt = 0;
  #cancel: (() => void) | undefined;

  constructor(environment: Pick<Environment, 'schedule' | 'random'>, task: () => void) {
    this.#environment = environment;
    this.#task = task;
  }

  get attempt(): number {
    return this.#attempt;
  }

  get isWaiting(): boolean {
    return this.#cancel !== undefined;
  }

  /** Waits, then tries again. */
  later(error?: unknown): void {
    this.#cancel?.();
    const asked = error instanceof BackendError ? error.retryAfter : undefined;
    this.#cancel = this.#environment.schedule(delayOf(this.#attempt, this.#environment.random(), asked), () =>
      this.now(),
    );
    this.#attempt += 1;
  }

  /** Waits until it is told to try again. */
  park(): void {
    this.#cancel?.();
    this.#cancel = () => {};
  }

  /** Tries at once, if it was waiting. */
  now(): void {
    if (!this.#cancel) return;
    this.cancel();
    this.#task();
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  reset(): void {
    this.cancel();
    this.#attempt = 0;
  }
}
