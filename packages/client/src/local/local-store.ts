import { BackendError, type Model, type NewId } from '@rapport/core';
import {
  remember,
  type AuthorityStorage,
  type AuthorityTransaction,
  type MutationEntry,
} from '@rapport/core/authority';
import { tableReads, type ChangeLog } from '@rapport/core/memory';
import { chunksOf } from './chunks-of.ts';
import {
  databaseName,
  defaultSizes,
  openDatabase,
  stores,
  type LocalDatabase,
  type LocalTransaction,
  type Sizes,
  type State,
} from './database.ts';
import { catchUp, readDatabase, type Loaded } from './read-database.ts';
import { lost, storageError } from '../device/index.ts';

interface Opened extends Loaded {
  readonly database: LocalDatabase;
  readonly channel: BroadcastChannel;
  /** Tells the other windows that there is something to read. */
  readonly announce: (position: number) => void;
}

/**
 * Records in memory, kept in IndexedDB. A snapshot in chunks and a journal behind it: a mutation writes one entry, and now and then the journal is folded
 * into the chunks. Every write first reads what other windows have written, in the same transaction: so they take turns, and decide on the same records.
 */
export class LocalStore implements AuthorityStorage {
  readonly #name: string;
  readonly #model: Model;
  readonly #newId: NewId;
  readonly #sizes: Sizes;
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;
  #failure: BackendError | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string, model: Model, newId: NewId, sizes: Sizes = defaultSizes) {
    this.#name = name;
    this.#model = model;
    this.#newId = newId;
    this.#sizes = sizes;
  }

  async open(): Promise<Opened> {
    if (this.#failure) throw this.#failure;
    this.#opening ??= this.#load().catch((error: unknown) => {
      this.#opening = undefined;
      throw storageError(error);
    });
    return this.#opening;
  }

  /** Applies the work's commit in one durable transaction; it resolves when that is complete, and rejects with nothing changed. */
  transaction<T>(work: (transaction: AuthorityTransaction) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const opened = await this.open();
      const { answer, committed } = await this.#write(opened, 'strict', async (stored) => {
        let entry: MutationEntry | undefined;
        const result = await work({
          ...tableReads(opened.tables),
          recall: (mutation) => stored.objectStore('mutations').get(mutation),
          commit: async (made) => {
            entry = made;
          },
        });
        return { answer: result, committed: entry, puts: entry ? putEntry(stored, entry, opened) : [] };
      });
      if (committed && committed.changes.length > 0) {
        opened.tables.apply(committed.changes);
        opened.log.append(committed.changes);
        opened.announce(opened.log.position);
        opened.unfolded += committed.changes.length;
        if (opened.unfolded > Math.max(this.#sizes.foldAfter, opened.tables.size / 4))
          void this.fold().catch(() => undefined);
      }
      return answer;
    });
  }

  /** Writes the records as they are, in chunks, so that the next start need not read the journal. Nothing is lost where it fails. */
  fold(): Promise<void> {
    return this.#inTurn(async () => {
      const opened = await this.open();
      const { position } = await this.#write(opened, 'relaxed', async (stored) => {
        await stored.objectStore('chunks').clear();
        let number = 0;
        for (const chunk of chunksOf(opened.tables, this.#sizes.chunk))
          await stored.objectStore('chunks').put(chunk, (number += 1));
        const { epoch } = opened;
        const at = opened.log.position;
        const state: State = { epoch, position: at, folded: at };
        return {
          position: at,
          puts: [
            watched(stored.objectStore('entries').delete(IDBKeyRange.upperBound(this.#cut(opened.log)))),
            watched(stored.objectStore('state').put(state, 'state')),
          ],
        };
      });
      Object.assign(opened, { folded: position, unfolded: 0 });
    });
  }

  /** The last position that the journal can do without. */
  #cut(log: ChangeLog): number {
    const { keptEntries, keptChanges } = this.#sizes;
    let changes = 0;
    for (let position = log.position; position > log.position - keptEntries; position -= 1) {
      changes += log.after(position - 1, 1)?.[0]?.changes.length ?? 0;
      if (changes > keptChanges) return position;
    }
    return log.position - keptEntries;
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#lose(new BackendError('storage', lost.closed));
    // What was begun is finished: closing a connection waits for its transactions.
    await this.#last;
    const opened = await opening?.catch(() => undefined);
    opened?.channel.close();
    opened?.database.close();
  }

  /** One after the other. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #write<T extends { readonly puts: readonly Promise<unknown>[] }>(
    opened: Opened,
    durability: IDBTransactionDurability,
    work: (stored: LocalTransaction<'readwrite'>) => Promise<T>,
  ): Promise<T> {
    if (this.#failure) throw this.#failure;
    let stored: LocalTransaction<'readwrite'> | undefined;
    try {
      stored = opened.database.transaction(stores, 'readwrite', { durability });
      void watched(stored.done);
      await catchUp(opened, stored, this.#model, this.#sizes);
      const worked = await work(stored);
      const done = Promise.all([...worked.puts, stored.done]);
      // Explicitly, so that it is on its way even if the page goes now.
      stored.commit();
      await done;
      return worked;
    } catch (error) {
      const cause: unknown = stored?.error ?? error;
      abort(stored);
      // What the work itself threw is none of the storage's.
      throw cause instanceof DOMException ? (this.#failure ?? storageError(cause)) : cause;
    }
  }

  async #load(): Promise<Opened> {
    const database = await openDatabase(this.#name, (reason) => this.#lose(reason));
    const stored = database.transaction(stores, 'readwrite');
    void watched(stored.done);
    const known = await stored.objectStore('state').get('state');
    const state = known ?? { epoch: this.#newId(), position: 0, folded: 0 };
    if (!known) await stored.objectStore('state').put(state, 'state');
    const loaded = await readDatabase(stored, state, this.#model, this.#sizes);
    await stored.done;
    const channel = new BroadcastChannel(databaseName(this.#name));
    const opened: Opened = Object.assign(loaded, { database, channel, announce: channel.postMessage.bind(channel) });
    channel.onmessage = () => {
      // Read in turn with our own writes; a window that can't read now reads with its next write.
      void this.#inTurn(() =>
        catchUp(opened, database.transaction(stores, 'readonly'), this.#model, this.#sizes),
      ).catch(() => undefined);
    };
    this.#opened = opened;
    return opened;
  }

  #lose(reason: BackendError): void {
    this.#failure ??= reason;
    this.#opened?.log.fail(reason);
  }
}

function putEntry(
  stored: LocalTransaction<'readwrite'>,
  entry: MutationEntry,
  { log, epoch, folded }: Opened,
): Promise<unknown>[] {
  const requests: Promise<unknown>[] = [watched(stored.objectStore('mutations').put(remember(entry), entry.mutation))];
  if (entry.changes.length === 0) return requests;
  const position = log.position + 1;
  requests.push(watched(stored.objectStore('entries').put(entry.changes, position)));
  requests.push(watched(stored.objectStore('state').put({ epoch, position, folded }, 'state')));
  return requests;
}

/** A request that may fail before anybody waits for it: the one after it may be the one that throws. */
function watched<T>(request: Promise<T>): Promise<T> {
  request.catch(() => undefined);
  return request;
}

function abort(stored: LocalTransaction<'readwrite'> | undefined): void {
  try {
    stored?.abort();
  } catch {
    // It has ended by itself.
  }
}
