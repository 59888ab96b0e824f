import { InvalidInputError } from '@rapport/core/failure';
import { systemEnvironment, type Schedule } from '../../environment.ts';
import {
  accountDigest,
  beginLog,
  Connection,
  createSealer,
  destroyKey,
  deviceKey,
  systemPageLife,
  type PageLife,
} from '../../indexeddb/index.ts';
import type { DeviceStorage } from '../device-storage.ts';
import { cacheFormats, type CacheFormats } from './cache-format.ts';
import { cacheSizes, IndexedDbCache, type CacheSchema, type CacheSizes } from './cache.ts';
import { databaseNames } from './database-names.ts';
import { birthOf, createMeta } from './meta.ts';
import { outboxFormat } from './outbox-format.ts';
import { IndexedDbOutbox, type OutboxSchema } from './outbox.ts';

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
  const names = databaseNames(await accountDigest(account));
  let isDamaged = false;
  // The key is the first to be opened, and the first to be gone.
  const key = await deviceKey(names.key, schedule, () => (isDamaged = true));

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
    create: (database) => {
      createMeta(database);
      database.createObjectStore('writes').createIndex('revision', 'revision');
    },
    identify: birthOf,
    schedule,
    life,
    onLost,
  });
  const cache = new Connection<CacheSchema>({
    name: names.cache,
    version: cacheShape.schema,
    stores: ['meta', 'chunks', 'delta'],
    create: (database) => {
      createMeta(database);
      database.createObjectStore('chunks');
      database.createObjectStore('delta', { autoIncrement: true });
    },
    identify: birthOf,
    schedule,
    life,
    onLost,
  });
  const close = async (reason?: Error): Promise<void> => {
    await Promise.all([outbox.close(reason), cache.close(reason)]);
  };
  const wipe = async (): Promise<void> => {
    await destroyKey(names.key, schedule);
    await Promise.all([outbox.wipe(), cache.wipe()]);
  };
  const writes = new IndexedDbOutbox(outbox, createSealer(key, 'outbox', outboxShape.schema), outboxShape);
  try {
    const [isEnded] = await Promise.all([writes.isEnded(), cache.open()]);
    if (isEnded) {
      // Whoever began to wipe it crashed.
      await wipe();
      return await openDevice({ account, schedule, life, idle }, { outbox: outboxShape, cache: cacheShape, sizes });
    }
  } catch (error) {
    await close();
    throw error;
  }
  // Nobody waits for it: what is written meanwhile is as good in the new log.
  void beginLog(schedule);

  return {
    outbox: writes,
    cache: new IndexedDbCache({
      connection: cache,
      sealer: createSealer(key, 'cache', cacheShape.schema),
      formats: cacheShape,
      sizes,
      idle,
    }),
    isDamaged,
    onLost: (listener) => {
      listeners.add(listener);
      if (failure) listener(failure);
    },
    wipe,
    close: () => close(),
  };
}

function systemIdle(): Promise<void> {
  // Not everywhere there is one (WebKit); a turn of the event loop lets the page go on.
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve);
  });
}
