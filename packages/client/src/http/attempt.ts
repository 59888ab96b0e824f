import { dataOf, errorOf, isTimeout, isWorthRepeating } from './problem.ts';

export interface AttemptOptions {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds until an answer has to begin. */
  readonly timeout: number;
  /** How often to send again at most. */
  readonly limit: number;
  readonly clock: () => number;
}

/**
 * Sends a call, and again where it was not answered or the answer asks for it. What sends again is loaded when a first attempt has failed: most pages
 * never need it. Where it can't be loaded, that failure stands.
 * @throws RapportError that the response stands for; what `fetch` throws where nobody answered.
 */
export async function attempt(url: string, init: RequestInit, options: AttemptOptions): Promise<Response> {
  const { signal, limit, clock } = options;
  const isWorthMore = (response: Response): boolean => isWorthRepeating(response, clock());
  const first = sendOnce(url, init, options);
  const isOver = await first.then(
    (response) => !isWorthMore(response),
    (error: unknown) => signal?.aborted || isTimeout(error),
  );
  const retrying = isOver || limit === 0 ? undefined : await import('./retrying.ts').catch(() => undefined);
  const response = await (retrying?.sendAgain(first, url, init, { ...options, isWorthMore }) ?? first);
  if (response.ok) return response;
  throw errorOf(response, dataOf(await response.text()), clock());
}

/** Sends once. A failure comes with all its words, so that they, too, are there in time; what else is answered may go on for as long as it wants. */
async function sendOnce(url: string, init: RequestInit, { fetch, signal, timeout }: AttemptOptions): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException('The backend did not answer in time.', 'TimeoutError')),
    timeout,
  );
  try {
    const response = await fetch(url, {
      ...init,
      signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
    });
    return response.ok ? response : new Response(await response.text(), response);
  } finally {
    clearTimeout(timer);
  }
}
