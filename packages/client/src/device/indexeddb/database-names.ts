/** The databases of an account, by its digest. */
export function databaseNames(digest: string): {
  readonly key: string;
  readonly outbox: string;
  readonly cache: string;
} {
  return { key: `rapport-key-${digest}`, outbox: `rapport-outbox-${digest}`, cache: `rapport-cache-${digest}` };
}
