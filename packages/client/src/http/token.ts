import { BackendError } from '@rapport/core/failure';
import { unanswered } from './problem.ts';

export interface TokenRequest {
  /** `expired`: the backend no longer takes the last one. */
  readonly reason: 'initial' | 'expired';
  /** Aborts when nobody waits for the token any more. */
  readonly signal: AbortSignal;
}
/**
 * Gives a bearer token; null for none. Where it throws what `fetch` does when nobody answers, a `TypeError`, the backend is taken to be out of reach; where it
 * throws anything else, nobody is signed in.
 */
export type GetToken = (request: TokenRequest) => string | null | Promise<string | null>;

interface Asked {
  readonly token: Promise<string | null>;
  readonly abort: AbortController;
  waiting: number;
}

/** One token for all calls: asked for when it is first needed, and once, whoever asks, when it has expired. A failure is not kept. */
export class TokenSource {
  readonly #getToken: GetToken;
  #asked: Asked | undefined;
  #hadOne = false;

  constructor(getToken: GetToken) {
    this.#getToken = getToken;
  }

  /** @throws BackendError `unauthenticated` where the host has none, `offline` where it can't be asked; the signal's reason once it aborts. */
  async current(signal: AbortSignal | undefined): Promise<string | null> {
    const asked = (this.#asked ??= this.#ask());
    asked.waiting += 1;
    let stop = (): void => {};
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', stop);
    });
    try {
      return await Promise.race([asked.token, aborted]);
    } catch (error) {
      // Not left to later calls: neither a failure, nor what nobody waited for.
      if (this.#asked === asked && (!signal?.aborted || asked.waiting === 1)) this.#asked = undefined;
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      asked.waiting -= 1;
      if (asked.waiting === 0) asked.abort.abort();
    }
  }

  /** The token after one that was declined. Another call may have asked for it already. */
  async renewed(declined: string | null, signal: AbortSignal | undefined): Promise<string | null> {
    const before = this.#asked;
    const token = await this.current(signal);
    if (token !== declined) return token;
    if (this.#asked === before) this.#asked = undefined;
    return this.current(signal);
  }

  #ask(): Asked {
    const abort = new AbortController();
    const token = this.#call(abort.signal);
    // Whoever waits hears of it; that nobody may be waiting any more is no unhandled rejection.
    token.catch(() => {});
    return { token, abort, waiting: 0 };
  }

  async #call(signal: AbortSignal): Promise<string | null> {
    try {
      const token = await this.#getToken({ reason: this.#hadOne ? 'expired' : 'initial', signal });
      this.#hadOne = true;
      return token;
    } catch (cause) {
      // What `fetch` throws where nobody answers.
      if (cause instanceof TypeError) throw unanswered(cause);
      throw new BackendError('unauthenticated', 'getToken failed.', { cause });
    }
  }
}
