import type { Client } from '@rapport/client';

/** Milliseconds: how long after the board stands it is asked for, and how old a change must be then to be counted for sure. */
const patience = 3_000;
const counted = 60_000;

/** Tells of deals that change though no column has loaded them, so that totals keep up: the one that changed last is watched. */
export class Pulse {
  readonly #beaten: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | undefined;

  constructor(beaten: () => void) {
    this.#beaten = beaten;
  }

  start(client: Client): void {
    if (this.#timer !== undefined || this.#stop) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const latest = client.live({ type: 'deal', orderBy: [{ field: 'updatedAt', direction: 'desc' }], limit: 1 });
      let isFirst = true;
      this.#stop = latest.subscribe(() => {
        const [newest] = latest.getSnapshot().records;
        if (!isFirst || (newest && Date.parse(newest.updatedAt) > client.now() - counted)) this.#beaten();
        isFirst = false;
      });
    }, patience);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stop?.();
    this.#stop = undefined;
  }
}
