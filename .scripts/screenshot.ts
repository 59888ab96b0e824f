import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { launch } from 'puppeteer-core';
import { chromiumFlags, chromiumPath } from '../.config/browser-tests/find-browsers.ts';
import { endTree } from './run-command.ts';
import { root } from './workspace.ts';

// Makes the README's picture anew: the ERP example as `npm start` shows it.

const picture = join(root, 'docs', 'erp-screen.png');
const executablePath = chromiumPath();
if (!executablePath) throw new Error('No Chromium was found: `npm test` installs one');

const start = spawn(process.execPath, [join(root, '.scripts', 'start.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const address = await addressOf('erp-screen');
  const browser = await launch({ executablePath, args: [...chromiumFlags] });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1440, height: 860, deviceScaleFactor: 1.25 });
    await page.goto(address, { waitUntil: 'networkidle2' });
    await page.waitForFunction(
      () => document.querySelector('crm-timeline')?.shadowRoot?.querySelector('[role=article]'),
      {
        timeout: 20_000,
      },
    );
    await mkdir(join(root, 'docs'), { recursive: true });
    await page.screenshot({ path: picture });
    console.log(`Wrote ${picture}`);
  } finally {
    await browser.close();
  }
} finally {
  await endTree(start);
}

/** Waits until the start command prints the address of this example. */
async function addressOf(example: string): Promise<string> {
  for await (const line of createInterface({ input: start.stdout })) {
    const [, name, address] = /^(\S+)\s+(http:\S+)$/.exec(line) ?? [];
    if (name === example && address) return address;
  }
  throw new Error(`The start command ended without an address of ${example}`);
}
