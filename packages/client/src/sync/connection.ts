import { BackendError } from '@rapport/core/failure';
import type { ConnectionSnapshot, RefusedWrite } from '../client.ts';
import type { Emitter } from './notifier.ts';

/**
 * How the client stands with its backend, told by what becomes of its calls:
 *
 *     connecting ──answered──▶ online ◀──answered── offline, unauthenticated
 *          └──────nobody answered / not signed in──────▲
 */
export class Connection {
  readonly #emitter: Emitter;
  readonly #backOnline: () => void;
  #snapshot: ConnectionSnapshot = { state: 'connecting', pendingWrites: 0, attention: [] };

  /** @param backOnline is called when the backend answers after it did not. */
  constructor(emitter: Emitter, backOnline: () => void) {
    this.#emitter = emitter;
    this.#backOnline = backOnline;
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
    this.#set({ state: 'online' });
    if (wasDown) this.#backOnline();
  }

  failed(error: unknown): void {
    if (!(error instanceof BackendError)) return;
    if (error.code === 'unauthenticated') this.#set({ state: 'unauthenticated' });
    else if (error.code === 'offline' || error.code === 'timeout') this.#set({ state: 'offline' });
    else this.answered();
  }

  setPendingWrites(pendingWrites: number): void {
    this.#set({ pendingWrites });
  }

  addRefused(refused: RefusedWrite): void {
    this.#set({ attention: [...this.#snapshot.attention, refused] });
  }

  dismiss(writeId: string): void {
    this.#set({ attention: this.#snapshot.attention.filter(({ id }) => id !== writeId) });
  }

  #set(part: Partial<ConnectionSnapshot>): void {
    const next = { ...this.#snapshot, ...part };
    const { state, pendingWrites, attention } = this.#snapshot;
    if (next.state === state && next.pendingWrites === pendingWrites && next.attention.length === attention.length)
      return;
    this.#snapshot = next;
    this.#emitter.mark();
  }
}
