import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { packages, root, tool } from './workspace.ts';

/** Packs every package as it would be published; publint and attw look at the tarball. Gives the number of packages that fail. */
export async function checkPacks(): Promise<{ passed: number; failed: number }> {
  const output = join(root, 'node_modules', '.cache', 'rapport', 'packs');
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  let failed = 0;
  for (const { name, folder } of packages) {
    const destination = join(output, name);
    await mkdir(destination);
    const packed = await runCommand('npm', ['pack', '--silent', '--pack-destination', destination], {
      cwd: folder,
      quiet: true,
    });
    const [file] = await readdir(destination);
    const tarball = join(destination, file ?? '');
    const ok =
      packed.ok &&
      (await runCommand(tool('publint'), ['run', tarball, '--strict'], { quiet: true })).ok &&
      (
        await runCommand(tool('attw'), [tarball, '--profile', 'esm-only', '--no-emoji', ...notScripts(name)], {
          quiet: true,
        })
      ).ok;
    console.log(`${ok ? '✓' : '✗'} @rapport/${name} as published`);
    if (!ok) failed += 1;
  }
  return { passed: packages.length - failed, failed };
}

/** Entries without types: files for a page's `<script>`, and data. */
function notScripts(name: string): string[] {
  return name === 'elements' ? ['--exclude-entrypoints', './cdn/*', './custom-elements.json'] : [];
}

if (import.meta.main) process.exitCode = (await checkPacks()).failed === 0 ? 0 : 1;
