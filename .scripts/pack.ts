import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { root } from './workspace.ts';

/** Packs every package as it is published: with the versions of the others, which a workspace leaves open. Gives the tarballs. */
export async function packAll(folder: string): Promise<readonly string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly packageManager: string;
  };
  const pack = ['--filter', './packages/*', 'pack', '--pack-destination', folder];
  const { ok } = await runCommand('npx', ['-y', packageManager, ...pack], { quiet: true });
  if (!ok) throw new Error('The packages could not be packed: see above.');
  return (await readdir(folder)).map((file) => join(folder, file));
}

/** Installs tarballs with npm as a host does, into a folder that knows nothing of the workspace. */
export async function installPacks(folder: string, tarballs: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  const { ok } = await runCommand('npm', ['install', ...options, ...tarballs], { cwd: folder, quiet: true });
  if (!ok) throw new Error('npm could not install the packages: see above.');
}
