import { fold } from '@rapport/core/filter';
import { comparisonOf, typeOf, type AnyRecord, type FieldKind, type Model } from '@rapport/core/model';
import type { Row, SqlValue } from './statement.ts';
import { tableOf, type Table } from './table.ts';

/** A record as `json_populate_recordset` reads it: its columns by name, the folded ones filled in. */
export function recordToColumns(model: Model, tenant: string, record: AnyRecord): Readonly<Record<string, unknown>> {
  const table = tableOf(model, record.type);
  const columns: Record<string, unknown> = {
    tenant,
    id: record.id,
    version: record.version,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    external_ids: record.externalIds,
    custom: record.custom,
    custom_folded: foldedCustom(model, record),
  };
  if (table.shared) columns.type = record.type;
  const nulls: string[] = [];
  for (const { field, name, folded, currency } of table.fields) {
    const value = record[field];
    if (value === undefined) continue;
    if (value === null) {
      nulls.push(field);
    } else if (currency === undefined) {
      columns[name] = value;
      if (folded !== undefined) columns[folded] = foldValue(value);
    } else {
      const money = value as { readonly amount: number; readonly currency: string };
      columns[name] = money.amount;
      columns[currency] = money.currency;
    }
  }
  if (nulls.length > 0) columns.nulls = nulls;
  return columns;
}

const foldValue = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((item) => fold(String(item))) : fold(String(value));

function foldedCustom(model: Model, record: AnyRecord): Readonly<Record<string, unknown>> | undefined {
  const type = typeOf(model, record.type);
  const fields = type.custom ? type.fields : model.customFields.get(record.type);
  if (!fields) return undefined;
  const folded = Object.entries(record.custom).flatMap(([name, value]) => {
    const field = fields[name];
    const comparison = field && comparisonOf(field.kind);
    return value !== null && (comparison === 'folded' || comparison === 'foldedSet') ? [[name, foldValue(value)]] : [];
  });
  return folded.length > 0 ? (Object.fromEntries(folded) as Record<string, unknown>) : undefined;
}

/** How the rows of a type are read: the select list over an alias, and what makes a record of a row that starts at `offset`. */
export interface RowReader {
  selectList(alias: string): string;
  readonly width: number;
  read(row: Row, offset?: number): AnyRecord;
}

const readers = new WeakMap<Table, RowReader>();

/** The reader of a type's rows. Made once per table. */
export function rowReader(model: Model, typeName: string): RowReader {
  const table = tableOf(model, typeName);
  let reader = readers.get(table);
  if (!reader) readers.set(table, (reader = makeReader(table)));
  return reader;
}

function makeReader(table: Table): RowReader {
  const envelope = ['id', 'version', 'created_at', 'updated_at', 'external_ids', 'custom', 'nulls'];
  const names = [
    ...envelope,
    ...table.fields.flatMap(({ name, currency }) => (currency === undefined ? [name] : [name, currency])),
  ];
  const places = new Map(names.map((name, index) => [name, index]));
  const fields = table.fields.map(({ field, kind, name, currency }) => ({
    field,
    decode: decoders[kind],
    at: places.get(name) ?? 0,
    currency: currency === undefined ? undefined : places.get(currency),
  }));
  const lists = new Map<string, string>();
  const selectList = (alias: string): string => {
    const list = lists.get(alias) ?? names.map((name) => `${alias}."${name}"`).join(', ');
    lists.set(alias, list);
    return list;
  };
  return {
    width: names.length,
    selectList,
    read(row, offset = 0) {
      const at = (place: number): SqlValue => row[offset + place] ?? null;
      const record: Record<string, unknown> = {
        type: table.type,
        id: at(0),
        version: Number(at(1)),
        createdAt: toIsoInstant(at(2) ?? ''),
        updatedAt: toIsoInstant(at(3) ?? ''),
        externalIds: fromJson(at(4) ?? '{}'),
        custom: fromJson(at(5) ?? '{}'),
      };
      for (const { field, decode, at: place, currency } of fields) {
        const value = row[offset + place];
        if (value == null) continue;
        record[field] = currency === undefined ? decode(value) : { amount: Number(value), currency: at(currency) };
      }
      const nulls = at(6);
      if (nulls !== null) for (const field of JSON.parse(nulls) as string[]) record[field] = null;
      return record as unknown as AnyRecord;
    },
  };
}

/** A record from its row as `row_to_json` gives it. */
export function recordFromColumns(
  model: Model,
  typeName: string,
  columns: Readonly<Record<string, unknown>>,
): AnyRecord {
  const record: Record<string, unknown> = {
    type: typeName,
    id: columns.id,
    version: columns.version,
    createdAt: instantFromJson(columns.created_at),
    updatedAt: instantFromJson(columns.updated_at),
    externalIds: columns.external_ids,
    custom: columns.custom,
  };
  for (const { field, kind, name, currency } of tableOf(model, typeName).fields) {
    const value = columns[name];
    if (value === null || value === undefined) continue;
    record[field] =
      kind === 'instant'
        ? instantFromJson(value)
        : currency === undefined
          ? value
          : { amount: value, currency: columns[currency] };
  }
  for (const field of (columns.nulls ?? []) as readonly string[]) record[field] = null;
  return record as unknown as AnyRecord;
}

/** `2024-06-01T00:00:00.12+00:00`, as PostgreSQL writes an instant in JSON. */
const instantFromJson = (value: unknown): string => toIsoInstant(String(value).slice(0, -3));

const same = (value: string): unknown => value;
// Most records have neither foreign ids nor custom fields.
const fromJson = (value: string): unknown => (value === '{}' ? {} : JSON.parse(value));

/** What a value of a kind is, from the text that PostgreSQL sends. */
export const decoders: Readonly<Record<FieldKind, (value: string) => unknown>> = {
  text: same,
  longText: same,
  email: same,
  phone: same,
  url: same,
  key: same,
  choice: same,
  id: same,
  reference: same,
  date: same,
  number: Number,
  integer: Number,
  money: Number,
  boolean: (value) => value === 't',
  instant: toIsoInstant,
  tags: fromJson,
  choices: fromJson,
  references: fromJson,
  json: fromJson,
};

/** `2024-06-01 00:00:00.12+00`, as PostgreSQL writes an instant in UTC, in the form that records have. */
export function toIsoInstant(value: string): string {
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${value.slice(20, value.length - 3).padEnd(3, '0')}Z`;
}
