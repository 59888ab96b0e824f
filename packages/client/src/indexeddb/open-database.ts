import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';
import type { Schedule } from '../environment.ts';
import { lostError, storageError } from './storage-error.ts';

/** Milliseconds that other windows get to let go of a database, and that a browser gets to answer at all. */
const patience = { blocked: 3_000, silent: 15_000 } as const;

export interface Opening<Schema extends DBSchema> {
  readonly name: string;
  readonly version: number;
  readonly upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>;
  readonly schedule: Schedule;
  /** The browser found what was kept here damaged, deleted all of it, and begins anew. Chromium tells of it, once and to whoever opens first. */
  readonly damaged?: () => void;
  /** Another window wants the database in another version, or gone: the connection has been closed, or that window would wait for ever. */
  readonly yielded: (reason: Error) => void;
  /** The browser has closed the connection. */
  readonly terminated: () => void;
}

/**
 * Opens a database.
 * @throws BackendError `storage`; it never stays pending because of another window, or of a browser that does not answer.
 */
export function openDatabase<Schema extends DBSchema>({
  name,
  version,
  upgrade,
  schedule,
  damaged,
  yielded,
  terminated,
}: Opening<Schema>): Promise<IDBPDatabase<Schema>> {
  if (typeof indexedDB === 'undefined') return Promise.reject(lostError('missing'));
  let blocked = (): void => {};
  const opening = openDB<Schema>(name, version, {
    upgrade: (...args) => {
      const [, , , , event] = args;
      if ('dataLoss' in event && event.dataLoss === 'total') damaged?.();
      return upgrade(...args);
    },
    terminated,
    blocked: () => blocked(),
    blocking: (_current, wanted, event) => {
      (event.target as IDBDatabase).close();
      yielded(lostError(wanted === null ? 'deleted' : 'outdated'));
    },
  });
  return inTime(opening, schedule, {
    blocked: (tell) => (blocked = tell),
    // It came too late for whoever asked: others must not wait for it.
    late: (database) => database.close(),
  });
}

/** Deletes a database. Rejects where another window does not let go of it in time: it is then deleted once that one does. */
export function deleteDatabase(name: string, schedule: Schedule): Promise<void> {
  let blocked = (): void => {};
  const deleting = deleteDB(name, { blocked: () => blocked() });
  return inTime(deleting, schedule, { blocked: (tell) => (blocked = tell), late: () => {} });
}

function inTime<T>(
  task: Promise<T>,
  schedule: Schedule,
  events: { readonly blocked: (tell: () => void) => void; readonly late: (value: T) => void },
): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const giveUp = (reason: 'blocked' | 'silent') => (): void => {
      isLate = true;
      reject(lostError(reason));
    };
    const timers = [schedule(patience.silent, giveUp('silent'))];
    events.blocked(() => timers.push(schedule(patience.blocked, giveUp('blocked'))));
    task
      .then((value) => (isLate ? events.late(value) : resolve(value)))
      .catch((error: unknown) => reject(storageError(error)))
      .finally(() => timers.forEach((cancel) => cancel()));
  });
}
