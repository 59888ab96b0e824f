import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { root, tool } from './workspace.ts';

/** Writes the custom-elements manifest from the docblocks of the source: editors, the docs and the stories' controls read it. */
export async function describeElements(directory: string): Promise<boolean> {
  const { ok } = await runCommand(
    tool('cem'),
    ['analyze', '--quiet', '--config', '../../.config/custom-elements.config.mjs', '--outdir', directory],
    { cwd: join(root, 'packages', 'elements'), quiet: true },
  );
  return ok;
}
