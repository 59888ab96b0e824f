import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ownPort } from '../../.scripts/free-port.ts';

const source = fileURLToPath(new URL('../../packages/server/bin/rapport.js', import.meta.url));
export const host = '127.0.0.1';

/** The day that the history ends which a test seeds: it meets the same data whenever it is run. */
export const seededUntil = '2026-11-01';

/** A port for a server of this test, which stays its own while that is stopped. */
export const freePort = (): Promise<number> => ownPort(host);

interface ServerOptions {
  /** Where the data is kept from one start to the next: a directory, or the address of a PostgreSQL. */
  readonly data: string;
  readonly port: number;
  readonly secret: string;
  /** The page's origin. */
  readonly origin: string;
  /** The script of an installed `rapport`; else the present source is run. */
  readonly installed?: string;
}

/** The reference server, in a process of its own, that can be stopped and started again. */
export class RapportServer {
  readonly url: string;
  readonly #options: ServerOptions;
  #process: ChildProcess | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.url = `http://${host}:${options.port}`;
  }

  /** Fills the data directory with a small believable company. */
  async seed(): Promise<void> {
    const seeding = this.#run('seed', ...this.#database, '--companies', '2', '--until', seededUntil);
    const [code] = (await once(seeding, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`rapport seed ended with ${code}.`);
  }

  async start(): Promise<void> {
    const { port, origin } = this.#options;
    this.#process = this.#run(
      'serve',
      ...this.#database,
      '--host',
      host,
      '--port',
      String(port),
      '--no-log',
      '--cors',
      origin,
    );
    const { stdout } = this.#process;
    for await (const [text] of onEach(stdout as NodeJS.ReadableStream, this.#process)) {
      if (String(text).includes(this.url)) return;
    }
    throw new Error('rapport serve ended before it listened.');
  }

  /** Tells it to end, and waits until it has. SIGKILL: at once, with whatever it was doing. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  get #database(): readonly string[] {
    const { data } = this.#options;
    return [data.startsWith('postgres') ? '--database-url' : '--data', data];
  }

  #run(...args: readonly string[]): ChildProcess {
    const { installed } = this.#options;
    const script = installed ? [installed] : ['--conditions=rapport-source', source];
    return spawn(process.execPath, [...script, ...args], {
      env: { ...process.env, RAPPORT_SECRET: this.#options.secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }
}

/** What a stream says, until it says no more or its process ends. */
async function* onEach(stream: NodeJS.ReadableStream, child: ChildProcess): AsyncIterable<[unknown]> {
  const ended = new AbortController();
  child.once('exit', () => ended.abort());
  try {
    for (;;) yield (await once(stream, 'data', { signal: ended.signal })) as [unknown];
  } catch (error) {
    if (!ended.signal.aborted) throw error;
  }
}
