import { lostError } from './storage-error.ts';

/** Names an account without telling of it: a database's name is not sealed, and a browser shows it. */
export async function accountDigest(account: string): Promise<string> {
  // Only a secure context has it.
  if (!globalThis.crypto?.subtle) throw lostError('insecure');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(account)));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
