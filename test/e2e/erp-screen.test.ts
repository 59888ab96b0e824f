import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveErpScreen } from './erp-screen.ts';
import { freePort, host, RapportServer } from './rapport-server.ts';
import { ErpWindow, openBrowser } from './windows.ts';

const secret = 'only-for-this-test-0123456789abcdef';
let folder: string;
let server: RapportServer;
let screen: { readonly url: string; close(): Promise<void> };
let browser: Browser;
let first: ErpWindow;
let second: ErpWindow;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-e2e-'));
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
  browser = await openBrowser();
  first = await ErpWindow.open(browser, screen.url);
  second = await ErpWindow.open(browser, screen.url);
});

afterAll(async () => {
  await browser?.close();
  await screen?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('an ERP’s order screen with the customer’s history beside it', () => {
  it('shows whom the ERP calls 10042, and the ERP’s own orders among what Rapport knows', async () => {
    await first.waitForText('Order SO-31348');
    await second.waitForText('Order SO-31348');
    const card = await first.page.$eval('crm-contact-card', (element) => element.shadowRoot?.textContent ?? '');
    expect(card).toContain('Greta Hartmann');
    expect((await first.items()).length).toBeGreaterThan(5);
  });

  it('logs a call in one window and shows it in the other', async () => {
    await first.logCall('Wants the calibration sets before Christmas');
    await first.waitForText('Wants the calibration sets before Christmas');
    await second.waitForText('Wants the calibration sets before Christmas');
  });

  it('says that a source is missing, and fills it in', async () => {
    await first.page.select('#order-service', 'fails');
    await first.waitForText('ERP orders did not answer');
    expect((await first.items()).join()).not.toContain('Order SO-31348');
    await first.page.select('#order-service', 'answers');
    await first.waitForText('Order SO-31348');
    await first.waitUntilGone('did not answer');
  });

  it('shows an order that the ERP takes at once', async () => {
    await first.page.locator('#repeat-order').click();
    await first.waitForText('Order SO-31401');
    expect((await first.items())[0]).toContain('SO-31401');
  });

  it('shows another customer', async () => {
    await second.page.locator('#customers button ::-p-text(Fjordlys)').click();
    await second.page.waitForFunction(
      () => document.querySelector('crm-contact-card')?.shadowRoot?.textContent?.includes('Silje Bø'),
      { polling: 50 },
    );
    await second.page.locator('#customers button ::-p-text(Nordlicht)').click();
    await second.waitForText('Wants the calibration sets before Christmas');
  });

  it('is offline when the server is gone, keeps what is written, and recovers when it is back', async () => {
    await server.stop();
    await first.waitForText('Offline.');
    await second.waitForText('Offline.');
    await first.logCall('Said it once more while the server was away');
    await first.waitForText('Said it once more while the server was away');
    expect((await second.items()).join()).not.toContain('Said it once more');
    await server.start();
    await second.waitForText('Said it once more while the server was away');
    await first.waitUntilGone('Offline.');
    await second.waitUntilGone('Offline.');
  });

  it('keeps to the strict content security policy of the page throughout', () => {
    expect(first.complaints).toEqual([]);
    expect(second.complaints).toEqual([]);
  });
});
