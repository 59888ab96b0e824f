import { BackendError, type AnyRecord, type Model } from '@rapport/core';
import type { RecordChange, Tombstone } from '@rapport/core/authority';
import { ChangeLog, RecordTables } from '@rapport/core/memory';
import type { Chunk, LocalTransaction, Sizes, State } from './database.ts';
import { lost } from '../device/index.ts';

/** What a window holds of the database. */
export interface Loaded {
  tables: RecordTables;
  readonly log: ChangeLog;
  readonly epoch: string;
  folded: number;
  /** How many changes the journal holds beyond the fold. */
  unfolded: number;
}

type Readable = LocalTransaction<IDBTransactionMode>;

/** Reads everything there is: the chunks, and what the journal holds beyond them. */
export async function readDatabase(stored: Readable, state: State, model: Model, sizes: Sizes): Promise<Loaded> {
  const { tables, entries, unfolded } = await readTables(stored, state, model, sizes);
  const log = new ChangeLog(state.epoch, { position: state.position - entries.length });
  for (const changes of entries) log.append(changes);
  return { tables, log, epoch: state.epoch, folded: state.folded, unfolded };
}

/** Brings a window up to what others have written; where the journal no longer goes back so far, by reading everything again. */
export async function catchUp(loaded: Loaded, stored: Readable, model: Model, sizes: Sizes): Promise<void> {
  const state = await stored.objectStore('state').get('state');
  if (state?.epoch !== loaded.epoch) throw new BackendError('storage', lost.deleted);
  const { log } = loaded;
  if (state.position === log.position && state.folded === loaded.folded) return;
  const entries = await stored.objectStore('entries').getAll(IDBKeyRange.lowerBound(log.position, true));
  if (entries.length !== state.position - log.position) {
    const { tables, unfolded } = await readTables(stored, state, model, sizes);
    Object.assign(loaded, { tables, unfolded, folded: state.folded });
    log.restart(state.position);
    return;
  }
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

function count(entries: readonly (readonly RecordChange[])[]): number {
  return entries.reduce((sum, changes) => sum + changes.length, 0);
}

interface ReadTables {
  readonly tables: RecordTables;
  readonly entries: readonly (readonly RecordChange[])[];
  readonly unfolded: number;
}

async function readTables(stored: Readable, state: State, model: Model, sizes: Sizes): Promise<ReadTables> {
  const records: AnyRecord[][] = [];
  const tombstones: Tombstone[][] = [];
  let last = 0;
  for (;;) {
    const chunks: Chunk[] = await stored
      .objectStore('chunks')
      .getAll(IDBKeyRange.lowerBound(last, true), sizes.chunksAtOnce);
    for (const chunk of chunks) {
      records.push([...chunk.records]);
      tombstones.push([...chunk.tombstones]);
    }
    last += chunks.length;
    if (chunks.length < sizes.chunksAtOnce) break;
  }
  const tables = new RecordTables(model, records.flat(), tombstones.flat());
  const entries = await stored.objectStore('entries').getAll();
  // Some entries stay behind the fold: those are in the chunks.
  const beyond = state.position - state.folded;
  const open = beyond > 0 ? entries.slice(-beyond) : [];
  for (const changes of open) tables.apply(changes);
  return { tables, entries, unfolded: count(open) };
}
