import { BackendError } from '@rapport/core/failure';
import type { ConnectionSnapshot } from '../client.ts';
import type { Environment } from '../environment.ts';
import { Retry } from './backoff.ts';
import type { Emitter } from './notifier.ts';

export interface ConnectionOptions {
  readonly emitter: Emitter;
  readonly environment: Environment;
  /** Asks the backend something, to see whether it answers. */
  readonly probe: () => Promise<unknown>;
  /** Called when the backend answers after it did not. */
  readonly backOnline: () => void;
}

/**
 * How the client stands with its backend, told by what becomes of its calls:
 *
 *     connecting ──answered──▶ online ◀──answered── offline, unauthenticated
 *          └──────nobody answered / not signed in──────▲
 *
 * While it is down one call asks whether it is there again, later and later; everything else waits for that.
 */
export class Connection {
  readonly #emitter: Emitter;
  readonly #backOnline: () => void;
  readonly #probe: Retry;
  #snapshot: ConnectionSnapshot = {
    state: 'connecting',
    pendingWrites: 0,
    sendingWrites: 0,
    attention: [],
    kept: 'memory',
    unguaranteed: [],
  };

  constructor({ emitter, environment, probe, backOnline }: ConnectionOptions) {
    this.#emitter = emitter;
    this.#backOnline = backOnline;
    // What becomes of it is followed: nobody else has to know.
    this.#probe = new Retry(environment, () => void this.follow(probe()).catch((error: unknown) => this.#ask(error)));
  }

  getSnapshot = (): ConnectionSnapshot => this.#snapshot;
  subscribe = (listener: () => void): (() => void) => this.#emitter.subscribe(listener);

  get isDown(): boolean {
    return this.#snapshot.state === 'offline' || this.#snapshot.state === 'unauthenticated';
  }

  /** Follows a call to the backend: what becomes of it says how the connection stands. */
  async follow<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      this.answered();
      return answer;
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  answered(): void {
    if (this.#snapshot.state === 'online') return;
    const wasDown = this.isDown;
    this.#probe.reset();
    this.set({ state: 'online' });
    if (wasDown) this.#backOnline();
  }

  failed(error: unknown): void {
    if (!(error instanceof BackendError)) return;
    const wasDown = this.isDown;
    if (error.code === 'unauthenticated') this.set({ state: 'unauthenticated' });
    else if (error.code === 'offline' || error.code === 'timeout') this.set({ state: 'offline' });
    else this.answered();
    if (!wasDown) this.#ask(error);
  }

  /** Has something that failed tried again: when the backend is there again, or after a while where it is there and did not do it. */
  retryLater(retry: Retry, error: unknown): void {
    if (this.isDown) retry.park();
    else retry.later(error);
  }

  /** Asks at once whether the backend is there again. */
  resume(): void {
    this.#probe.now();
  }

  set(part: Partial<ConnectionSnapshot>): void {
    const before = this.#snapshot;
    const names = Object.keys(part) as (keyof ConnectionSnapshot)[];
    if (names.every((name) => before[name] === part[name])) return;
    this.#snapshot = { ...before, ...part };
    this.#emitter.mark();
  }

  close(): void {
    this.#probe.cancel();
  }

  #ask(error: unknown): void {
    if (this.isDown) this.#probe.later(error);
  }
}
