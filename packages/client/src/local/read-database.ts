import type { AnyRecord, Model } from '@rapport/core';
import type { RecordChange, Tombstone } from '@rapport/core/authority';
import { ChangeLog, RecordTables } from '@rapport/core/memory';
import { lostError, type Connection } from '../indexeddb/index.ts';
import type { Codec } from './codec.ts';
import type { Chunk, LocalSchema, LocalTransaction, Sizes, State } from './database.ts';

/** What a window holds of the database. */
export interface Loaded {
  tables: RecordTables;
  readonly log: ChangeLog;
  readonly epoch: string;
  folded: number;
  /** How many changes the journal holds beyond the fold. */
  unfolded: number;
}

/** A database, and how to read what is in it. */
export interface Source {
  readonly connection: Connection<LocalSchema>;
  readonly codec: Codec;
  readonly model: Model;
  readonly sizes: Sizes;
}

type Readable = LocalTransaction<IDBTransactionMode>;
type Entry = readonly RecordChange[];

/** Reads everything there is: the chunks, and what the journal holds beyond them. */
export async function readDatabase(source: Source): Promise<Loaded> {
  const kept = await source.connection.read(async (stored) => ({
    state: await stateIn(stored),
    all: await readAll(stored, source),
  }));
  const { state } = kept;
  const { tables, entries, unfolded } = await tablesOf(kept.all, state, source);
  const log = new ChangeLog(state.epoch, { position: state.position - entries.length });
  for (const changes of entries) log.append(changes);
  return { tables, log, epoch: state.epoch, folded: state.folded, unfolded };
}

/** Brings a window up to what others have written; where the journal no longer goes back so far, by reading everything again. */
export async function catchUp(loaded: Loaded, source: Source): Promise<void> {
  const { log } = loaded;
  const kept = await source.connection.read(async (stored) => {
    const state = await stateIn(stored);
    if (state.epoch !== loaded.epoch) throw lostError('deleted');
    if (state.position === log.position) return { state, entries: [], all: undefined };
    const entries = await stored.objectStore('entries').getAll(IDBKeyRange.lowerBound(log.position, true));
    const isGap = entries.length !== state.position - log.position;
    return { state, entries, all: isGap ? await readAll(stored, source) : undefined };
  });
  const { state } = kept;
  if (kept.all) {
    const { tables, unfolded } = await tablesOf(kept.all, state, source);
    Object.assign(loaded, { tables, unfolded, folded: state.folded });
    log.restart(state.position);
    return;
  }
  const entries = await Promise.all(kept.entries.map((entry) => source.codec.decode<Entry>(entry)));
  for (const changes of entries) {
    loaded.tables.apply(changes);
    log.append(changes);
    loaded.unfolded += changes.length;
  }
  // Another window has folded: what was beyond the fold is so no longer.
  if (state.folded !== loaded.folded)
    loaded.unfolded = count((log.after(state.folded, Infinity) ?? []).map((entry) => entry.changes));
  loaded.folded = state.folded;
}

/** Where the history stands in the database. */
export async function stateIn(stored: Readable): Promise<State> {
  const state = await stored.objectStore('state').get('state');
  if (!state) throw lostError('deleted');
  return state;
}

function count(entries: readonly Entry[]): number {
  return entries.reduce((sum, changes) => sum + changes.length, 0);
}

interface Everything {
  readonly chunks: readonly Promise<Chunk>[];
  readonly entries: readonly unknown[];
}

/** Reads the chunks a few at a time, and decodes them while the next are read. */
async function readAll(stored: Readable, { codec, sizes }: Source): Promise<Everything> {
  const chunks: Promise<Chunk>[] = [];
  for (;;) {
    const range = IDBKeyRange.lowerBound(chunks.length, true);
    const read = await stored.objectStore('chunks').getAll(range, sizes.chunksAtOnce);
    for (const chunk of read) {
      const decoding = codec.decode<Chunk>(chunk);
      // Waited for once all are read.
      decoding.catch(() => undefined);
      chunks.push(decoding);
    }
    if (read.length < sizes.chunksAtOnce) break;
  }
  return { chunks, entries: await stored.objectStore('entries').getAll() };
}

interface ReadTables {
  readonly tables: RecordTables;
  readonly entries: readonly Entry[];
  readonly unfolded: number;
}

async function tablesOf(everything: Everything, state: State, { codec, model }: Source): Promise<ReadTables> {
  const records: AnyRecord[][] = [];
  const tombstones: Tombstone[][] = [];
  for (const chunk of await Promise.all(everything.chunks)) {
    records.push([...chunk.records]);
    tombstones.push([...chunk.tombstones]);
  }
  const tables = new RecordTables(model, records.flat(), tombstones.flat());
  const entries = await Promise.all(everything.entries.map((entry) => codec.decode<Entry>(entry)));
  // Some entries stay behind the fold: those are in the chunks.
  const beyond = state.position - state.folded;
  const open = beyond > 0 ? entries.slice(-beyond) : [];
  for (const changes of open) tables.apply(changes);
  return { tables, entries, unfolded: count(open) };
}
