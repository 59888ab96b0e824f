import { BackendError, type AnyRecord, type Model } from '@rapport/core';
import type { RecordChange, Tombstone } from '@rapport/core/authority';
import { ChangeLog, RecordTables } from '@rapport/core/memory';
import type { Chunk, LocalTransaction, State } from './database.ts';
import { lost } from './storage-error.ts';

/** What a window holds of the database. */
export interface Loaded {
  tables: RecordTables;
  readonly log: ChangeLog;
  readonly epoch: string;
  folded: number;
}

type Readable = LocalTransaction<IDBTransactionMode>;

const chunksAtOnce = 20;

/** Reads everything there is: the chunks, and what the journal holds beyond them. */
export async function readDatabase(stored: Readable, state: State, model: Model): Promise<Loaded> {
  const { tables, entries } = await readTables(stored, state, model);
  const log = new ChangeLog(state.epoch, { position: state.position - entries.length });
  for (const changes of entries) log.append(changes);
  return { tables, log, epoch: state.epoch, folded: state.folded };
}

/** Brings a window up to what others have written; where the journal no longer goes back so far, by reading everything again. */
export async function catchUp(loaded: Loaded, stored: Readable, model: Model): Promise<void> {
  const state = await stored.objectStore('state').get('state');
  if (state?.epoch !== loaded.epoch) throw new BackendError('storage', lost.deleted);
  loaded.folded = state.folded;
  const { log } = loaded;
  if (state.position === log.position) return;
  const entries = await stored.objectStore('entries').getAll(IDBKeyRange.lowerBound(log.position, true));
  if (entries.length !== state.position - log.position) {
    loaded.tables = (await readTables(stored, state, model)).tables;
    log.restart(state.position);
    return;
  }
  for (const changes of entries) {
    loaded.tables.apply(changes);
    log.append(changes);
  }
}

async function readTables(
  stored: Readable,
  state: State,
  model: Model,
): Promise<{ tables: RecordTables; entries: readonly (readonly RecordChange[])[] }> {
  const records: AnyRecord[][] = [];
  const tombstones: Tombstone[][] = [];
  let last = 0;
  for (;;) {
    const chunks: Chunk[] = await stored.objectStore('chunks').getAll(IDBKeyRange.lowerBound(last, true), chunksAtOnce);
    for (const chunk of chunks) {
      records.push([...chunk.records]);
      tombstones.push([...chunk.tombstones]);
    }
    last += chunks.length;
    if (chunks.length < chunksAtOnce) break;
  }
  const tables = new RecordTables(model, records.flat(), tombstones.flat());
  const entries = await stored.objectStore('entries').getAll();
  // Some entries stay behind the fold: those are in the chunks.
  const unfolded = state.position - state.folded;
  for (const changes of unfolded > 0 ? entries.slice(-unfolded) : []) tables.apply(changes);
  return { tables, entries };
}
