import { InvalidInputError, type Issue } from '@rapport/core';
import { fieldPath, parseRecordName, valueSchema, type FieldPath, type Model } from '@rapport/core/model';
import { convertText, membersOf } from './convert-text.ts';
import type { Mapping, RecordMapping, ValueMapping } from './mapping.ts';
import { RowError } from './row-fault.ts';
import { columnsOf, createOccurrence, fill, type Cells, type Occurrence } from './template.ts';

/** A record's name in a foreign system. */
export interface ForeignName {
  readonly type: string;
  readonly system: string;
  readonly externalId: string;
}

/** What a row says of one field. References are by foreign name until the batch finds their ids. */
export interface DraftValue {
  readonly path: string;
  /** The first column it comes from. */
  readonly column: string | undefined;
  /** Put into the set that is there. */
  readonly add: boolean;
  readonly value: unknown;
  readonly references?: readonly ForeignName[];
  /** Whether the references are a set. */
  readonly several?: boolean;
}

/** What a row says of one record. */
export interface Draft {
  readonly name: ForeignName;
  readonly onlyCreate: boolean;
  readonly values: readonly DraftValue[];
  /** The column each field comes from, also where the row's cell is empty. */
  readonly columns: ReadonlyMap<string, string | undefined>;
}

export type DraftRow = (cells: Cells) => readonly Draft[];

/**
 * Makes of a mapping what turns a row into drafts.
 * @throws InvalidInputError where the mapping names types, fields or columns that are not there, or a transform that can't serve its field.
 */
export function compileMapping(model: Model, mapping: Mapping, columns: readonly string[]): DraftRow {
  const issues: Issue[] = [];
  const note = (path: readonly (string | number)[], code: string, params: Record<string, unknown>): void =>
    void issues.push({ path, code, params });
  const occurrence = createOccurrence();
  const records = mapping.records.map((record, index) => {
    const needed = [
      ...columnsOf(record.externalId),
      ...(record.when ? [record.when.column] : []),
      ...Object.values(record.fields).flatMap(columnsIn),
    ];
    for (const column of new Set(needed))
      if (!columns.includes(column)) note(['records', index], 'unknown-column', { column, columns });
    if (!model.types.has(record.type)) {
      note(['records', index, 'type'], 'unknown-type', { type: record.type });
      return () => undefined;
    }
    const fields = Object.entries(record.fields).flatMap(([path, value]) => {
      const field = fieldPath(model, record.type, path);
      if (!field || field.steps.length > 0 || field.field.readOnly)
        note(['records', index, 'fields', path], 'unknown-field', { type: record.type, field: path });
      const fault = field && unservable(field, mappingOf(value));
      if (fault) note(['records', index, 'fields', path], fault, { field: path });
      return field ? [compileField(field, mappingOf(value))] : [];
    });
    return compileRecord(record, fields, occurrence);
  });
  if (issues.length > 0)
    throw new InvalidInputError(`The mapping does not fit: ${issues.map(wordsFor).join(' ')}`, issues);
  return (cells) => records.flatMap((draft) => draft(cells) ?? []);
}

type DraftField = (cells: Cells) => DraftValue | undefined;

const columnsByField = ({ fields }: RecordMapping): ReadonlyMap<string, string | undefined> =>
  new Map(Object.entries(fields).map(([path, value]) => [path, columnsIn(value)[0]]));

function compileRecord(
  mapping: RecordMapping,
  fields: readonly DraftField[],
  occurrence: Occurrence,
): (cells: Cells) => Draft | undefined {
  const { type, system, externalId, onlyCreate = false, when } = mapping;
  const columns = columnsByField(mapping);
  return (cells) => {
    const condition = when ? (cells[when.column] ?? '') : undefined;
    if (when && (when.in ? !when.in.includes(condition ?? '') : condition === '')) return undefined;
    const text = fill(externalId, cells);
    if (text === undefined || text === '')
      throw new RowError(
        `The row has no foreign id for the ${type}: a cell of ${externalId} is empty.`,
        columnsOf(externalId).find((column) => !cells[column]),
      );
    const id = text.includes('{#}') ? text.replaceAll('{#}', String(occurrence(`${type}/${system}`, text) + 1)) : text;
    if (id.length > 200)
      throw new RowError(`The foreign id of the ${type} has more than 200 characters.`, columnsOf(externalId)[0]);
    return {
      name: { type, system, externalId: id },
      onlyCreate,
      columns,
      values: fields.flatMap((field) => field(cells) ?? []),
    };
  };
}

function compileField(path: FieldPath, mapping: ValueMapping): DraftField {
  const [column] = columnsIn(mapping);
  const base = { path: path.path, column, add: mapping.add ?? false };
  const schema = path.key.at === 'externalIds' ? undefined : valueSchema(path.field);
  return (cells) => {
    try {
      if (mapping.reference !== undefined) {
        const names = referencesIn(path, mapping, cells);
        return names && { ...base, value: undefined, references: names, several: path.field.kind === 'references' };
      }
      const value = valueIn(path, mapping, cells);
      if (value === undefined) return undefined;
      const checked = schema?.safeParse(value);
      if (checked && !checked.success)
        throw new RowError(
          `What the row has for ${path.path} is not a valid ${path.field.kind} (${checked.error.issues[0]?.message ?? 'invalid'}).`,
        );
      return { ...base, value };
    } catch (error) {
      throw error instanceof RowError && error.column === undefined ? new RowError(error.message, column) : error;
    }
  };
}

function valueIn(path: FieldPath, mapping: ValueMapping, cells: Cells): unknown {
  if (mapping.constant !== undefined) return mapping.constant;
  if (mapping.parts) {
    const parts = Object.entries(mapping.parts).flatMap(([part, from]) => {
      const {
        column,
        constant,
        values,
      }: { column?: string | undefined; constant?: string | undefined; values?: Record<string, string> | undefined } =
        typeof from === 'string' ? { column: from } : from;
      const cell = constant ?? (column === undefined ? '' : (cells[column] ?? ''));
      return cell === '' ? [] : [[part, values?.[cell] ?? cell] as const];
    });
    return parts.length > 0 ? Object.fromEntries(parts) : undefined;
  }
  const text = textIn(mapping, cells);
  const currency = typeof mapping.currency === 'object' ? cells[mapping.currency.column] : mapping.currency;
  return text === undefined || text === '' ? undefined : convertText(path.field, text, mapping, currency);
}

function textIn(mapping: ValueMapping, cells: Cells): string | undefined {
  if (mapping.column !== undefined) return cells[mapping.column];
  for (const template of [mapping.text ?? []].flat()) {
    const text = fill(template, cells);
    if (text !== undefined) return text;
  }
  return undefined;
}

function referencesIn(
  { field, path }: FieldPath,
  mapping: ValueMapping,
  cells: Cells,
): readonly ForeignName[] | undefined {
  const text = fill(mapping.reference ?? '', cells);
  if (text === undefined) return undefined;
  return (field.kind === 'references' ? membersOf(text, mapping) : [text]).map((member) => {
    const mapped = mapping.values && Object.hasOwn(mapping.values, member) ? String(mapping.values[member]) : member;
    const name = parseRecordName(mapped);
    if (!name || !('system' in name))
      throw new RowError(`${JSON.stringify(mapped)} names no record for ${path}. A reference is written SYSTEM:ID.`);
    return { type: field.target ?? '', system: name.system, externalId: name.externalId };
  });
}

const mappingOf = (value: string | ValueMapping): ValueMapping =>
  typeof value === 'string' ? { column: value } : value;

/** The columns a field's value comes from. */
function columnsIn(value: string | ValueMapping): string[] {
  const { column, text, reference, parts, currency } = mappingOf(value);
  return [
    ...(column === undefined ? [] : [column]),
    ...[text ?? []].flat().flatMap(columnsOf),
    ...columnsOf(reference ?? ''),
    ...Object.values(parts ?? {}).flatMap((part) => (typeof part === 'string' ? [part] : (part.column ?? []))),
    ...(typeof currency === 'object' ? [currency.column] : []),
  ];
}

/** Why a mapping can't serve a field, whatever the rows. */
function unservable({ field }: FieldPath, mapping: ValueMapping): string | undefined {
  const { column, text, constant, reference, parts, currency } = mapping;
  if ([column, text, constant, reference, parts].filter((source) => source !== undefined).length !== 1)
    return 'one-source';
  if (reference !== undefined && field.target === undefined) return 'no-reference';
  if (reference === undefined && field.target !== undefined) return 'needs-reference';
  if (field.kind === 'money' && constant === undefined && currency === undefined) return 'needs-currency';
  if (field.kind === 'json' && constant === undefined && parts === undefined) return 'needs-parts';
  if (mapping.add && !['tags', 'choices', 'references'].includes(field.kind)) return 'no-set';
  return undefined;
}

const wordsByCode: Readonly<Record<string, string>> = {
  'one-source': 'needs exactly one of column, text, constant, reference and parts',
  'no-reference': 'does not refer to another record: take "column" instead of "reference"',
  'needs-reference': 'refers to another record: give "reference", SYSTEM:{column}',
  'needs-currency': 'is an amount of money: give "currency"',
  'needs-parts': 'is structured: give "parts"',
  'no-set': 'is not a set: leave out "add"',
};

function wordsFor({ path, code, params = {} }: Issue): string {
  if (code === 'unknown-column')
    return `The table has no column "${String(params['column'])}"; it has ${(params['columns'] as readonly string[]).join(', ')}.`;
  if (code === 'unknown-type') return `There is no record type ${String(params['type'])}.`;
  if (code === 'unknown-field')
    return `${String(params['type'])} has no field "${String(params['field'])}" that can be set.`;
  return `${path.join('.')} ${wordsByCode[code] ?? code}.`;
}
