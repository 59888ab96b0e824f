import type { Change, ChangeMessage, Interest } from '@rapport/core';
import type { CheckContext } from '../check.ts';

/** Reads the feed until enough has come. Keeps to the rule that a message follows on the one before. */
export class FeedReader {
  readonly #end = new AbortController();
  readonly #messages: AsyncIterator<ChangeMessage>;
  readonly changes: Change[] = [];
  readonly rechecked: string[] = [];
  cursor: string | null;
  wasReset = false;

  constructor(
    { backend, signal }: Pick<CheckContext, 'backend' | 'signal'>,
    since: string | null,
    interest?: readonly Interest[],
  ) {
    this.cursor = since;
    const merged = AbortSignal.any([this.#end.signal, signal]);
    const messages = backend.changes({ since, signal: merged, ...(interest ? { interest } : {}) });
    this.#messages = messages[Symbol.asyncIterator]();
  }

  /** @throws Error when the feed ends or the time is up before `enough`. */
  async until(enough: () => boolean): Promise<void> {
    while (!enough()) {
      const { done, value } = await this.#messages.next();
      if (done) throw new Error('The feed ended before what was due had come.');
      if (value.kind === 'reset') {
        this.wasReset = true;
      } else {
        if (this.cursor !== null && value.from !== this.cursor)
          throw new Error(`A message begins at ${value.from}, not where the reader is: ${this.cursor}.`);
        this.changes.push(...value.changes);
        this.rechecked.push(...(value.recheck ?? []));
      }
      this.cursor = value.to;
    }
  }

  async close(): Promise<void> {
    this.#end.abort();
    await this.#messages.return?.().catch(() => undefined);
  }
}

/** What a change is about. */
export const changedId = (change: Change): string => (change.op === 'put' ? change.record.id : change.id);
