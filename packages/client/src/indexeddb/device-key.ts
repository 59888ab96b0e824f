import type { DBSchema, IDBPDatabase } from 'idb';
import type { Schedule } from '../environment.ts';
import { deleteDatabase, openDatabase } from './open-database.ts';
import { storageError } from './storage-error.ts';

interface KeySchema extends DBSchema {
  keys: { key: 'key'; value: CryptoKey };
}

/**
 * The key of an account on this device: made by the first window that asks, never readable by any script, kept in a database of its own.
 * @param damaged Called where the browser has lost all that was kept, the key among it.
 * @throws BackendError `storage`
 */
export async function deviceKey(database: string, schedule: Schedule, damaged?: () => void): Promise<CryptoKey> {
  const work = async (keys: IDBPDatabase<KeySchema>): Promise<CryptoKey> => {
    const known = await keys.get('keys', 'key');
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const transaction = keys.transaction('keys', 'readwrite', { durability: 'strict' });
    // Another window may have been faster.
    const first = await transaction.store.get('key');
    if (!first) await transaction.store.put(made, 'key');
    await transaction.done;
    return first ?? made;
  };
  return withKeys(database, schedule, work, damaged);
}

/** Makes everything that was ever sealed with the account's key unreadable. */
export async function destroyKey(database: string, schedule: Schedule): Promise<void> {
  await withKeys(database, schedule, async (keys) => {
    const transaction = keys.transaction('keys', 'readwrite', { durability: 'strict' });
    await transaction.store.clear();
    await transaction.done;
  });
  await deleteDatabase(database, schedule);
}

/** Opens the keys for as long as `work` takes: nobody has to wait for a connection that is not used. */
async function withKeys<T>(
  name: string,
  schedule: Schedule,
  work: (keys: IDBPDatabase<KeySchema>) => Promise<T>,
  damaged: () => void = () => {},
): Promise<T> {
  const keys = await openDatabase<KeySchema>({
    name,
    version: 1,
    schedule,
    damaged,
    upgrade: (database) => void database.createObjectStore('keys'),
    yielded: () => {},
    terminated: () => {},
  });
  try {
    return await work(keys);
  } catch (error) {
    throw storageError(error);
  } finally {
    keys.close();
  }
}
