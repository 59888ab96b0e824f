import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveErpScreen } from './erp-screen.ts';
import { freePort, host, RapportServer, seededUntil } from './rapport-server.ts';
import { serveUnbundledPage } from './unbundled-page.ts';
import { ErpWindow, openBrowser } from './windows.ts';
import { clickWithin, waitWithin } from './within-element.ts';

const secret = 'only-for-this-test-0123456789abcdef';
const built = fileURLToPath(new URL('../../packages/elements/dist/index.js', import.meta.url));
let folder: string | undefined;
let server: RapportServer;
let browser: Browser;
let pagePort: number;
let token: string;

beforeAll(async () => {
  if (!existsSync(built)) throw new Error('The packages are not built: run `pnpm build` first.');
  folder = await mkdtemp(join(tmpdir(), 'rapport-built-'));
  pagePort = await freePort();
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
  token = await new SignJWT({ tenant: 'main', role: 'admin', name: 'Order desk' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe('the figures of a host application made with Vite, from the built packages', () => {
  let served: { readonly url: string; close(): Promise<void> };
  beforeAll(async () => {
    served = await serveErpScreen(pagePort, 'packages');
  });
  afterAll(() => served?.close());

  it.each([
    ['Forecast', 'crm-forecast', '.by-period .chart > .grid + .tick'],
    ['Report', 'crm-pipeline-report', '.durations .chart > .whisker + .whisker'],
  ])('%s draws its charts, and no browser objects to them', async (tab, element, drawn) => {
    const { page, complaints } = await ErpWindow.open(browser, `${served.url}sales.html`);
    // Of the time that something happened in, whatever the day is.
    await page.$eval(element, (figures, day) => figures.setAttribute('day', day), seededUntil);
    await page.locator(`::-p-aria([name="${tab}"][role="tab"])`).click();
    await waitWithin(page, element, drawn);
    expect(complaints).toEqual([]);
  });
});

describe.each([
  ['a host application made with Vite', () => serveErpScreen(pagePort, 'packages')],
  ['a page without a bundler', () => serveUnbundledPage(pagePort, { url: server.url, token })],
] as const)('%s, from the built packages', (name, serve) => {
  let served: { readonly url: string; close(): Promise<void> };
  let opened: ErpWindow;
  const failures: string[] = [];

  beforeAll(async () => {
    served = await serve();
  });
  afterAll(() => served?.close());

  it('shows a customer and what happened with it', async () => {
    opened = await ErpWindow.open(browser, served.url, (page) =>
      page.on('response', (response) => {
        if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
      }),
    );
    await waitWithin(opened.page, 'crm-timeline', '[role=article]');
    await opened.page.waitForFunction(
      () => document.querySelector('crm-contact-card')?.shadowRoot?.textContent?.includes('Greta Hartmann'),
      { polling: 50 },
    );
    expect((await opened.items()).length).toBeGreaterThan(2);
  });

  it('has its styles', async () => {
    const looks = await opened.page.evaluate(() => {
      const look = (host: string, selector: string) => {
        const element = document.querySelector(host)?.shadowRoot?.querySelector(selector);
        if (!element) throw new Error(`${host} has no ${selector}`);
        const { display, overflowY, borderRadius } = getComputedStyle(element);
        return { display, overflowY, borderRadius };
      };
      return {
        feed: look('crm-timeline', '.feed').overflowY,
        entry: look('crm-timeline', '.entry').display,
        chip: look('crm-timeline', '.chip').borderRadius,
        avatar: look('crm-contact-card', '.avatar').borderRadius,
      };
    });
    expect(looks).toEqual({ feed: 'auto', entry: 'grid', chip: '999px', avatar: '50%' });
  });

  it('fetches the parts that a reader asks for: the search and the composer', async () => {
    await clickWithin(opened.page, 'crm-timeline', '.bar > .tool:last-child');
    await waitWithin(opened.page, 'crm-timeline', '#search');
    await opened.page.keyboard.press('Escape');
    await opened.logCall(`Said from ${name}`);
    await opened.waitForText(`Said from ${name}`);
  });

  it('breaks no rule of the page, and asks for nothing that is not there', () => {
    expect(opened.complaints).toEqual([]);
    expect(failures).toEqual([]);
  });
});
