import { existsSync, readFileSync } from 'node:fs';
import { findBrowser, engines, type Engine } from '../.config/browser-tests/find-browsers.ts';
import { runCommand } from './run-command.ts';
import { tool } from './workspace.ts';

const debianPackages: Readonly<Record<Engine, readonly string[]>> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'xauth'],
};

/** Sees to it that the tests have browsers, and gives the engines that could not be had. */
export async function installBrowsers(): Promise<readonly Engine[]> {
  const missing = engines.filter((engine) => !findBrowser(engine));
  if (missing.length === 0) return [];
  console.log(`Installing browsers: ${missing.join(', ')} …`);
  if (isDebian() && process.getuid?.() === 0) {
    await installFromDebian(missing);
  } else {
    await runCommand(tool('playwright'), ['install', ...missing], { timeout: 600_000 });
  }
  return engines.filter((engine) => !findBrowser(engine));
}

async function installFromDebian(missing: readonly Engine[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await runCommand('apt-get', ['update', '-qq'], { env, timeout: 180_000, quiet: true });
  if (!updated.ok) return;
  // One after the other: an engine that cannot be had does not take the others with it.
  for (const engine of missing) {
    const names = debianPackages[engine];
    await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      env,
      timeout: 600_000,
      quiet: true,
    });
  }
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
