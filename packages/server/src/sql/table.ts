import { RapportError } from '@rapport/core';
import { comparisonOf, typeOf, type Field, type FieldKind, type Model } from '@rapport/core/model';

/** A column, as `create table` has it. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** Where a field's value is kept. */
export interface FieldColumn {
  readonly field: string;
  readonly kind: FieldKind;
  readonly name: string;
  /** What the value compares by: folded text, or a set of folded texts. */
  readonly folded: string | undefined;
  /** Money: the column of the currency, beside that of the amount. */
  readonly currency: string | undefined;
}

/** Where records of a type are kept. Types that were added at run time share one table; all their fields are in `custom`. */
export interface Table {
  readonly type: string;
  readonly name: string;
  readonly shared: boolean;
  readonly fields: readonly FieldColumn[];
  readonly fieldNamed: ReadonlyMap<string, FieldColumn>;
  /** Every column, in the order that rows are read and written in. */
  readonly columns: readonly Column[];
}

export const schemaName = 'rapport';
export const sharedTable = `${schemaName}._custom_record`;

const columnTypes: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  longText: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  key: 'text collate "C"',
  choice: 'text collate "C"',
  id: 'uuid',
  reference: 'uuid',
  number: 'numeric',
  integer: 'bigint',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz',
  money: 'bigint',
  tags: 'jsonb',
  choices: 'jsonb',
  references: 'jsonb',
  // Kept to the letter: jsonb would sort the keys.
  json: 'json',
};
const foldedTypes = { folded: 'text collate "C"', foldedSet: 'jsonb' } as const;

const envelopeColumns: readonly Column[] = [
  { name: 'tenant', type: 'text collate "C" not null' },
  { name: 'id', type: 'uuid not null' },
  { name: 'version', type: 'bigint not null' },
  { name: 'created_at', type: 'timestamptz not null' },
  { name: 'updated_at', type: 'timestamptz not null' },
  { name: 'external_ids', type: 'jsonb not null' },
  { name: 'custom', type: 'jsonb not null' },
  { name: 'custom_folded', type: 'jsonb' },
  // The fields that are null, as against missing.
  { name: 'nulls', type: 'jsonb' },
];

/** The columns of the table that types added at run time share. */
export const sharedColumns: readonly Column[] = [
  ...envelopeColumns,
  { name: 'type', type: 'text collate "C" not null' },
];

const tables = new WeakMap<Model, Map<string, Table>>();

/** The table of a record type. Made once per model and type. */
export function tableOf(model: Model, typeName: string): Table {
  const known = tables.get(model) ?? new Map<string, Table>();
  tables.set(model, known);
  let table = known.get(typeName);
  if (!table) known.set(typeName, (table = layOut(model, typeName)));
  return table;
}

function layOut(model: Model, typeName: string): Table {
  const type = typeOf(model, typeName);
  const fields = type.custom ? [] : Object.entries(type.fields).map(([name, field]) => fieldColumn(name, field));
  const own = fields.flatMap(({ kind, name, folded, currency }): Column[] => [
    { name, type: columnTypes[kind] },
    ...(folded === undefined
      ? []
      : [{ name: folded, type: foldedTypes[comparisonOf(kind) as keyof typeof foldedTypes] }]),
    ...(currency === undefined ? [] : [{ name: currency, type: 'text collate "C"' }]),
  ]);
  const columns = type.custom ? sharedColumns : [...envelopeColumns, ...own];
  const twice = columns.find(({ name }, index) => columns.findIndex((other) => other.name === name) !== index);
  if (twice)
    throw new RapportError(
      'invalid-model',
      `Two fields of ${typeName} would share the column ${twice.name}: rename one of them.`,
    );
  return {
    type: typeName,
    shared: type.custom,
    fields,
    columns,
    name: type.custom ? sharedTable : `${schemaName}."${snakeCase(typeName)}"`,
    fieldNamed: new Map(fields.map((column) => [column.field, column])),
  };
}

function fieldColumn(field: string, { kind }: Field): FieldColumn {
  const name = snakeCase(field);
  const comparison = comparisonOf(kind);
  return {
    field,
    kind,
    name,
    folded: comparison === 'folded' || comparison === 'foldedSet' ? `${name}_folded` : undefined,
    currency: comparison === 'money' ? `${name}_currency` : undefined,
  };
}

/** `jobTitle` as databases write it: `job_title`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
