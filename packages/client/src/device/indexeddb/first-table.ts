import type { RecordTable } from './record-table.ts';

/** Records as the cache kept them in its first shape: a list of rows. */
interface FirstTable {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Brings what holds such tables to the second shape, in which they are kept field by field. */
export function columned(value: unknown): unknown {
  const { put, ...rest } = value as { readonly put: readonly FirstTable[] };
  const tables = put.map(({ fields, rows }): RecordTable => ({
    count: rows.length,
    fields,
    columns: fields.map((_name, index) => rows.map((row) => row[index])),
  }));
  return { ...rest, put: tables };
}
