/** One fault in what was handed in: where it is, what is wrong, and what the words for it need. */
export interface Issue {
  /** From the root of what was handed in: `['where', 'and', 2, 'field']`. */
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The root of everything Rapport throws. `code` is stable; `message` is for developers, in English, and says the fix. */
export class RapportError extends Error {
  override readonly name: string = 'RapportError';
  readonly code: string;
  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** What was handed in is not of the form asked for. Every fault is listed, each with its path. */
export class InvalidInputError extends RapportError {
  override readonly name = 'InvalidInputError';
  readonly issues: readonly Issue[];
  constructor(message: string, issues: readonly Issue[], options?: { readonly cause?: unknown }) {
    super('invalid-input', message, options);
    this.issues = issues;
  }
}

export const backendErrorCodes = [
  /** Nobody answered: no network, a refused connection, a name that does not resolve. */
  'offline',
  'timeout',
  /** No token, or one that has expired and could not be renewed. */
  'unauthenticated',
  'not-permitted',
  'not-found',
  'rate-limited',
  /** The backend can't do this, and says so in `describe()`. */
  'unsupported',
  /** The cursor is older than the history the backend keeps, or of another history. */
  'cursor-expired',
  /** The backend answered, but not in the protocol. */
  'protocol',
  'server',
  /** The device's own storage: full, not there, deleted, or taken over by another version of the page. */
  'storage',
] as const;
export type BackendErrorCode = (typeof backendErrorCodes)[number];

/** A backend could not do what was asked. Nothing was half-applied; `retryable` says whether the same call may succeed later. */
export class BackendError extends RapportError {
  override readonly name = 'BackendError';
  declare readonly code: BackendErrorCode;
  /** HTTP status, where there was one. */
  readonly status: number | undefined;
  /** Milliseconds the backend asked us to wait. */
  readonly retryAfter: number | undefined;
  constructor(
    code: BackendErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly status?: number; readonly retryAfter?: number } = {},
  ) {
    super(code, message, options);
    this.status = options.status;
    this.retryAfter = options.retryAfter;
  }
  get retryable(): boolean {
    return ['offline', 'timeout', 'rate-limited', 'server'].includes(this.code);
  }
}
