import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { root, tool } from './workspace.ts';

const folder = join(root, 'packages', 'elements');

/** Writes the custom-elements manifest from the docblocks of the source: editors, the docs and the stories' controls read it. */
export async function describeElements(directory: string): Promise<boolean> {
  const inputs = ['--globs', 'src/**/*.ts', '--exclude', 'src/**/*.test.ts'];
  const { ok } = await runCommand(
    tool('cem'),
    ['analyze', '--litelement', '--quiet', ...inputs, '--outdir', directory],
    { cwd: folder, quiet: true },
  );
  return ok;
}
