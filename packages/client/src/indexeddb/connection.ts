import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { Schedule } from '../environment.ts';
import { deleteDatabase, openDatabase } from './open-database.ts';
import type { PageLife } from './page-life.ts';
import { lostError, storageError } from './storage-error.ts';

export type Transaction<
  Schema extends DBSchema,
  Mode extends IDBTransactionMode = IDBTransactionMode,
> = IDBPTransaction<Schema, StoreNames<Schema>[], Mode>;

export interface ConnectionOptions<Schema extends DBSchema> {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly StoreNames<Schema>[];
  /** Makes the stores of an empty database, and gives it a name of its own: one that was deleted and made anew has another. */
  readonly create: (database: IDBPDatabase<Schema>) => void;
  /** Reads that name. */
  readonly identify: (transaction: Transaction<Schema, 'readonly'>) => Promise<unknown>;
  readonly schedule: Schedule;
  readonly life: PageLife;
  /** Called once, when the database can't be used any more. */
  readonly onLost: (reason: Error) => void;
}

/**
 * A database that stays usable: closed while the page is frozen, so that it holds nobody up, and opened again by the next transaction. Where it turns out
 * to be another one by then, or a newer window wants it, it is lost: that is said once, and every call from then on rejects with it.
 */
export class Connection<Schema extends DBSchema> {
  readonly #options: ConnectionOptions<Schema>;
  readonly #stop: () => void;
  #opening: Promise<IDBPDatabase<Schema>> | undefined;
  #current: IDBPDatabase<Schema> | undefined;
  #identity: unknown;
  #failure: Error | undefined;
  #awake: Promise<void> | undefined;
  #wake: () => void = () => {};

  constructor(options: ConnectionOptions<Schema>) {
    this.#options = options;
    this.#stop = options.life({ freeze: () => this.#freeze(), resume: () => this.#resume() });
  }

  /** Opens it, if it is not. */
  async open(): Promise<void> {
    await this.#database();
  }

  read<T>(work: (transaction: Transaction<Schema, 'readonly'>) => Promise<T>): Promise<T> {
    return this.#run('readonly', 'default', work);
  }

  /**
   * Runs `work` in one transaction and resolves once that is complete; `strict`: on the disk. Rejects with nothing changed.
   * `work` awaits requests of the transaction alone: anything else would end it.
   */
  write<T>(
    durability: IDBTransactionDurability,
    work: (transaction: Transaction<Schema, 'readwrite'>) => Promise<T>,
  ): Promise<T> {
    return this.#run('readwrite', durability, work);
  }

  /** Lets go of the database for good, once what was begun is finished. */
  async close(reason: Error = lostError('closed')): Promise<void> {
    this.#failure ??= reason;
    this.#stop();
    this.#resume();
    const database = await this.#opening?.catch(() => undefined);
    database?.close();
  }

  /** Leaves nothing: empties the database and deletes it. Where another window does not let go of it, an empty one is left until that one does. */
  async wipe(): Promise<void> {
    const { name, stores, schedule } = this.#options;
    const emptied = this.write('strict', async (transaction) => {
      for (const store of stores) watched(transaction.objectStore(store).clear());
    });
    const isEmpty = await emptied.then(
      () => true,
      () => false,
    );
    await this.close(lostError('wiped'));
    await deleteDatabase(name, schedule).catch((error: unknown) => {
      if (!isEmpty) throw error;
    });
  }

  async #run<Mode extends 'readonly' | 'readwrite', T>(
    mode: Mode,
    durability: IDBTransactionDurability,
    work: (transaction: Transaction<Schema, Mode>) => Promise<T>,
  ): Promise<T> {
    let transaction: Transaction<Schema, Mode> | undefined;
    try {
      transaction = await this.#begin(mode, durability);
      transaction.done.catch(() => undefined);
      const answer = await work(transaction);
      // Explicitly, so that it is on its way even if the page goes now.
      if (mode === 'readwrite') transaction.commit();
      await transaction.done;
      return answer;
    } catch (error) {
      abort(transaction);
      const cause: unknown = transaction?.error ?? error;
      // What the work itself threw is none of the storage's.
      throw cause instanceof DOMException ? (this.#failure ?? storageError(cause)) : cause;
    }
  }

  async #begin<Mode extends 'readonly' | 'readwrite'>(
    mode: Mode,
    durability: IDBTransactionDurability,
  ): Promise<Transaction<Schema, Mode>> {
    for (let attempt = 0; ; attempt += 1) {
      const database = await this.#database();
      try {
        return database.transaction([...this.#options.stores], mode, { durability });
      } catch (error) {
        // The page was frozen in between, or the browser closed the connection without a word.
        if (attempt > 0 || !(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
        if (this.#current === database) this.#opening = this.#current = undefined;
      }
    }
  }

  async #database(): Promise<IDBPDatabase<Schema>> {
    while (this.#awake) await this.#awake;
    if (this.#failure) throw this.#failure;
    const opening = (this.#opening ??= this.#connect());
    try {
      return await opening;
    } catch (error) {
      if (this.#opening === opening) this.#opening = undefined;
      throw this.#failure ?? error;
    }
  }

  async #connect(): Promise<IDBPDatabase<Schema>> {
    const { name, version, stores, schedule, create, identify } = this.#options;
    let isGone = false;
    let database: IDBPDatabase<Schema>;
    try {
      database = await openDatabase<Schema>({
        name,
        version,
        schedule,
        upgrade: (upgraded, before, _to, transaction) => {
          if (before > 0) return;
          if (this.#identity !== undefined) {
            // It was there before, with all that was in it: an empty one must not take its place unseen.
            isGone = true;
            watched(transaction.done);
            transaction.abort();
            return;
          }
          create(upgraded);
        },
        yielded: (reason) => this.#lose(reason),
        terminated: () => {
          // The browser's storage went down, or the database was deleted: which of the two, the next opening tells.
          this.#opening = undefined;
          void this.open().catch((error: Error) => this.#lose(error));
        },
      });
    } catch (error) {
      if (isGone) this.#lose(lostError('deleted'));
      throw error;
    }
    const identity = await identify(database.transaction([...stores], 'readonly'));
    this.#identity ??= identity;
    if (identity !== this.#identity) this.#lose(lostError('deleted'));
    if (this.#failure) {
      database.close();
      throw this.#failure;
    }
    this.#current = database;
    return database;
  }

  #freeze(): void {
    const opening = this.#opening;
    if (this.#awake || this.#failure) return;
    this.#awake = new Promise((resolve) => (this.#wake = resolve));
    this.#opening = undefined;
    void opening?.then(
      (database) => database.close(),
      () => undefined,
    );
  }

  #resume(): void {
    this.#awake = undefined;
    this.#wake();
  }

  #lose(reason: Error): void {
    if (this.#failure) return;
    this.#failure = reason;
    this.#options.onLost(reason);
  }
}

/** A request that nobody waits for on its own: where it fails, so does the transaction. */
export function watched(request: Promise<unknown>): void {
  request.catch(() => undefined);
}

function abort(transaction: { abort(): void } | undefined): void {
  try {
    transaction?.abort();
  } catch {
    // It has ended already.
  }
}
