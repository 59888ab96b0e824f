import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveErpScreen } from './erp-screen.ts';
import { freePort, host, RapportServer } from './rapport-server.ts';
import { ErpWindow, openBrowser } from './windows.ts';

const secret = 'only-for-this-test-0123456789abcdef';
const calls = ['first', 'second', 'third', 'fourth', 'fifth'].map((nth) => `The ${nth} call of an offline afternoon`);
let folder: string;
let server: RapportServer;
let screen: { readonly url: string; close(): Promise<void> };
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-offline-'));
  const pagePort = await freePort();
  server = new RapportServer({
    data: join(folder, 'data'),
    port: await freePort(),
    secret,
    origin: `http://${host}:${pagePort}`,
  });
  process.env['RAPPORT_URL'] = server.url;
  process.env['RAPPORT_SECRET'] = secret;
  await server.seed();
  await server.start();
  screen = await serveErpScreen(pagePort);
  browser = await openBrowser(join(folder, 'profile'));
});

afterAll(async () => {
  await browser?.close();
  await screen?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

it('keeps five calls that were logged offline through a kill of the browser, and all five arrive once (D1, D2)', async () => {
  const before = await ErpWindow.open(browser, screen.url, undefined, 'profile');
  await before.waitForText('Order SO-31348');
  await server.stop();
  await before.waitForText('Offline.');
  for (const call of calls) {
    await before.logCall(call);
    await before.waitForText(call);
  }
  await before.waitForStatus('5');
  const chromium = browser.process();
  chromium?.kill('SIGKILL');
  if (chromium) await once(chromium, 'exit');

  browser = await openBrowser(join(folder, 'profile'));
  const after = await ErpWindow.open(browser, screen.url, undefined, 'profile');
  for (const call of calls) await after.waitForText(call);
  await server.start();
  await after.waitUntilGone('Offline.');
  await after.waitForStatus('Saved');

  const elsewhere = await ErpWindow.open(browser, screen.url);
  await elsewhere.waitForText(calls[0] ?? '');
  const shown = await elsewhere.items();
  for (const call of calls) expect(shown.filter((text) => text.includes(call))).toHaveLength(1);
  expect([...after.complaints, ...elsewhere.complaints]).toEqual([]);
});
