import { BackendError } from '@rapport/core/failure';

/** The error of what needs a part that could not be loaded: it is tried again when the network may be there. */
export function missingPart(cause?: unknown): BackendError {
  return new BackendError('offline', 'A part of the page could not be loaded.', { cause });
}

/**
 * A part that is loaded on demand.
 * @throws BackendError `offline` where it can't be.
 */
export async function needed<Part>(loading: Promise<Part>): Promise<Part> {
  try {
    return await loading;
  } catch (cause) {
    throw missingPart(cause);
  }
}
