import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createAuthenticator, type Authenticate } from '../access/index.ts';
import { createApp, jsonLog, type AppOptions } from '../http/index.ts';
import { CommandError } from './command-error.ts';
import { databaseOptions, openDatabase, type DatabaseArguments } from './database.ts';
import { seedDatabase, today } from './seed.ts';

interface ServeArguments extends DatabaseArguments {
  readonly port: number;
  readonly host: string;
  readonly secret?: string;
  readonly jwks?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly cors: readonly string[];
  readonly log: boolean;
  readonly seed: boolean;
}

// How long open requests may take to end once the server is told to stop.
const patienceMilliseconds = 5_000;
// How soon a connection is closed then that has nothing more to answer.
const sweepMilliseconds = 10;

/** `rapport serve`: runs the server until it is told to stop. */
export function serveCommand(): Command {
  return databaseOptions(new Command('serve').description('Run the server.'))
    .option('--port <number>', 'where to listen; 0 for any free port', portNumber, 4000)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .addOption(
      new Option(
        '--secret <text>',
        'what tokens are signed with (HS256), at least 32 bytes; made for this run where there is none',
      ).env('RAPPORT_SECRET'),
    )
    .option('--jwks <url>', 'check tokens with the public keys at this address instead')
    .option('--issuer <text>', 'accept only tokens of this issuer')
    .option('--audience <text>', 'accept only tokens for this audience')
    .option('--cors <origin...>', 'origins whose pages may call: https://erp.example', [])
    .option('--seed', 'fill the organisation "main" with believable data, unless it was before', false)
    .option(
      '--history-days <number>',
      'how long clients may stay away and still go on from where they were, and mutations be sent again; default 30',
      days,
    )
    .option('--no-log', 'do not log requests')
    .addHelpText(
      'after',
      '\nWithout --database-url and --data the data is kept in memory and gone when the server stops.\n\nExample:\n  rapport serve --data ./crm --cors http://localhost:5173',
    )
    .action(serve);
}

async function serve(options: ServeArguments): Promise<void> {
  const { authenticate, note } = tokens(options);
  const database = await openDatabase(options);
  const closing = new AbortController();
  const log = options.log ? jsonLog((line) => process.stderr.write(line)) : undefined;
  const server = createAdaptorServer({
    fetch: createApp({
      ...appOptions(database),
      authenticate,
      origins: options.cors.map(origin),
      closing: closing.signal,
      ...(log ? { log } : {}),
    }).fetch,
  });
  try {
    if (options.seed)
      process.stdout.write(
        await seedDatabase(database, { tenant: 'main', role: 'admin' }, { seed: 1, companies: 50, until: today() }),
      );
    await listen(server, options);
    const { address, port, family } = server.address() as AddressInfo;
    process.stdout.write(
      `Rapport listens on http://${family === 'IPv6' ? `[${address}]` : address}:${port}\nData: ${database.name}\n${note}`,
    );
    await stopSignal();
    closing.abort();
    await close(server);
  } finally {
    await database.close();
  }
}

function appOptions({
  backendFor,
  models,
  check,
}: Awaited<ReturnType<typeof openDatabase>>): Pick<AppOptions, 'backendFor' | 'models' | 'checkDatabase'> {
  return { backendFor, checkDatabase: check, ...(models ? { models } : {}) };
}

function tokens({ secret, jwks, issuer, audience }: ServeArguments): { authenticate: Authenticate; note: string } {
  const checks = { ...(issuer === undefined ? {} : { issuer }), ...(audience === undefined ? {} : { audience }) };
  if (jwks !== undefined) {
    if (!URL.canParse(jwks)) throw new CommandError(`--jwks ${jwks} is not an address. Write https://…/jwks.json.`, 2);
    return {
      authenticate: createAuthenticator({ keysUrl: new URL(jwks), ...checks }),
      note: `Tokens: checked with the keys at ${jwks}\n`,
    };
  }
  if (secret !== undefined) return { authenticate: createAuthenticator({ secret, ...checks }), note: '' };
  const made = randomBytes(32).toString('base64url');
  const note = `Secret of this run (set RAPPORT_SECRET to keep one): ${made}\nMake a token: RAPPORT_SECRET=${made} rapport token --role admin\n`;
  return { authenticate: createAuthenticator({ secret: made, ...checks }), note };
}

async function listen(server: ServerType, { port, host }: ServeArguments): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRINUSE')
      throw new CommandError(`Port ${port} on ${host} is taken. Stop what uses it, or give another with --port.`, 1, {
        cause,
      });
    throw new CommandError(`Can't listen on ${host}:${port}: ${cause.message}.`, 1, { cause });
  });
}

async function stopSignal(): Promise<void> {
  const both = new AbortController();
  await Promise.race(['SIGTERM', 'SIGINT'].map((name) => once(process, name, { signal: both.signal }))).finally(() =>
    both.abort(),
  );
}

/**
 * Takes no new requests, lets the open ones end, and cuts off those that don't. A connection is closed with its last answer: what is read of a feed's
 * end would else be followed, on the same connection, by requests that are still answered.
 */
async function close(server: ServerType): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), sweepMilliseconds);
  const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), patienceMilliseconds);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}

function origin(text: string): string {
  if (!URL.canParse(text) || new URL(text).origin !== text)
    throw new CommandError(
      `--cors ${text} is not an origin. Write scheme, host and port alone: https://erp.example:8443.`,
      2,
    );
  return text;
}

function days(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 36_500)
    throw new InvalidArgumentError('Write a number of days from 1 to 36500.');
  return number;
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Write a number from 0 to 65535.');
  return port;
}
