import {
  isRapportError,
  type BackendError,
  type BackendErrorCode,
  type InvalidInputError,
  type Issue,
} from '@rapport/core';
import { HTTPException } from 'hono/http-exception';
import { missingToken } from '../access/index.ts';

/** A failure as it goes over the wire (RFC 9457). `code` is that of the error the caller's backend throws. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: ProblemStatus;
  readonly detail: string;
  readonly code: string;
  readonly issues?: readonly Issue[];
}

const titles = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not allowed',
  410: 'History is gone',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid input',
  429: 'Too many requests',
  500: 'Server error',
  501: 'Not supported',
  502: 'Bad answer from behind',
  503: 'Unavailable',
} as const;
export type ProblemStatus = keyof typeof titles;

const statuses: Readonly<Record<BackendErrorCode, ProblemStatus>> = {
  offline: 503,
  timeout: 503,
  unauthenticated: 401,
  'not-permitted': 403,
  'not-found': 404,
  'rate-limited': 429,
  unsupported: 501,
  'cursor-expired': 410,
  protocol: 502,
  server: 500,
  storage: 503,
};

// What is wrong with a request as such: these have a status of their own, the rest of invalid input is 422.
const issueStatuses: Readonly<Record<string, ProblemStatus>> = {
  'malformed-json': 400,
  'too-large': 413,
  'media-type': 415,
  'method-not-allowed': 405,
};

/** The one place where failures become HTTP. What is not ours says nothing of itself: it may carry data. */
export function problemOf(error: unknown): Problem {
  if (isInvalidInput(error)) {
    const status = issueStatuses[error.issues[0]?.code ?? ''] ?? 422;
    return problem(status, error.code, error.message, error.issues);
  }
  if (isBackendError(error)) return problem(statuses[error.code] ?? 500, error.code, error.message);
  if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return problem(
      503,
      'timeout',
      'The request took too long and was given up. Send it again; a mutation is known by its id and takes effect once.',
    );
  }
  if (error instanceof HTTPException && error.status < 500)
    return problem(400, 'invalid-input', 'The request is malformed.', []);
  return problem(500, 'server', 'Something failed inside the server. Its log has the details under the request id.');
}

/** Seconds to wait, and how to sign in: what a status asks for beside the document. */
export function problemHeaders(error: unknown, { status, detail }: Problem): Readonly<Record<string, string>> {
  if (status === 401) {
    // RFC 6750, 3.1: no error is named where no token came.
    const fault =
      detail === missingToken
        ? ''
        : `, error="invalid_token", error_description="${detail.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '')}"`;
    return { 'WWW-Authenticate': `Bearer realm="rapport"${fault}` };
  }
  if (isBackendError(error) && error.retryAfter !== undefined)
    return { 'Retry-After': String(Math.ceil(error.retryAfter / 1_000)) };
  return status === 503 ? { 'Retry-After': '1' } : {};
}

function problem(status: ProblemStatus, code: string, detail: string, issues?: readonly Issue[]): Problem {
  return {
    type: `urn:rapport:problem:${code}`,
    title: titles[status],
    status,
    detail,
    code,
    ...(issues ? { issues } : {}),
  };
}

function isInvalidInput(error: unknown): error is InvalidInputError {
  return isRapportError(error) && error.name === 'InvalidInputError';
}
function isBackendError(error: unknown): error is BackendError {
  return isRapportError(error) && error.name === 'BackendError';
}
