import type { RecordTables } from '@rapport/core/memory';
import type { AnyRecord } from '@rapport/core';
import type { Chunk } from './database.ts';

const chunkSize = 1_000;

/** Everything the tables hold, in values of a good size. The tombstones are in the first. */
export function* chunksOf(tables: RecordTables): Iterable<Chunk> {
  let records: AnyRecord[] = [];
  let tombstones = [...tables.tombstones()];
  for (const record of tables.everything()) {
    records.push(record);
    if (records.length < chunkSize) continue;
    yield { records, tombstones };
    records = [];
    tombstones = [];
  }
  if (records.length > 0 || tombstones.length > 0) yield { records, tombstones };
}
