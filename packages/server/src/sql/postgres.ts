import { BackendError } from '@rapport/core';
import pg from 'pg';
import { tenantRole, tenantSetting, type Database, type Session } from './database.ts';
import { databaseFailure, sqlState, told } from './database-failure.ts';
import { queryRows } from './rows-query.ts';
import { statementNames } from './statement-names.ts';
import type { Row, Statement } from './statement.ts';

// Rows travel in PostgreSQL's own text form: one decoder serves both doors.
const asText = (value: string): string => value;
const textTypes = { getTypeParser: () => asText };

export interface PostgresOptions {
  readonly url: string;
  /** Most connections at a time, those that listen apart; 10 where it is not said. */
  readonly connections?: number;
}

/** PostgreSQL by its address. */
export function postgresDatabase({ url, connections = 10 }: PostgresOptions): Database {
  const nameOf = statementNames(500);
  // Plans of ours are short: compiling them costs more than running them.
  const settings = '-c TimeZone=UTC -c DateStyle=ISO -c jit=off';
  let pool: Promise<pg.Pool> | undefined;
  const tenantsPool = (): Promise<pg.Pool> =>
    (pool ??= openPool().catch((error: unknown) => {
      // The next one tries again.
      pool = undefined;
      throw error;
    }));
  const openPool = async (): Promise<pg.Pool> => {
    const restricted = await asOwner(async (client) => {
      const answer = await client.query<[string]>({
        text: 'select rolsuper or rolbypassrls from pg_roles where rolname = current_user',
        rowMode: 'array',
        types: textTypes,
      });
      return answer.rows[0]?.[0] === 't';
    });
    const opened = new pg.Pool({
      connectionString: url,
      max: connections,
      options: restricted ? `${settings} -c role=${tenantRole}` : settings,
      keepAlive: true,
    });
    // A connection that breaks while idle is replaced; whoever needs one next hears of it if that fails, too.
    opened.on('error', () => undefined);
    opened.on('connect', (client) => client.on('error', () => undefined));
    return opened;
  };
  const asOwner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url, options: settings });
    await told(client.connect());
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  const run = (client: pg.ClientBase, { text, values }: Statement): Promise<readonly Row[]> =>
    told(queryRows(client, { text, values }, nameOf(text)));
  // A migration may be of several statements in one text, which only pg's own query takes.
  const runOnce = async (client: pg.ClientBase, { text, values }: Statement): Promise<readonly Row[]> => {
    const asked = client.query<string[]>({
      text,
      values: values as unknown[],
      rowMode: 'array',
      types: textTypes,
    });
    return (await told(asked)).rows;
  };
  const tenants = new WeakMap<pg.ClientBase, string>();
  const withClient = async <T>(tenant: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await connected(await tenantsPool());
    let broken = false;
    try {
      if (tenants.get(client) !== tenant) {
        tenants.delete(client);
        await run(client, { text: `select set_config('${tenantSetting}', $1, false)`, values: [tenant] });
        tenants.set(client, tenant);
      }
      return await work(client);
    } catch (error) {
      broken = isBroken(error);
      throw error;
    } finally {
      client.release(broken);
    }
  };
  const together = async <T>(
    client: pg.ClientBase,
    query: Session['query'],
    work: (session: Session) => Promise<T>,
  ): Promise<T> => {
    await told(client.query('begin'));
    try {
      const result = await work({ query });
      await told(client.query('commit'));
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  };

  return {
    query: (tenant, statement, signal) =>
      withClient(tenant, (client) => {
        signal?.throwIfAborted();
        return run(client, statement);
      }),
    transaction: (tenant, work) =>
      withClient(tenant, (client) => together(client, (statement) => run(client, statement), work)),
    administer: (work) => asOwner((client) => together(client, (statement) => runOnce(client, statement), work)),
    listen: (channel, callback) => listen(url, channel, callback),
    async close() {
      await (await pool)?.end();
    },
  };
}

/** A connection of the pool. Told by a callback: pg's promise keeps an account of the stack for each. */
function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  return new Promise((resolve, reject) =>
    pool.connect((error, client) => (client ? resolve(client) : reject(databaseFailure(error)))),
  );
}

/** Whether a connection is of no more use: the way there failed, or PostgreSQL is shutting it down. */
function isBroken(error: unknown): boolean {
  const state = sqlState(error);
  return error instanceof BackendError && (state === undefined || state.startsWith('57P'));
}

async function listen(
  url: string,
  channel: string,
  callback: (payload: string | null) => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on('notification', (message) => callback(message.payload ?? ''));
    next.on('error', () => undefined);
    await next.connect();
    client = next;
    next.on('end', () => again(1));
    await next.query(`listen ${channel}`);
  };
  const again = (attempt: number): void => {
    if (stopped) return;
    client = undefined;
    timer = setTimeout(
      () => {
        open().then(
          () => callback(null),
          () => again(attempt + 1),
        );
      },
      Math.min(100 * 2 ** attempt, 5_000),
    );
  };
  await open();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
