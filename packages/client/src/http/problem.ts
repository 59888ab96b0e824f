import {
  BackendError,
  backendErrorCodes,
  InvalidInputError,
  RapportError,
  type BackendErrorCode,
} from '@rapport/core/failure';
import { faultIn, problem as problemOutline } from './wire.ts';

// Longer than this is for the caller to wait: its user is told meanwhile.
const longestWait = 5_000;

/** Whether the same call may be answered otherwise a moment later. */
export function isWorthRepeating({ status, headers }: Response, now: number): boolean {
  return [408, 429, 500, 502, 503, 504].includes(status) && (retryAfterOf(headers, now) ?? 0) <= longestWait;
}

/** Whether an error says that time was up. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** The error that stands for a call that nobody answered. */
export function unanswered(cause: unknown): RapportError {
  if (cause instanceof RapportError) return cause;
  return isTimeout(cause)
    ? new BackendError('timeout', 'The backend did not answer in time.', { cause })
    : new BackendError('offline', 'The backend could not be reached.', { cause });
}

/** JSON as its value; undefined where it is none. */
export function dataOf(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

/** The error that a response which is none of 2xx stands for: by its problem document (RFC 9457), else by its status. */
export function errorOf(response: Response, body: unknown, now: number): RapportError {
  const { status } = response;
  const problem =
    faultIn(body, problemOutline.outline, '') === undefined
      ? (body as NonNullable<typeof problemOutline.value>)
      : undefined;
  const detail = problem?.detail ?? `The backend answered ${status} ${response.statusText}`.trim();
  if (problem?.code === 'invalid-input' || (!problem && (status === 400 || status === 422)))
    return new InvalidInputError(detail, problem?.issues ?? []);
  const known = backendErrorCodes.find((code) => code === problem?.code);
  const retryAfter = retryAfterOf(response.headers, now);
  return new BackendError(known ?? codeOf(status), detail, {
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** Milliseconds, from seconds or a date (RFC 9110, 10.2.3). */
function retryAfterOf(headers: Headers, now: number): number | undefined {
  const value = headers.get('Retry-After');
  if (value === null) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

// A gateway says by 502, 503 and 504 that nobody answered behind it.
const codes: Readonly<Record<number, BackendErrorCode>> = {
  401: 'unauthenticated',
  403: 'not-permitted',
  404: 'not-found',
  408: 'timeout',
  429: 'rate-limited',
  501: 'unsupported',
  502: 'offline',
  503: 'offline',
  504: 'offline',
};

function codeOf(status: number): BackendErrorCode {
  return codes[status] ?? (status >= 500 ? 'server' : 'protocol');
}
