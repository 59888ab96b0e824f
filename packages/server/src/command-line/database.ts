import type { Actor, Backend } from '@rapport/core/port';
import { Option, type Command } from 'commander';
import sql from 'sql-template-tag';
import type { ModelStore } from '../http/index.ts';
import type { Store } from '../store/index.ts';
import { CommandError } from './command-error.ts';
import { randomId } from './random-id.ts';

/** Where records are kept, as a command line says it. */
export interface DatabaseArguments {
  readonly databaseUrl?: string;
  readonly data?: string;
  /** Days that the feed's past and the memory of mutations are kept; the store's default where it is not said. */
  readonly historyDays?: number;
}

/** An open database. */
export interface Database {
  /** For people: `PostgreSQL at db.example`, without user or password. */
  readonly name: string;
  backendFor(actor: Actor): Backend;
  readonly models?: ModelStore;
  check(): Promise<void>;
  /** Has the planner look at what there is now. After much was written: PostgreSQL in this process never does so by itself. */
  refreshStatistics(): Promise<void>;
  close(): Promise<void>;
}

/** Adds the options that say where records are kept. */
export function databaseOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--database-url <url>', 'a PostgreSQL server: postgres://user:password@host/database').env(
        'DATABASE_URL',
      ),
    )
    .option('--data <directory>', 'keep the data in this directory, by PostgreSQL in this process (PGlite)');
}

/**
 * Opens what the command line names: a PostgreSQL server, a directory, or memory that is gone at the end.
 * @throws CommandError where it can't be opened, with what to do.
 */
export async function openDatabase({ databaseUrl, data, historyDays }: DatabaseArguments): Promise<Database> {
  // DATABASE_URL may be set for all that runs here: what is written on the command line goes before it.
  const url = data === undefined ? databaseUrl : undefined;
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    throw new CommandError('The database’s address is not of the form postgres://user:password@host/database.', 2);
  }
  // PostgreSQL in the process is megabytes: only what works with records loads it.
  const { openStore, sqlBackend } = await import('../store/index.ts');
  const store = await opened(
    openStore({
      databaseUrl: url,
      dataDirectory: data,
      clock: Date.now,
      newId: randomId,
      ...(historyDays === undefined ? {} : { retention: { days: historyDays } }),
    }),
    url,
    data,
  );
  return {
    name: nameOf(url, data),
    backendFor: (actor) => sqlBackend(store, actor),
    models: {
      readExtension: async (tenant) => (await store.modelOf(tenant)).extension,
      writeExtension: async (tenant, extension) => void (await store.extendModel(tenant, extension)),
    },
    check: async () => void (await store.database.query('health', sql`select 1`)),
    refreshStatistics: () =>
      store.database.administer(async (session) => void (await session.query({ text: 'analyze', values: [] }))),
    close: () => store.close(),
  };
}

async function opened(opening: Promise<Store>, url: string | undefined, data: string | undefined): Promise<Store> {
  try {
    return await opening;
  } catch (cause) {
    const fix =
      url === undefined
        ? 'Is it a directory, writable, and no other process using it?'
        : 'Is the server running, and are user, password and database right?';
    throw new CommandError(`${nameOf(url, data)} can't be opened: ${reasonOf(cause)}. ${fix}`, 1, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message || String('code' in cause ? cause.code : cause.name);
  // What PGlite throws where its file system fails is a name and a number.
  return typeof cause === 'object' && cause !== null ? Object.values(cause).join(' ') : String(cause);
}

function nameOf(databaseUrl: string | undefined, dataDirectory: string | undefined): string {
  if (databaseUrl !== undefined)
    return URL.canParse(databaseUrl) ? `PostgreSQL at ${new URL(databaseUrl).host}` : 'PostgreSQL';
  return dataDirectory === undefined ? 'in memory, gone when the server stops' : `in ${dataDirectory}`;
}
