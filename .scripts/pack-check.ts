import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { installPacks, packAll } from './pack.ts';
import { refusedEngines } from './refused-engines.ts';
import { runCommand } from './run-command.ts';
import { packages, root, tool } from './workspace.ts';

/**
 * Packs every package as it would be published; publint and attw look at the tarball. Then all of them are installed into an empty folder, where every entry
 * has to be importable. What a package depends on has to run on every Node that the package is said to run on. Gives how much of it fails.
 */
export async function checkPacks(): Promise<{ passed: number; failed: number }> {
  const tarballs = await packAll(join(root, 'node_modules', '.cache', 'rapport', 'packs'));
  let failed = 0;
  for (const { name, folder, manifest } of packages) {
    const refused = refusedEngines(folder, manifest);
    for (const reason of refused) console.error(reason);
    const tarball = tarballs.find((path) => basename(path).startsWith(`rapport-${name}-`)) ?? '';
    const ok =
      refused.length === 0 &&
      (await runCommand(tool('publint'), ['run', tarball, '--strict'], { quiet: true })).ok &&
      (
        await runCommand(tool('attw'), [tarball, '--profile', 'esm-only', '--no-emoji', ...notScripts(name)], {
          quiet: true,
        })
      ).ok;
    console.log(`${ok ? '✓' : '✗'} @rapport/${name} as published`);
    if (!ok) failed += 1;
  }
  const installs = await isInstallable(tarballs);
  console.log(`${installs ? '✓' : '✗'} installed by npm, every entry imported`);
  if (!installs) failed += 1;
  return { passed: packages.length + 1 - failed, failed };
}

/** Whether npm installs them, and Node finds all that they export. */
async function isInstallable(tarballs: readonly string[]): Promise<boolean> {
  const host = await mkdtemp(join(tmpdir(), 'rapport-host-'));
  try {
    await installPacks(host, tarballs);
    const entries = packages.flatMap(({ manifest }) =>
      Object.keys(manifest.exports)
        .filter((entry) => !entry.includes('*') && !entry.endsWith('.json'))
        .map((entry) => join(manifest.name, entry)),
    );
    const script = `for (const entry of ${JSON.stringify(entries)}) await import(entry);`;
    return (
      await runCommand(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: host,
        env: { NODE_OPTIONS: '' },
        quiet: true,
        timeout: 120_000,
      })
    ).ok;
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    await rm(host, { recursive: true, force: true });
  }
}

/** Entries without types: files for a page's `<script>`, and data. */
function notScripts(name: string): string[] {
  return name === 'elements' ? ['--exclude-entrypoints', './cdn/*', './custom-elements.json'] : [];
}

if (import.meta.main) process.exitCode = (await checkPacks()).failed === 0 ? 0 : 1;
