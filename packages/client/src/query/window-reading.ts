import type { Environment } from '../environment.ts';
import { Retry } from '../sync/index.ts';

/** Milliseconds between two re-reads that changes elsewhere asked for. */
const recheckSpacing = 250;

/** The first records, or those below them. */
export type Part = 'top' | 'more';

/** Reads what a window is missing, part by part and one at a time, until nothing is; and again, where that is asked for. */
export abstract class WindowReading {
  readonly #environment: Pick<Environment, 'schedule' | 'random'>;
  #running = Promise.resolve();
  #cooling: (() => void) | undefined;
  /** Ends what is under way when nobody wants it any more. */
  protected readonly abort = new AbortController();
  /** Tries again what failed for reasons that may pass. */
  protected readonly retry: Retry;
  /** All that was read is to be read again, with the next reading. */
  protected isDue = false;
  protected isReading = false;

  constructor(environment: Pick<Environment, 'schedule' | 'random'>) {
    this.#environment = environment;
    this.retry = new Retry(environment, () => void this.pump());
  }

  /** What is still to be read; the top, where all is due. */
  protected abstract missing(): Part | undefined;
  protected abstract read(part: Part): Promise<void>;
  /** Nothing is missing, or what is can't be read. */
  protected abstract ended(failure?: { readonly error: unknown }): void;

  /** Reads what is missing, or goes on doing so. Resolves when nothing is, or what is can't be read. */
  protected pump(): Promise<void> {
    if (!this.isReading) {
      this.isReading = true;
      this.#running = this.#work();
    }
    return this.#running;
  }

  /** Reads all again, but not sooner than some time after it was read last. */
  protected readAgain(): void {
    this.isDue = true;
    if (!this.#cooling) void this.pump();
  }

  /** All has just been read. */
  protected rest(): void {
    this.#cooling?.();
    this.#cooling = this.#environment.schedule(recheckSpacing, () => {
      this.#cooling = undefined;
      if (this.isDue) void this.pump();
    });
  }

  protected stopReading(): void {
    this.abort.abort();
    this.retry.cancel();
    this.#cooling?.();
  }

  async #work(): Promise<void> {
    let part: Part | undefined;
    try {
      while ((part = this.missing()) && !this.abort.signal.aborted) {
        // What is asked for from here on, it asks for once more.
        this.isDue = false;
        await this.read(part);
      }
      this.retry.reset();
      this.ended();
    } catch (error) {
      if (part === 'top') this.isDue = true;
      if (!this.abort.signal.aborted) this.ended({ error });
    }
    // In the same turn as the last look at what is missing: what is asked for from here on starts anew.
    this.isReading = false;
  }
}
