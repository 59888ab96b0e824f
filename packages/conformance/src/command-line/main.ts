import { Command, InvalidArgumentError } from 'commander';
import { isRapportError, uuidv7, type Backend } from '@rapport/core';
import { httpBackend } from '@rapport/client/http';
import { formatFinding, formatVerdict, type Finding } from '../report.ts';
import { runSuite } from '../run-suite.ts';

/** What the command line needs of the process it runs in. */
export interface CommandLine {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Options {
  readonly token?: string;
  readonly as: readonly (readonly [name: string, token: string])[];
  readonly only: string;
  readonly json: boolean;
}

/**
 * `rapport-conformance URL --token TOKEN [--as NAME=TOKEN …] [--only AREA] [--json]`.
 * @returns the exit code: 0 all claims hold, 1 some fail, 2 it could not be tried.
 */
export async function runCommandLine(
  argv: readonly string[],
  { write, writeError, environment }: CommandLine,
): Promise<number> {
  let code = 0;
  const program = new Command('rapport-conformance')
    .description(
      'Says whether a backend is compatible with Rapport: tries every claim it makes.\nIt writes records of its own and leaves them there: give it a tenant to itself.',
    )
    .argument('<url>', 'address of the backend, without /v1')
    .option('--token <token>', 'token of an administrator (or RAPPORT_TOKEN)')
    .option('--as <name=token>', 'token of somebody who may see less; may be repeated', readNamedToken, [])
    .option('--only <area>', 'only claims whose id begins so: filters, pages, writes …', '')
    .option('--json', 'print the report as JSON', false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: writeError })
    .action(async (url: string, options: Options) => {
      const token = options.token ?? environment['RAPPORT_TOKEN'];
      if (token === undefined)
        throw new InvalidArgumentError('A token is needed: --token TOKEN, or RAPPORT_TOKEN in the environment.');
      const as = (value: string): Backend => httpBackend({ url, getToken: async () => value });
      const report = await runSuite({
        backend: as(token),
        others: Object.fromEntries(options.as.map(([name, value]) => [name, as(value)])),
        newId: () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
        now: Date.now,
        only: options.only,
        ...(options.json ? {} : { onFinding: (finding: Finding) => write(`${formatFinding(finding)}\n`) }),
      });
      write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `\n${formatVerdict(report)}\n`);
      code = report.compatible ? 0 : 1;
    });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof InvalidArgumentError || isRapportError(error)) {
      writeError(`${error.message}\n`);
      return 2;
    }
    if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return code;
}

function readNamedToken(
  text: string,
  before: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write NAME=TOKEN, for example customer=eyJ….');
  return [...before, [text.slice(0, at), text.slice(at + 1)]];
}
