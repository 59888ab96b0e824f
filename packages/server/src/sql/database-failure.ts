import { BackendError } from '@rapport/core';

/** PostgreSQL's error, or that of the way there, as the port has it. Its words stay out of the message: they may quote what was written. */
export function databaseFailure(cause: unknown): BackendError {
  const state = stateOf(cause);
  return state === undefined
    ? new BackendError('server', 'The database does not answer.', { cause })
    : new BackendError('server', `The database did not take a statement (SQLSTATE ${state}).`, { cause });
}

/** The SQLSTATE behind a failure of the database; undefined where it was none, or PostgreSQL did not get to say one. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof BackendError ? stateOf(error.cause) : undefined;
}

function stateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Waits for the database, and tells its failures as the port has them. */
export async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw databaseFailure(error);
  }
}
