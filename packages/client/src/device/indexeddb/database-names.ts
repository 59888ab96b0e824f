import { lostError } from './storage-error.ts';

/** The databases of an account, named by a digest of it: names are not sealed, and a browser shows them. */
export async function databaseNames(
  account: string,
): Promise<{ readonly key: string; readonly outbox: string; readonly cache: string }> {
  // Only a secure context has it.
  if (!globalThis.crypto?.subtle) throw lostError('insecure');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(account)));
  const name = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { key: `rapport-key-${name}`, outbox: `rapport-outbox-${name}`, cache: `rapport-cache-${name}` };
}
