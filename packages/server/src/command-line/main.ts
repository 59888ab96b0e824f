import { isRapportError } from '@rapport/core';
import { Command, CommanderError } from 'commander';
import { CommandError } from './command-error.ts';
import { importCommand } from './import.ts';
import { seedCommand } from './seed.ts';
import { serveCommand } from './serve.ts';
import { tokenCommand } from './token.ts';

/** Runs `rapport …`. Answers the exit code: 0 done, 1 it failed, 2 it was called wrongly, 3 done, but for rows that were rejected. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('rapport')
    .description('The reference backend of Rapport, a CRM that other products embed.')
    .addCommand(serveCommand())
    .addCommand(importCommand())
    .addCommand(seedCommand())
    .addCommand(tokenCommand());
  for (const command of [program, ...program.commands])
    command.exitOverride().showHelpAfterError('(rapport --help says how it is used)');
  try {
    await program.parseAsync(argv, { from: 'user' });
    return process.exitCode === undefined ? 0 : Number(process.exitCode);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`rapport: ${words(error)}\n`);
    return error instanceof CommandError ? error.exitCode : 1;
  }
}

function words(error: unknown): string {
  if (error instanceof CommandError || isRapportError(error) || error instanceof RangeError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
