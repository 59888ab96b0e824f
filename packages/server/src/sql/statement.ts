/** What is bound to a placeholder, and what a row holds: PostgreSQL's own text form, or null. */
export type SqlValue = string | null;

/** One row, its values in the order of the select list. */
export type Row = readonly SqlValue[];

/** SQL with `$1 …` placeholders. `sql-template-tag` makes them; values are never part of the text. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The text form of a PostgreSQL array. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}

/** A name as SQL writes it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it; for names that the model declares, never for what a request brings. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
