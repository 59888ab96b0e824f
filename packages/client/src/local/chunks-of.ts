import type { AnyRecord } from '@rapport/core';
import type { RecordTables } from '@rapport/core/memory';
import type { Chunk } from './database.ts';

/** Everything the tables hold, in values of a good size. The tombstones are in the first. */
export function* chunksOf(tables: RecordTables, size: number): Iterable<Chunk> {
  let records: AnyRecord[] = [];
  let tombstones = [...tables.tombstones()];
  for (const record of tables.everything()) {
    records.push(record);
    if (records.length < size) continue;
    yield { records, tombstones };
    records = [];
    tombstones = [];
  }
  if (records.length > 0 || tombstones.length > 0) yield { records, tombstones };
}
