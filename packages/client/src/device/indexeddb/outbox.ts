import type { KeptWrite, OutboxStorage } from '../device-storage.ts';
import { arrange, type Placed } from './arrange.ts';
import { lostError, watched, type Connection, type Sealed, type Sealer } from '../../indexeddb/index.ts';
import type { MetaSchema } from './meta.ts';
import { readValue, type Format } from './format.ts';
import { unreadable } from './outbox-format.ts';

/** `revision`: the change that wrote it. */
type KeptValue = Sealed & { readonly revision: number };

export interface OutboxSchema extends MetaSchema {
  writes: { key: number; value: KeptValue; indexes: { revision: number } };
}

/** No change follows this one. */
const ended = Infinity;

interface Row extends Placed {
  /** Kept as it is: there is nothing that could be written in its place. */
  readonly isUnreadable?: true;
}

interface Asked {
  readonly step: Parameters<OutboxStorage['change']>[0];
  readonly resolve: (kept: readonly KeptWrite[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes in a database of their own, one sealed value each. What is in the database is also held here, so that a change costs what it changes, however
 * many wait. A change is computed and sealed on what is held, and written only where no other window was faster; changes asked for meanwhile go together.
 */
export class IndexedDbOutbox implements OutboxStorage {
  readonly #connection: Connection<OutboxSchema>;
  readonly #sealer: Sealer;
  readonly #format: Format<KeptWrite>;
  #rows: readonly Row[] = [];
  #revision = 0;
  #asked: Asked[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection<OutboxSchema>, sealer: Sealer, format: Format<KeptWrite>) {
    this.#connection = connection;
    this.#sealer = sealer;
    this.#format = format;
  }

  load(): Promise<readonly KeptWrite[]> {
    return this.#inTurn(async () => {
      await this.#catchUp();
      return this.#writes;
    });
  }

  change(step: Asked['step']): Promise<readonly KeptWrite[]> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ step, resolve, reject });
      if (this.#asked.length === 1) void this.#inTurn(() => this.#changeAll());
    });
  }

  end(): Promise<readonly KeptWrite[]> {
    return this.#inTurn(async () => {
      do await this.#catchUp();
      while (this.#writes.every(({ state }) => state === 'acknowledged') && !(await this.#declineMore()));
      return this.#writes;
    });
  }

  /** Whether a wipe was begun and did not come to its end. */
  async isEnded(): Promise<boolean> {
    return (await this.#connection.read((transaction) => revisionIn(transaction.objectStore('meta')))) === ended;
  }

  get #writes(): readonly KeptWrite[] {
    return this.#rows.map(({ write }) => write);
  }

  /** One after the other. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #changeAll(): Promise<void> {
    let asked = this.#asked;
    this.#asked = [];
    try {
      for (;;) {
        let writes = this.#writes;
        asked = asked.filter(({ step, reject }) => {
          try {
            writes = step(writes);
            return true;
          } catch (error) {
            reject(error);
            return false;
          }
        });
        if (asked.length === 0 || (await this.#keep(writes))) break;
        await this.#catchUp();
      }
      for (const { resolve } of asked) resolve(this.#writes);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  /** False where another window was faster. */
  async #declineMore(): Promise<boolean> {
    const isLast = await this.#connection.write('default', async (transaction) => {
      const meta = transaction.objectStore('meta');
      const isPresent = (await revisionIn(meta)) === this.#revision;
      if (isPresent) watched(meta.put(ended, 'revision'));
      return isPresent;
    });
    if (isLast) this.#revision = ended;
    return isLast;
  }

  /** Makes `writes` what is kept. False where that was decided on what is no longer so. */
  async #keep(writes: readonly KeptWrite[]): Promise<boolean> {
    const lasting = new Map(
      this.#rows.flatMap((row) => (row.isUnreadable ? [[row.write.mutation.id, row.write]] : [])),
    );
    const { rows, put, remove } = arrange<Row>(
      this.#rows,
      writes.map((write) => lasting.get(write.mutation.id) ?? write),
    );
    if (put.length === 0 && remove.length === 0) {
      const revision = await this.#connection.read((transaction) => revisionIn(transaction.objectStore('meta')));
      return revision === this.#revision;
    }
    if (this.#revision === ended) throw lostError('wiped');
    const sealed = await Promise.all(put.map(({ write }) => this.#sealer.seal(write)));
    const next = this.#revision + 1;
    const isKept = await this.#connection.write('strict', async (transaction) => {
      const meta = transaction.objectStore('meta');
      if ((await revisionIn(meta)) !== this.#revision) return false;
      const store = transaction.objectStore('writes');
      for (const key of remove) watched(store.delete(key));
      for (const [index, { key }] of put.entries())
        watched(store.put({ ...(sealed[index] as Sealed), revision: next }, key));
      watched(meta.put(next, 'revision'));
      return true;
    });
    if (!isKept) return false;
    this.#rows = rows;
    this.#revision = next;
    return true;
  }

  /** Takes in what other windows have changed: only that is read. */
  async #catchUp(): Promise<void> {
    const { revision, keys, changed } = await this.#connection.read(async (transaction) => {
      const store = transaction.objectStore('writes');
      const newer = IDBKeyRange.lowerBound(this.#revision, true);
      const [now, all, changedKeys, values] = await Promise.all([
        revisionIn(transaction.objectStore('meta')),
        store.getAllKeys(),
        store.index('revision').getAllKeys(newer),
        store.index('revision').getAll(newer),
      ]);
      return { revision: now, keys: all, changed: new Map(changedKeys.map((key, at) => [key, values[at]])) };
    });
    if (revision === this.#revision) return;
    const held = new Map(this.#rows.map((row) => [row.key, row]));
    this.#rows = await Promise.all(
      keys.map(async (key): Promise<Row> => {
        const value = changed.get(key);
        const known = held.get(key);
        if (!value && known) return known;
        const write = value && (await readValue(this.#sealer, this.#format, value));
        return write ? { key, write } : { key, write: unreadable(key), isUnreadable: true };
      }),
    );
    this.#revision = revision;
  }
}

async function revisionIn(meta: { get(key: string): Promise<unknown> }): Promise<number> {
  return Number((await meta.get('revision')) ?? 0);
}
