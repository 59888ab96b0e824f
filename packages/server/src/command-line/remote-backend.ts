import { BackendError, InvalidInputError, type BackendErrorCode, type Issue } from '@rapport/core';
import type { BackendDescription, GetAnswer, MutationResult } from '@rapport/core/port';
import ky, { isHTTPError, isNetworkError, isTimeoutError } from 'ky';
import type { ImportBackend } from '../import/index.ts';

/** What an import needs of a running server. Pushes are known by their mutation's id, and so are sent again after a failure, like all the rest. */
export function remoteBackend(url: URL, token: string): ImportBackend & { describe(): Promise<BackendDescription> } {
  const http = ky.create({
    prefix: new URL('v1/', url.href.endsWith('/') ? url : `${url.href}/`),
    headers: { Authorization: `Bearer ${token}` },
    timeout: 60_000,
    retry: { limit: 5, methods: ['get', 'post'], retryOnTimeout: true },
  });
  const call = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await work();
    } catch (error) {
      throw typed(error, url);
    }
  };
  return {
    describe: () => call(() => http.get('describe').json<BackendDescription>()),
    get: (refs) => call(() => http.post('get', { json: { refs } }).json<GetAnswer>()),
    push: async (mutations) => {
      const { results } = await call(() =>
        http.post('push', { json: { mutations } }).json<{ results: MutationResult[] }>(),
      );
      return results;
    },
  };
}

function typed(error: unknown, url: URL): unknown {
  if (isHTTPError(error)) {
    const { code, detail, issues } = (error.data ?? {}) as {
      code?: string;
      detail?: string;
      issues?: readonly Issue[];
    };
    const message = `${url.host} answers ${error.response.status}: ${detail ?? 'no more is known'}`;
    if (code === 'invalid-input') return new InvalidInputError(message, issues ?? [], { cause: error });
    return new BackendError((code ?? 'server') as BackendErrorCode, message, {
      cause: error,
      status: error.response.status,
    });
  }
  if (isTimeoutError(error))
    return new BackendError('timeout', `${url.host} did not answer in time.`, { cause: error });
  if (isNetworkError(error))
    return new BackendError('offline', `${url.host} can't be reached. Is the server running, and the address right?`, {
      cause: error,
    });
  return error;
}
