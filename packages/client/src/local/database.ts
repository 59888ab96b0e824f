import type { AnyRecord, NewId, RecordId } from '@rapport/core';
import type { Tombstone } from '@rapport/core/authority';
import type { DBSchema } from 'idb';
import { accountDigest, Connection, type Transaction } from '../indexeddb/index.ts';
import type { Schedule } from '../environment.ts';
import type { PageLife } from '../indexeddb/index.ts';

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

/** Chunks, a list of changes and what is remembered of a mutation are as the `Codec` makes them: see there. */
export interface LocalSchema extends DBSchema {
  state: { key: 'state'; value: State };
  chunks: { key: number; value: unknown };
  entries: { key: number; value: unknown };
  mutations: { key: RecordId; value: unknown };
}

const stores = ['state', 'chunks', 'entries', 'mutations'] as const;
export type LocalTransaction<Mode extends IDBTransactionMode> = Transaction<LocalSchema, Mode>;

const version = 1;

/** A database of this name, which is made where there is none. */
export function connect(
  name: string,
  options: {
    readonly newId: NewId;
    readonly schedule: Schedule;
    readonly life: PageLife;
    readonly onLost: (reason: Error) => void;
  },
): Connection<LocalSchema> {
  const { newId, ...rest } = options;
  return new Connection<LocalSchema>({
    ...rest,
    name,
    version,
    stores,
    create: (database) => {
      const [state] = stores.map((store) => database.createObjectStore(store));
      void state?.put({ epoch: newId(), position: 0, folded: 0 }, 'state');
    },
    identify: async (transaction) => (await transaction.objectStore('state').get('state'))?.epoch,
  });
}

/** What the database of a backend is called, and that of its key. A sealed one's name tells nothing. */
export async function databaseNames(
  name: string,
  isSealed: boolean,
): Promise<{ readonly records: string; readonly key: string }> {
  const shown = isSealed ? await accountDigest(name) : name;
  return isSealed
    ? { records: `rapport-sealed-${shown}`, key: `rapport-local-key-${shown}` }
    : { records: databaseName(name), key: '' };
}

export function databaseName(name: string): string {
  return `rapport-local-${name}`;
}
