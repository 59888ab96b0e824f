import { actorSchema, roles, type Actor } from '@rapport/core/port';
import { Command, InvalidArgumentError, Option } from 'commander';
import { issueToken } from '../access/index.ts';
import { CommandError } from './command-error.ts';

interface TokenArguments {
  readonly secret?: string;
  readonly role: Actor['role'];
  readonly tenant: string;
  readonly user?: string;
  readonly contact?: string;
  readonly partner?: string;
  readonly name?: string;
  readonly expires: number;
  readonly issuer?: string;
  readonly audience?: string;
}

/** `rapport token`: makes a token for whoever is to use a server with the same secret. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('Make a token (JWT, HS256) for a server that runs with the same secret.')
    .addOption(new Option('--secret <text>', 'at least 32 bytes').env('RAPPORT_SECRET'))
    .addOption(new Option('--role <role>', 'what the bearer may do').choices(roles).makeOptionMandatory())
    .option('--tenant <name>', 'the organisation', 'main')
    .option('--user <id>', 'the id of the user record: agents need it, admins may have it')
    .option('--contact <id>', 'the id of the contact record: customers need it')
    .option('--partner <id>', 'the id of the partner record: partners need it')
    .option('--name <text>', 'who it is, in words')
    .option('--expires <span>', 'how long it holds: 90s, 30m, 12h, 7d', seconds, 12 * 3_600)
    .option('--issuer <text>', 'the claim "iss"')
    .option('--audience <text>', 'the claim "aud"')
    .addHelpText(
      'after',
      '\nExample:\n  rapport token --role agent --user 01890a5d-ac96-774b-bcce-b302099a8057 --expires 8h',
    )
    .action(async ({ secret, expires, issuer, audience, ...actor }: TokenArguments) => {
      if (!secret)
        throw new CommandError(
          'There is no secret to sign with. Set RAPPORT_SECRET to the server’s, or give --secret.',
          2,
        );
      const token = issueToken(checked(actor), { secret, issuer, audience, now: Date.now(), lifetimeSeconds: expires });
      process.stdout.write(`${await token.catch(misuse)}\n`);
    });
}

/** A role without its id, a secret too short: the call is at fault. */
function misuse(cause: unknown): never {
  throw new CommandError(cause instanceof Error ? cause.message : String(cause), 2, { cause });
}

function checked(actor: object): Actor {
  const parsed = actorSchema.safeParse(actor);
  if (parsed.success) return parsed.data;
  const option = String(parsed.error.issues[0]?.path[0]);
  const fix = option === 'tenant' ? 'letters, digits, "-" and "_", at most 60' : 'a UUID in lower case';
  throw new CommandError(`--${option} is malformed: it has to be ${fix}.`, 2);
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Reads `12h`. */
export function seconds(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const factor = unitSeconds[unit ?? ''];
  if (!count || !factor || Number(count) === 0) throw new InvalidArgumentError('Write a number and s, m, h or d: 12h.');
  return Number(count) * factor;
}
