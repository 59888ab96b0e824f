import { BackendError, isRapportError } from '@rapport/core/failure';

/** What went wrong with the device's storage, as the port tells it. What is ours already stays as it is. */
export function storageError(cause: unknown): Error {
  if (isRapportError(cause)) return cause;
  const name = cause instanceof Error ? cause.name : '';
  return new BackendError(
    'storage',
    messages[name] ??
      `The device's storage failed (${name || 'unknown'}): nothing was kept of this. Try again, or reload the page.`,
    { cause },
  );
}

const messages: Readonly<Record<string, string>> = {
  QuotaExceededError: 'The device has no room left: nothing was kept of this. Free some space and try again.',
  InvalidStateError: 'The connection to the device’s storage was closed: reload the page.',
  VersionError: 'The device holds records of a newer version of this page: reload it.',
  DataCloneError: 'This browser can’t keep a key that nobody can read: keep nothing on the device.',
};

/** Why the storage can't be used, or not any more. */
export const lost = {
  deleted: 'The records on this device were deleted, by another window or by the browser: reload the page.',
  outdated: 'Another window has opened a newer version of this page: reload this one.',
  blocked: 'Another window still uses an older version of this page: close or reload it, then try again.',
  silent: 'The device’s storage does not answer: reload the page, or restart the browser.',
  closed: 'This storage was closed: open it anew.',
  wiped: 'The records on this device were wiped: open the storage anew.',
  unreadable: 'The records on this device can’t be read with the key that is there: delete them.',
  missing: 'There is no IndexedDB here: use the memory backend, or allow the page to keep data.',
  insecure: 'Sealing needs a secure context (HTTPS or localhost): keep nothing on the device.',
} as const;

/** Says why the storage can't be used. */
export function lostError(reason: keyof typeof lost): BackendError {
  return new BackendError('storage', lost[reason]);
}
