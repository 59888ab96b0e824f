import { typeOf, type Model } from '@rapport/core/model';
import { snakeCase, tableOf, type Table } from './table.ts';

/** An index that a type's table has. */
export interface Index {
  readonly name: string;
  readonly on: string;
}

/** A list that people work down a page at a time, however long it is: records that refer to one, in an order of their own. */
interface List {
  readonly of: string;
  readonly by: string;
  readonly direction: 'asc' | 'desc';
  /** What figures over the list are of: they are read from the index alone. */
  readonly covers?: readonly string[];
}

/** A board's columns: open deals in the order that people gave them, closed ones from the latest close on. */
const lists: Readonly<Record<string, readonly List[]>> = {
  deal: [
    { of: 'stage', by: 'rank', direction: 'asc', covers: ['status', 'probability', 'amount', 'closedAt'] },
    { of: 'stage', by: 'closedAt', direction: 'desc' },
  ],
};

/**
 * By rule: each reference leads to its records, newest first where the type says when things happened; and each required instant orders the type's
 * records. Keys of text stay out: a line may be longer than an index takes. Beside the rule: the lists above, in place of the reference they begin with.
 */
export function indexesOf(model: Model, typeName: string): readonly Index[] {
  const table = tableOf(model, typeName);
  if (table.shared) return [];
  const { fields } = typeOf(model, typeName);
  const happened = Object.entries(fields).find(([, field]) => field.kind === 'instant' && field.required)?.[0];
  const newestFirst = happened === undefined ? '' : `"${snakeCase(happened)}" desc, `;
  const name = (rest: string): string => `${snakeCase(typeName)}_by_${rest}`;
  const listed = listsOf(table);
  const references = table.fields
    .filter(({ kind, field }) => kind === 'reference' && !listed.some(({ of }) => of === field))
    .map((column) => ({
      name: name(column.name),
      on: `(tenant, "${column.name}", ${newestFirst}id) where "${column.name}" is not null`,
    }));
  const sets = table.fields
    .filter(({ kind }) => kind === 'references')
    .map((column) => ({
      name: name(column.name),
      on: `using gin ("${column.name}") where "${column.name}" is not null`,
    }));
  return [
    ...references,
    ...sets,
    ...listed.map((list) => ({
      name: name(`${snakeCase(list.of)}_and_${snakeCase(list.by)}`),
      on: listIndex(list, table),
    })),
    ...(happened === undefined ? [] : [{ name: name(snakeCase(happened)), on: `(tenant, ${newestFirst}id)` }]),
  ];
}

/** The lists of a type that has the fields they need; an organisation's own type of that name may have others. */
function listsOf({ type, fieldNamed }: Table): readonly List[] {
  const declared = Object.hasOwn(lists, type) ? (lists[type] ?? []) : [];
  return declared.filter(({ of, by, covers = [] }) => [of, by, ...covers].every((field) => fieldNamed.has(field)));
}

function listIndex({ of, by, direction, covers = [] }: List, { fieldNamed }: Table): string {
  const column = (field: string): string => `"${fieldNamed.get(field)?.name ?? ''}"`;
  const covered = covers.flatMap((field) => {
    const currency = fieldNamed.get(field)?.currency;
    return [column(field), ...(currency === undefined ? [] : [`"${currency}"`])];
  });
  const order = `${column(by)} ${direction} nulls last`;
  const include = covered.length === 0 ? '' : ` include (${covered.join(', ')})`;
  return `(tenant, ${column(of)}, ${order}, id)${include} where ${column(of)} is not null`;
}
