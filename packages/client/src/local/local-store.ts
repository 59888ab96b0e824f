import type { Model, NewId, RecordId } from '@rapport/core';
import {
  remember,
  type AuthorityStorage,
  type AuthorityTransaction,
  type MutationEntry,
  type RememberedMutation,
} from '@rapport/core/authority';
import { tableReads, type ChangeLog } from '@rapport/core/memory';
import type { Schedule } from '../environment.ts';
import {
  deleteDatabase,
  beginLog,
  deviceKey,
  destroyKey,
  lostError,
  storageError,
  watched,
  type PageLife,
} from '../indexeddb/index.ts';
import { chunksOf } from './chunks-of.ts';
import { plain, sealedWith } from './codec.ts';
import { connect, databaseNames, type LocalTransaction, type Sizes, type State } from './database.ts';
import { catchUp, readDatabase, stateIn, type Loaded, type Source } from './read-database.ts';

export interface LocalStoreOptions {
  readonly name: string;
  readonly isSealed: boolean;
  readonly model: Model;
  readonly newId: NewId;
  readonly sizes: Sizes;
  readonly schedule: Schedule;
  readonly life: PageLife;
}

interface Opened extends Loaded, Source {
  readonly channel: BroadcastChannel;
  /** Tells the other windows that there is something to read. */
  readonly announce: (position: number) => void;
  readonly stop: () => void;
}

/** What stands against keeping what was decided: others wrote meanwhile, or have done the same mutation before. */
type Objection = 'stale' | { readonly remembered: unknown };

/**
 * Records in memory, kept in IndexedDB. A snapshot in chunks and a journal behind it: a mutation writes one entry, and now and then the journal is folded
 * into the chunks. A write is decided on what is held here, and kept only where that was all there is: else it is decided again on what others have written.
 */
export class LocalStore implements AuthorityStorage {
  readonly #options: LocalStoreOptions;
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;
  #failure: Error | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: LocalStoreOptions) {
    this.#options = options;
  }

  async open(): Promise<Opened> {
    if (this.#failure) throw this.#failure;
    this.#opening ??= this.#load().catch((error: unknown) => {
      this.#opening = undefined;
      throw storageError(error);
    });
    return this.#opening;
  }

  /** Applies the work's commit in one durable transaction; it resolves when that is complete, and rejects with nothing changed. `work` may run again. */
  transaction<T>(work: (transaction: AuthorityTransaction) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const opened = await this.open();
      const recalled = new Map<RecordId, RememberedMutation>();
      for (;;) {
        let asked: RecordId | undefined;
        let entry: MutationEntry | undefined;
        const answer = await work({
          ...tableReads(opened.tables),
          recall: async (mutation) => recalled.get((asked = mutation)),
          commit: async (made) => {
            entry = made;
          },
        });
        // What is recalled was read before, and stays as it is.
        const unknown = asked !== undefined && !recalled.has(asked) ? asked : undefined;
        const objection = await (entry ? this.#keep(opened, entry) : this.#confirm(opened, unknown));
        if (!objection) {
          if (entry) this.#take(opened, entry);
          return answer;
        }
        if (objection === 'stale') await catchUp(opened, opened);
        else if (asked) recalled.set(asked, await opened.codec.decode<RememberedMutation>(objection.remembered));
      }
    });
  }

  /** Writes the records as they are, in chunks, so that the next start need not read the journal. Nothing is lost where it fails. */
  fold(): Promise<void> {
    return this.#inTurn(async () => {
      const opened = await this.open();
      await catchUp(opened, opened);
      const chunks: unknown[] = [];
      for (const chunk of chunksOf(opened.tables, this.#options.sizes.chunk))
        chunks.push(await opened.codec.encode(chunk));
      const { epoch, log } = opened;
      const { position } = log;
      const isFolded = await opened.connection.write('relaxed', async (stored) => {
        if (await isStale(stored, opened)) return false;
        watched(stored.objectStore('chunks').clear());
        for (const [index, chunk] of chunks.entries()) watched(stored.objectStore('chunks').put(chunk, index + 1));
        const state: State = { epoch, position, folded: position };
        watched(stored.objectStore('entries').delete(IDBKeyRange.upperBound(this.#cut(log))));
        watched(stored.objectStore('state').put(state, 'state'));
        return true;
      });
      if (isFolded) Object.assign(opened, { folded: position, unfolded: 0 });
    });
  }

  async close(): Promise<void> {
    await this.#end(lostError('closed'), (opened) => opened.connection.close());
  }

  /** Leaves nothing on the device, the key first. */
  async wipe(): Promise<void> {
    const { name, isSealed, schedule } = this.#options;
    const names = await databaseNames(name, isSealed);
    // Opened where it was not: what other windows or an earlier page left goes, too.
    this.#opened ??= await this.open().catch(() => undefined);
    if (isSealed) await destroyKey(names.key, schedule);
    const isOpen = this.#opened !== undefined;
    await this.#end(lostError('wiped'), (opened) => opened.connection.wipe());
    if (!isOpen) await deleteDatabase(names.records, schedule);
  }

  async #end(reason: Error, letGo: (opened: Opened) => Promise<void>): Promise<void> {
    const opening = this.#opening;
    this.#lose(reason);
    // What was begun is finished.
    await this.#last;
    const opened = await opening?.catch(() => undefined);
    opened?.stop();
    opened?.channel.close();
    if (opened) await letGo(opened);
  }

  /** Writes what a mutation did, in one transaction, unless something stands against it. */
  async #keep(opened: Opened, entry: MutationEntry): Promise<Objection | undefined> {
    const { codec, connection, log, epoch, folded } = opened;
    const hasChanges = entry.changes.length > 0;
    const [remembered, changes] = await Promise.all([
      codec.encode(remember(entry)),
      hasChanges ? codec.encode(entry.changes) : undefined,
    ]);
    return connection.write('strict', async (stored) => {
      const objection = await objectionIn(stored, opened, entry.mutation);
      if (objection) return objection;
      const position = log.position + 1;
      watched(stored.objectStore('mutations').put(remembered, entry.mutation));
      if (hasChanges) {
        watched(stored.objectStore('entries').put(changes, position));
        watched(stored.objectStore('state').put({ epoch, position, folded }, 'state'));
      }
      return undefined;
    });
  }

  /** Whether what was decided, and changed nothing, was decided on what there is. */
  #confirm(opened: Opened, mutation: RecordId | undefined): Promise<Objection | undefined> {
    return opened.connection.read((stored) => objectionIn(stored, opened, mutation));
  }

  #take(opened: Opened, { changes }: MutationEntry): void {
    if (changes.length === 0) return;
    opened.tables.apply(changes);
    opened.log.append(changes);
    opened.announce(opened.log.position);
    opened.unfolded += changes.length;
    if (opened.unfolded > Math.max(this.#options.sizes.foldAfter, opened.tables.size / 4))
      void this.fold().catch(() => undefined);
  }

  /** The last position that the journal can do without. */
  #cut(log: ChangeLog): number {
    const { keptEntries, keptChanges } = this.#options.sizes;
    let changes = 0;
    for (let position = log.position; position > log.position - keptEntries; position -= 1) {
      changes += log.after(position - 1, 1)?.[0]?.changes.length ?? 0;
      if (changes > keptChanges) return position;
    }
    return log.position - keptEntries;
  }

  /** One after the other. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #load(): Promise<Opened> {
    const { name, isSealed, model, newId, sizes, schedule, life } = this.#options;
    if (typeof indexedDB === 'undefined') throw lostError('missing');
    const names = await databaseNames(name, isSealed);
    const codec = isSealed ? sealedWith(await deviceKey(names.key, schedule)) : plain;
    const connection = connect(names.records, { newId, schedule, life, onLost: (reason) => this.#lose(reason) });
    const source: Source = { connection, codec, model, sizes };
    const loaded = await readDatabase(source);
    void beginLog(schedule);
    const channel = new BroadcastChannel(names.records);
    // Read in turn with our own writes; a window that can't read now reads with its next write.
    const look = (): void => void this.#inTurn(() => catchUp(opened, source)).catch(() => undefined);
    channel.onmessage = look;
    const opened: Opened = Object.assign(loaded, source, {
      channel,
      announce: channel.postMessage.bind(channel),
      // What others said meanwhile was said to nobody.
      stop: life({ freeze: () => {}, resume: look }),
    });
    this.#opened = opened;
    return opened;
  }

  #lose(reason: Error): void {
    this.#failure ??= reason;
    this.#opened?.log.fail(reason);
  }
}

async function isStale(stored: LocalTransaction<IDBTransactionMode>, { epoch, log, folded }: Opened): Promise<boolean> {
  const state = await stateIn(stored);
  if (state.epoch !== epoch) throw lostError('deleted');
  return state.position !== log.position || state.folded !== folded;
}

async function objectionIn(
  stored: LocalTransaction<IDBTransactionMode>,
  opened: Opened,
  mutation: RecordId | undefined,
): Promise<Objection | undefined> {
  const [stale, remembered] = await Promise.all([
    isStale(stored, opened),
    mutation === undefined ? undefined : stored.objectStore('mutations').get(mutation),
  ]);
  if (stale) return 'stale';
  return remembered === undefined ? undefined : { remembered };
}
