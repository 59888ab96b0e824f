import { BackendError, type AnyRecord, type RecordId } from '@rapport/core';
import type { RecordChange, RememberedMutation, Tombstone } from '@rapport/core/authority';
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { lost, storageError } from '../device/index.ts';

/** Where the history stands. `folded`: the chunks hold everything up to this position; what came after is in the entries alone. */
export interface State {
  readonly epoch: string;
  readonly position: number;
  readonly folded: number;
}

/** Many records in one value: IndexedDB is slow by the value, not by the byte. */
export interface Chunk {
  readonly records: readonly AnyRecord[];
  readonly tombstones: readonly Tombstone[];
}

/** What makes the figures: how much goes into one value, how much is read at once, how long the journal grows and stays. */
export interface Sizes {
  /** Records in one chunk. */
  readonly chunk: number;
  readonly chunksAtOnce: number;
  /** The journal is folded once it holds more changes than this, and more than a quarter of the records: folding then costs less than writing did. */
  readonly foldAfter: number;
  /** What stays behind the fold, for the windows that have yet to read it and for cursors from before a reload: at most so many entries, and changes. */
  readonly keptEntries: number;
  readonly keptChanges: number;
}
export const defaultSizes: Sizes = {
  chunk: 1_000,
  chunksAtOnce: 20,
  foldAfter: 1_000,
  keptEntries: 1_000,
  keptChanges: 5_000,
};

export interface LocalSchema extends DBSchema {
  state: { key: 'state'; value: State };
  chunks: { key: number; value: Chunk };
  entries: { key: number; value: readonly RecordChange[] };
  mutations: { key: RecordId; value: RememberedMutation };
}

export type LocalDatabase = IDBPDatabase<LocalSchema>;
export const stores = ['state', 'chunks', 'entries', 'mutations'] as const;
export type LocalTransaction<Mode extends IDBTransactionMode> = IDBPTransaction<LocalSchema, typeof stores, Mode>;

const version = 1;

/**
 * Opens the database of a name. `onLost` is called with the reason once the connection can't be used any more.
 * @throws BackendError `storage`; it never stays pending because of another window.
 */
export async function openDatabase(name: string, onLost: (error: BackendError) => void): Promise<LocalDatabase> {
  if (typeof indexedDB === 'undefined') throw new BackendError('storage', lost.missing);
  return new Promise((resolve, reject) => {
    let refused = false;
    const opening = openDB<LocalSchema>(databaseName(name), version, {
      upgrade: (database) => {
        for (const store of stores) database.createObjectStore(store);
      },
      blocked: () => {
        refused = true;
        reject(new BackendError('storage', lost.blocked));
      },
      blocking: (_current, wanted, event) => {
        // Without this the other window would wait for us for ever.
        (event.target as IDBDatabase).close();
        onLost(new BackendError('storage', wanted === null ? lost.deleted : lost.outdated));
      },
      terminated: () => onLost(new BackendError('storage', lost.deleted)),
    });
    opening.then(
      (database) => (refused ? database.close() : resolve(database)),
      (error: unknown) => reject(storageError(error)),
    );
  });
}

export function databaseName(name: string): string {
  return `rapport-local-${name}`;
}
