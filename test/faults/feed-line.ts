import type { Backend, ChangeMessage } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { Air } from './network.ts';
import type { Life } from './scheduler.ts';
import { messageFaults } from './weather.ts';

export interface FeedLineOptions {
  readonly backend: Backend;
  readonly asked: Parameters<Backend['changes']>[0];
  readonly air: Air;
  readonly life: Life;
  /** Resolves where there is a network and a token that is taken. */
  readonly admit: () => Promise<void>;
}

/** One stream of the change feed, whose messages may be lost, doubled, swapped or late, and which may break or fall silent. */
export class FeedLine {
  readonly #options: FeedLineOptions;
  readonly #inbox: ChangeMessage[] = [];
  readonly #upstream = new AbortController();
  #failure: Error | undefined;
  #wake = (): void => {};

  constructor(options: FeedLineOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return !this.#failure && !this.#options.life.isOver;
  }

  fail(error: Error): void {
    if (!this.#failure) this.#options.air.note(`feed: ${error.message}`);
    this.#failure ??= error;
    this.#upstream.abort();
    this.#wake();
  }

  async *messages(ended: () => void): AsyncGenerator<ChangeMessage, void, undefined> {
    const { asked, life } = this.#options;
    asked.signal.addEventListener('abort', () => this.fail(new Error('aborted')), { once: true });
    void this.#carry().catch((error: unknown) => this.fail(error as Error));
    try {
      for (;;) {
        const message = this.#inbox.shift();
        if (asked.signal.aborted) return;
        if (message) yield message;
        else if (this.#failure) throw this.#failure;
        else await new Promise<void>((resolve) => (this.#wake = () => void (life.isOver || resolve())));
      }
    } finally {
      this.#upstream.abort();
      ended();
    }
  }

  async #carry(): Promise<void> {
    const { backend, asked, air, life, admit } = this.#options;
    const { scheduler, weather } = air;
    await admit();
    await scheduler.wait(weather.delay(150), life);
    const { since, interest } = JSON.parse(
      JSON.stringify({ since: asked.since, interest: asked.interest }),
    ) as typeof asked;
    let heldBack: ChangeMessage | undefined;
    let isFirst = true;
    for await (const sent of backend.changes({ since, interest, signal: this.#upstream.signal })) {
      const message = isFirst ? this.#asOtherBackends(sent) : sent;
      isFirst = false;
      // While this one is on its way, what happens next is put together into the next one.
      await scheduler.wait(weather.delay(100), life);
      switch (weather.draw(messageFaults)) {
        case 'message lost':
          continue;
        case 'message doubled':
          this.#deliver(message);
          break;
        case 'messages swapped':
          heldBack = message;
          continue;
        case 'feed broken':
          return this.fail(new BackendError('offline', 'The stream broke.'));
        case 'feed silent':
          await scheduler.wait(40_000, life);
          return this.fail(new BackendError('offline', 'The stream was silent.'));
        case undefined:
          break;
      }
      this.#deliver(message);
      if (heldBack) this.#deliver(heldBack);
      heldBack = undefined;
    }
  }

  /** There are other ways to say that a cursor is of no use. */
  #asOtherBackends(message: ChangeMessage): ChangeMessage {
    const { weather } = this.#options.air;
    if (message.kind !== 'reset' || !weather.chance(0.6)) return message;
    if (weather.chance(0.5)) throw new BackendError('cursor-expired', 'The cursor is too old.');
    return { kind: 'changes', from: message.to, to: message.to, changes: [] };
  }

  #deliver(message: ChangeMessage): void {
    if (this.#options.life.isOver) return;
    const { kind, to } = message;
    this.#options.air.note(
      kind === 'reset' ? `feed: reset to ${to}` : `feed: ${message.from} to ${to}, ${message.changes.length} changes`,
    );
    this.#inbox.push(JSON.parse(JSON.stringify(message)) as ChangeMessage);
    this.#wake();
  }
}
