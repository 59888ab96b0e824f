import type { AnyRecord } from '@rapport/core';

/** Records that have the same fields, in the same order: field by field, and what many of them say is written once. Far less to read than records one by one. */
export interface RecordTable {
  readonly count: number;
  readonly fields: readonly string[];
  /** What the records say in each field. */
  readonly columns: readonly Column[];
}

/** A value of each record; one alone, where all say the same; or the different ones, and for each record the place of its own among them. */
export type Column =
  | readonly unknown[]
  | { readonly different: readonly unknown[]; readonly places: readonly number[] };

/** There are at least so many records to each different value where those are written once. */
const least = 4;

/** Puts records into tables, those with the same fields into one. */
export function toTables(records: readonly AnyRecord[]): readonly RecordTable[] {
  const tables = new Map<string, { readonly fields: readonly string[]; readonly rows: (readonly unknown[])[] }>();
  for (const record of records) {
    let [fields, row]: [readonly string[], readonly unknown[]] = [Object.keys(record), Object.values(record)];
    // What is undefined is not there: in a list it would become null.
    if (row.includes(undefined)) {
      fields = fields.filter((name) => record[name] !== undefined);
      row = row.filter((value) => value !== undefined);
    }
    const key = fields.join('\0');
    const table = tables.get(key);
    if (table) table.rows.push(row);
    else tables.set(key, { fields, rows: [row] });
  }
  return Array.from(tables.values(), ({ fields, rows }) => ({
    count: rows.length,
    fields,
    columns: fields.map((_name, index) => toColumn(rows.map((row) => row[index]))),
  }));
}

/** The records of tables, in their order there. Lists and objects that several of them say are the same ones: like records, they are never changed. */
export function fromTables(tables: readonly RecordTable[]): AnyRecord[] {
  const all: AnyRecord[] = [];
  for (const { count, fields, columns } of tables) {
    // Copies of one object are laid out alike in memory, and so are read fast.
    const members = columns.map(
      (column, index) => `${JSON.stringify(fields[index])}:${JSON.stringify(firstOf(column))}`,
    );
    const first = JSON.parse(`{${members.join()}}`) as Record<string, unknown>;
    const records: Record<string, unknown>[] = [];
    for (let index = 0; index < count; index++) records.push({ ...first });
    for (const [index, column] of columns.entries()) fill(records, fields[index] as string, column);
    for (const record of records) all.push(record as AnyRecord);
  }
  return all;
}

function toColumn(values: readonly unknown[]): Column {
  const most = Math.max(1, values.length / least);
  const placeOf = new Map<unknown, number>();
  const placeOfText = new Map<string, number>();
  const different: unknown[] = [];
  const places: number[] = [];
  for (const value of values) {
    const isObject = typeof value === 'object' && value !== null;
    const known = isObject ? placeOfText : placeOf;
    const key = isObject ? JSON.stringify(value) : (value as string);
    let place = known.get(key);
    if (place === undefined) {
      if (different.length + 1 > most) return values;
      known.set(key, (place = different.push(value) - 1));
    }
    places.push(place);
  }
  return different.length === 1 ? different : { different, places };
}

function firstOf(column: Column): unknown {
  return 'places' in column ? column.different[0] : column[0];
}

/** One field of all records after the other: the same property each time is written faster than all properties of one record. */
function fill(records: readonly Record<string, unknown>[], name: string, column: Column): void {
  if ('places' in column) {
    const { different, places } = column;
    for (let index = 0; index < records.length; index++)
      (records[index] as Record<string, unknown>)[name] = different[places[index] as number];
  } else if (column.length > 1)
    for (let index = 0; index < records.length; index++)
      (records[index] as Record<string, unknown>)[name] = column[index];
}
