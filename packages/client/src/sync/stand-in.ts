import type { Environment } from '../environment.ts';

/** Milliseconds in which another window has sent what waits, where nothing is in its way. */
const patience = 5_000;
/** So often what waits is looked at before it is sent from here. */
const mostRounds = 3;

export interface StandInOptions {
  readonly environment: Pick<Environment, 'schedule'>;
  /** The id of the first write that waits for another window to send it. */
  readonly waiting: () => string | undefined;
  /** Says to the other windows that something waits, and looks again at what is kept. */
  readonly look: () => Promise<void>;
  /** It is to be sent from here. */
  readonly begin: () => void;
}

/**
 * While another window is to send what waits here: looks now and then whether it has. A message may be lost. Where what waits is the same for long, the one that
 * leads does not know of it: its own storage may be lost. Then it is sent from here.
 */
export class StandIn {
  readonly #options: StandInOptions;
  #cancel: (() => void) | undefined;
  /** What was found to wait first, and how often it was the same. */
  #awaited: string | undefined;
  #rounds = 0;
  #isActive = false;

  constructor(options: StandInOptions) {
    this.#options = options;
  }

  /** Whether what waits is sent from here, though another window leads. */
  get isActive(): boolean {
    return this.#isActive;
  }

  /** Watches from now on, if there is something to wait for. */
  watch(): void {
    const { environment, waiting, look } = this.#options;
    if (this.#cancel || !waiting()) return;
    this.#cancel = environment.schedule(patience, () => {
      this.#cancel = undefined;
      if (waiting()) void look().then(() => this.#compare());
    });
  }

  close(): void {
    this.#cancel?.();
  }

  #compare(): void {
    const first = this.#options.waiting();
    this.#rounds = first && first === this.#awaited ? this.#rounds + 1 : 0;
    this.#awaited = first;
    this.#isActive = this.#rounds >= mostRounds;
    if (this.#isActive) this.#options.begin();
    this.watch();
  }
}
