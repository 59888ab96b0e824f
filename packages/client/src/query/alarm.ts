import type { Environment } from '../environment.ts';

/** Rings once, at the earliest of the instants it was set to. */
export class Alarm {
  readonly #environment: Pick<Environment, 'schedule'>;
  /** The clock that the instants are of. */
  readonly #now: () => number;
  readonly #ring: () => void;
  #next: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(environment: Pick<Environment, 'schedule'>, now: () => number, ring: () => void) {
    this.#environment = environment;
    this.#now = now;
    this.#ring = ring;
  }

  /** @param at Milliseconds since 1970. */
  setTo(at: number): void {
    if (this.#next && this.#next.at <= at) return;
    this.cancel();
    const cancel = this.#environment.schedule(Math.max(1, at - this.#now()), () => {
      this.#next = undefined;
      this.#ring();
    });
    this.#next = { at, cancel };
  }

  cancel(): void {
    this.#next?.cancel();
    this.#next = undefined;
  }
}
