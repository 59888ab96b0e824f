import type pg from 'pg';
import type { Row, Statement } from './statement.ts';

/**
 * Runs a statement and gives its rows in PostgreSQL's text form. pg's own query has the server describe the columns anew each time and copies row after row
 * by that: values that are text, and found by their place, need neither.
 */
export function queryRows(client: pg.ClientBase, statement: Statement, name?: string): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => void client.query(new RowsQuery(statement, name, resolve, reject)));
}

/** The connection, with the texts that it has prepared by their names: pg keeps that account of whatever has a `name` and a `text`. */
type PreparingConnection = pg.Connection & { readonly parsedStatements: Readonly<Record<string, string>> };

/** What pg's client calls on the query that is under way, as on those of pg-cursor and pg-query-stream. */
class RowsQuery implements pg.Submittable {
  readonly name: string | undefined;
  readonly text: string;
  readonly values: (string | null)[];
  readonly #rows: Row[] = [];
  readonly #resolve: (rows: readonly Row[]) => void;
  readonly #reject: (reason: unknown) => void;

  constructor(
    { text, values }: Statement,
    name: string | undefined,
    resolve: (rows: readonly Row[]) => void,
    reject: (reason: unknown) => void,
  ) {
    this.name = name;
    this.text = text;
    this.values = values.map(parameter);
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: pg.Connection): void {
    const { name = '', text, values } = this;
    const { stream, parsedStatements } = connection as PreparingConnection;
    // Sent as one.
    stream.cork();
    if (name === '' || parsedStatements[name] === undefined) connection.parse({ name, text, types: [] }, true);
    connection.bind({ statement: name, values }, true);
    connection.execute(null, true);
    connection.sync();
    stream.uncork();
  }

  handleDataRow({ fields }: { readonly fields: Row }): void {
    this.#rows.push(fields);
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows);
  }

  handleError(error: unknown): void {
    this.#reject(error);
  }

  handleCommandComplete(): void {}

  handleEmptyQuery(): void {}

  handleRowDescription(): void {}

  handlePortalSuspended(): void {}

  handleCopyInResponse(): void {}

  handleCopyData(): void {}
}

function parameter(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      if (value === null || value === undefined) return null;
      throw new TypeError('A statement takes texts, numbers and booleans; write lists and objects as text.');
  }
}
