import { tenantRole, tenantSetting, type Database, type Session } from './database.ts';
import { told } from './database-failure.ts';
import { statementNames } from './statement-names.ts';
import type { Row, Statement } from './statement.ts';

/** PostgreSQL in the process. It has one connection: whoever comes waits for the one before. */
export async function pgliteDatabase(dataDirectory?: string): Promise<Database> {
  // Loaded on demand: a server over PostgreSQL does without its megabytes.
  const { PGlite, protocol } = await import('@electric-sql/pglite');
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
  const send = async (parts: readonly Uint8Array[]): Promise<readonly Row[]> => {
    const { messages } = await told(pglite.execProtocol(joined([...parts, protocol.serialize.sync()])));
    return messages.flatMap((message): Row[] =>
      message instanceof protocol.messages.DataRowMessage ? [message.fields] : [],
    );
  };
  // PGlite's own `query` parses and plans each time, in five messages. Rows and parameters travel in PostgreSQL's text form, as they do with `pg`.
  const { parse, bind, execute, close } = protocol.serialize;
  const runNamed = async ({ text, values }: Statement, name: string): Promise<readonly Row[]> => {
    const asked = [bind({ statement: name, values: values as string[] }), execute({})];
    if (prepared.has(name)) return send(asked);
    try {
      const rows = await send([parse({ name, text }), ...asked]);
      if (name !== '') prepared.add(name);
      return rows;
    } catch (error) {
      // It may have been prepared before it failed.
      if (name !== '') await send([close({ type: 'S', name })]);
      throw error;
    }
  };
  const nameOf = statementNames(500);
  const prepared = new Set<string>();
  const run = ({ text, values }: Statement): Promise<readonly Row[]> => runNamed({ text, values }, nameOf(text) ?? '');
  const runOnce = (statement: Statement): Promise<readonly Row[]> => runNamed(statement, '');

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
  const together = async <T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> => {
    await told(pglite.exec('begin'));
    try {
      const result = await work(session);
      await told(pglite.exec('commit'));
      return result;
    } catch (error) {
      await pglite.exec('rollback');
      throw error;
    }
  };

  return {
    query: (tenant, statement, signal) =>
      inTurn(async () => {
        signal?.throwIfAborted();
        await become(tenant);
        return run(statement);
      }),
    transaction: (tenant, work) =>
      inTurn(async () => {
        await become(tenant);
        return together({ query: run }, work);
      }),
    administer: (work) =>
      inTurn(async () => {
        await become(undefined);
        return together({ query: runOnce }, work);
      }),
    listen: (channel, callback) =>
      inTurn(async () => {
        const stop = await pglite.listen(channel, callback);
        return () => inTurn(() => stop());
      }),
    close: () => inTurn(() => pglite.close()),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
