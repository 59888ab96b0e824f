import ky, { isHTTPError } from 'ky';
import type { AttemptOptions } from './attempt.ts';

export interface RetryOptions extends AttemptOptions {
  /** Whether the same call may be answered otherwise a moment later. */
  readonly isWorthMore: (response: Response) => boolean;
}

/**
 * Goes on from a first attempt that failed, as if it had made that one, too: waits as `Retry-After` says or longer each time, then sends again.
 * Answers the last response, whatever it is. What it decides by is handed in, so that it is loaded alone.
 * @throws What `fetch` throws where nobody answered; a `TimeoutError`.
 */
export async function sendAgain(
  first: Promise<Response>,
  url: string,
  init: RequestInit,
  { fetch, signal, timeout, limit, isWorthMore }: RetryOptions,
): Promise<Response> {
  let answered: Promise<Response> | undefined = first;
  const next = (...request: Parameters<typeof fetch>): Promise<Response> => {
    const answer = answered ?? fetch(...request);
    answered = undefined;
    return answer;
  };
  try {
    return await ky(url, {
      ...init,
      ...(signal ? { signal } : {}),
      fetch: next,
      timeout,
      retry: {
        limit,
        methods: ['get', 'post'],
        afterStatusCodes: [429, 503],
        shouldRetry: ({ error }) => (isHTTPError(error) && !isWorthMore(error.response) ? false : undefined),
      },
    });
  } catch (error) {
    if (!isHTTPError(error)) throw error;
    const { data, response } = error;
    return new Response(typeof data === 'string' ? data : JSON.stringify(data), response);
  }
}
