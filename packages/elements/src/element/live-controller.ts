import type { LiveQuery, LiveSnapshot } from '@rapport/client';
import type { AnyRecord } from '@rapport/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps an element drawn with the state of one live query, which may be replaced by another. */
export class LiveController<R extends AnyRecord> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #query: LiveQuery<R> | undefined;
  #key: unknown;
  #stop: (() => void) | undefined;
  #isConnected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What the query says now; undefined without a query. */
  get snapshot(): LiveSnapshot<R> | undefined {
    return this.#query?.getSnapshot();
  }

  get record(): R | undefined {
    return this.snapshot?.records[0];
  }

  /** Follows another query where `key` is another than before. A key that is undefined: none. */
  follow(key: unknown, query: () => LiveQuery<R>): void {
    if (key === this.#key) return;
    this.#leave();
    this.#key = key;
    this.#query = key === undefined ? undefined : query();
    if (this.#isConnected) this.#listen();
  }

  async refresh(): Promise<void> {
    await this.#query?.refresh();
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#listen();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#leave();
  }

  #listen(): void {
    this.#stop ??= this.#query?.subscribe(() => this.#host.requestUpdate());
  }

  #leave(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
