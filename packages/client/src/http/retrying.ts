import ky, { isHTTPError, isTimeoutError } from 'ky';
import { BackendError } from '@rapport/core/failure';
import type { AttemptOptions } from './attempt.ts';
import { dataOf, errorOf, isWorthRepeating } from './problem.ts';

/**
 * Goes on from a first attempt that failed, as if it had made that one, too: waits as `Retry-After` says or longer each time, then sends again.
 * @throws RapportError that the last response stands for, or `timeout`; what `fetch` throws where nobody answered.
 */
export async function sendAgain(
  first: Promise<Response>,
  url: string,
  init: RequestInit,
  { fetch, signal, timeout, limit, clock }: AttemptOptions,
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
        shouldRetry: ({ error }) =>
          isHTTPError(error) && !isWorthRepeating(error.response, clock()) ? false : undefined,
      },
    });
  } catch (error) {
    if (isHTTPError(error)) throw errorOf(error.response, dataOf(error.data), clock());
    throw isTimeoutError(error)
      ? new BackendError('timeout', 'The backend did not answer in time.', { cause: error })
      : error;
  }
}
