import { InvalidInputError } from '@rapport/core/failure';
import type { StoreNames } from 'idb';
import { systemEnvironment, type Schedule } from '../../environment.ts';
import type { DeviceStorage } from '../device-storage.ts';
import { cacheFormats, type CacheFormats } from './cache-format.ts';
import { cacheSizes, IndexedDbCache, type CacheSchema, type CacheSizes } from './cache.ts';
import { Connection, watched, type MetaSchema } from './connection.ts';
import { databaseNames } from './database-names.ts';
import { destroyKey, deviceKey } from './device-key.ts';
import { deleteDatabase } from './open-database.ts';
import { outboxFormat } from './outbox-format.ts';
import { IndexedDbOutbox, type OutboxSchema } from './outbox.ts';
import { systemPageLife, type PageLife } from './page-life.ts';
import { createSealer } from './sealer.ts';
import { lostError } from './storage-error.ts';

export interface DeviceOptions {
  /** Who is signed in, as the host names them: tenant and user. What one account keeps, no other reads. */
  readonly account: string;
  readonly schedule?: Schedule;
  readonly life?: PageLife;
  /** Resolves when there is time for what can wait. */
  readonly idle?: () => Promise<void>;
}

/** The shapes and sizes of what is kept: for tests. */
export interface DeviceFormats {
  readonly outbox: typeof outboxFormat;
  readonly cache: CacheFormats;
  readonly sizes: CacheSizes;
}

/**
 * Opens what an account keeps in this browser: writes that wait, and records that were read. All of it is sealed with a key that no script can read and
 * that `wipe` destroys first; the databases' names tell nothing of the account.
 *
 * @throws BackendError `storage` where the browser keeps nothing, or another window holds an older version open.
 */
export async function openDevice(
  { account, schedule = systemEnvironment().schedule, life = systemPageLife, idle = systemIdle }: DeviceOptions,
  { outbox: outboxShape, cache: cacheShape, sizes }: DeviceFormats = {
    outbox: outboxFormat,
    cache: cacheFormats,
    sizes: cacheSizes,
  },
): Promise<DeviceStorage> {
  if (account === '')
    throw new InvalidInputError('An account is needed to keep records on this device: name tenant and user.', [
      { path: ['account'], code: 'required' },
    ]);
  const names = await databaseNames(account);
  const key = await deviceKey(names.key, schedule);

  const listeners = new Set<(reason: Error) => void>();
  let failure: Error | undefined;
  const onLost = (reason: Error): void => {
    if (failure) return;
    failure = reason;
    // What is left of it is of no use alone.
    void close(reason);
    for (const listener of listeners) listener(reason);
  };
  const outbox = new Connection<OutboxSchema>({
    name: names.outbox,
    version: outboxShape.schema,
    stores: ['meta', 'writes'],
    create: (database) => void database.createObjectStore('writes').createIndex('revision', 'revision'),
    schedule,
    life,
    onLost,
  });
  const cache = new Connection<CacheSchema>({
    name: names.cache,
    version: cacheShape.schema,
    stores: ['meta', 'chunks', 'delta'],
    create: (database) => {
      database.createObjectStore('chunks');
      database.createObjectStore('delta', { autoIncrement: true });
    },
    schedule,
    life,
    onLost,
  });
  const close = async (reason?: Error): Promise<void> => {
    await Promise.all([outbox.close(reason), cache.close(reason)]);
  };
  try {
    await Promise.all([outbox.open(), cache.open()]);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    outbox: new IndexedDbOutbox(outbox, createSealer(key, 'outbox', outboxShape.schema), outboxShape),
    cache: new IndexedDbCache({
      connection: cache,
      sealer: createSealer(key, 'cache', cacheShape.schema),
      formats: cacheShape,
      sizes,
      idle,
    }),
    onLost: (listener) => {
      listeners.add(listener);
      if (failure) listener(failure);
    },
    wipe: async () => {
      await destroyKey(names.key, schedule);
      await Promise.all([
        remove(outbox, names.outbox, ['meta', 'writes'], schedule),
        remove(cache, names.cache, ['meta', 'chunks', 'delta'], schedule),
      ]);
    },
    close: () => close(),
  };
}

/** Empties a database and deletes it. Where another window does not let go of it, an empty one is left until that one does. */
async function remove<Schema extends MetaSchema>(
  connection: Connection<Schema>,
  name: string,
  stores: readonly StoreNames<Schema>[],
  schedule: Schedule,
): Promise<void> {
  const emptied = connection.write('strict', async (transaction) => {
    for (const store of stores) watched(transaction.objectStore(store).clear());
  });
  const isEmpty = await emptied.then(
    () => true,
    () => false,
  );
  await connection.close(lostError('wiped'));
  await deleteDatabase(name, schedule).catch((error: unknown) => {
    if (!isEmpty) throw error;
  });
}

function systemIdle(): Promise<void> {
  // Not everywhere there is one (WebKit); a turn of the event loop lets the page go on.
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve);
  });
}
