import { tenantRole, tenantSetting, type Database, type Session } from './database.ts';
import type { Row, Statement } from './statement.ts';

const asText = (value: unknown): string => value as string;

/** PostgreSQL in the process. It has one connection: whoever comes waits for the one before. */
export async function pgliteDatabase(dataDirectory?: string): Promise<Database> {
  // Loaded on demand: a server over PostgreSQL does without its megabytes.
  const { PGlite, types } = await import('@electric-sql/pglite');
  // Rows and parameters travel in PostgreSQL's own text form: one decoder serves both doors.
  const textForm = Object.fromEntries(
    Object.values(types)
      .filter((oid) => typeof oid === 'number')
      .map((oid) => [oid, asText]),
  );
  const options = { rowMode: 'array', parsers: textForm, serializers: textForm } as const;
  const pglite = await PGlite.create(dataDirectory === undefined ? {} : { dataDir: dataDirectory });
  const bypassed = await pglite.query<[boolean]>(
    'select rolsuper or rolbypassrls from pg_roles where rolname = current_user',
    [],
    { rowMode: 'array' },
  );
  const restricted = bypassed.rows[0]?.[0] === true;

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const run = async (statement: Statement): Promise<readonly Row[]> =>
    (await pglite.query<Row>(statement.text, statement.values as unknown[], options)).rows as unknown as readonly Row[];

  /** The tenant the connection stands in now; undefined for the owner. */
  let current: string | undefined;
  const become = async (tenant: string | undefined): Promise<void> => {
    if (tenant === current) return;
    if (restricted && (tenant === undefined) !== (current === undefined)) {
      await pglite.exec(tenant === undefined ? 'reset role' : `set role ${tenantRole}`);
    }
    if (tenant !== undefined) await run({ text: `select set_config('${tenantSetting}', $1, false)`, values: [tenant] });
    current = tenant;
  };
  const together = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    await pglite.exec('begin');
    try {
      const result = await work({ query: run });
      await pglite.exec('commit');
      return result;
    } catch (error) {
      await pglite.exec('rollback');
      throw error;
    }
  };

  return {
    query: (tenant, statement) =>
      inTurn(async () => {
        await become(tenant);
        return run(statement);
      }),
    transaction: (tenant, work) =>
      inTurn(async () => {
        await become(tenant);
        return together(work);
      }),
    administer: (work) =>
      inTurn(async () => {
        await become(undefined);
        return together(work);
      }),
    listen: (channel, callback) =>
      inTurn(async () => {
        const stop = await pglite.listen(channel, callback);
        return () => inTurn(() => stop());
      }),
    close: () => inTurn(() => pglite.close()),
  };
}
