import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';
import type { Browser } from 'puppeteer-core';
import { build, preview, type InlineConfig, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacks, packAll } from '../../.scripts/pack.ts';
import { freePort, host, RapportServer } from './rapport-server.ts';
import { ErpWindow, openBrowser } from './windows.ts';
import { waitWithin } from './within-element.ts';

const execute = promisify(execFile);
const secret = 'only-for-this-test-0123456789abcdef';
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('what is published, installed with npm into an empty folder', () => {
  let folder: string;
  let app: string;
  let server: RapportServer;
  let page: PreviewServer;
  let browser: Browser;
  let port: number;

  beforeAll(async () => {
    if (!existsSync(join(root, 'packages/elements/dist/index.js')))
      throw new Error('The packages are not built: run `pnpm build` first.');
    folder = await mkdtemp(join(tmpdir(), 'rapport-published-'));
    app = join(folder, 'app');
    await mkdir(app);
    await installPacks(app, await packAll(join(folder, 'packs')));
    port = await freePort();
    server = new RapportServer({
      data: join(folder, 'data'),
      port: await freePort(),
      secret,
      origin: `http://${host}:${port}`,
      installed: join(app, 'node_modules/@rapport/server/bin/rapport.js'),
    });
    await server.seed();
    await server.start();
    await writeFile(join(app, 'index.html'), await embedOf(server.url));
    page = await serve(app, port);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await page?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('shows the customer with the README’s embed, word for word, and takes what is written', async () => {
    const opened = await ErpWindow.open(browser, `http://${host}:${port}/`);
    await waitWithin(opened.page, 'crm-timeline', '[role=article]');
    await opened.page.waitForFunction(
      () => document.querySelector('crm-contact-card')?.shadowRoot?.textContent?.includes('Greta Hartmann'),
      { polling: 50 },
    );
    await opened.logCall('Said in a host of its own');
    await opened.waitForText('Said in a host of its own');
    expect(opened.complaints).toEqual([]);
  });

  it('compiles in strict TypeScript: the tag has its type, by the import that registers it', async () => {
    const [, script] = /<script type="module">\n(.*?)<\/script>/s.exec(await embedOf(server.url)) ?? [];
    await writeFile(join(app, 'embed.ts'), script?.replace("('crm-provider')", "('crm-provider')!") ?? '');
    const options = [
      '--strict',
      '--noEmit',
      '--target',
      'es2022',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
    ];
    await execute(join(root, 'node_modules/.bin/tsc'), [...options, 'embed.ts'], { cwd: app });
  });

  it('imports a table with a mapping that comes with it, by its name alone', async () => {
    const table = join(folder, 'accounts.csv');
    const heading = 'account,sector,year_established,revenue,employees,office_location,subsidiary_of';
    await writeFile(table, `${heading}\nAcme Corporation,technolgy,1996,1100.04,2822,United States,\n`);
    const rapport = join(app, 'node_modules/@rapport/server/bin/rapport.js');
    const how = ['--mapping', 'crm-sales-accounts', '--data', join(folder, 'imported')];
    const { stdout } = await execute(process.execPath, [rapport, 'import', table, ...how]);
    expect(stdout).toMatch(/1 rows imported, 0 rejected; 1 records created/m);
  });
});

/** The README's first piece of HTML as a page, before this backend. */
async function embedOf(url: string): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const [, embed] = /```html\n(.*?)```/s.exec(readme) ?? [];
  if (!embed?.includes('https://crm.example.com')) throw new Error('The README has no embed with an address.');
  const body = embed.replace('https://crm.example.com', url);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;
}

/** The host's own build, and its server, which knows who is signed in. */
async function serve(app: string, at: number): Promise<PreviewServer> {
  const config: InlineConfig = {
    root: app,
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'crm-token',
        configurePreviewServer: ({ middlewares }) =>
          void middlewares.use(
            '/crm-token',
            (_request, response) => void aToken().then((token) => response.end(token)),
          ),
      },
    ],
  };
  await build(config);
  return preview({ ...config, preview: { host, port: at, strictPort: true } });
}

function aToken(): Promise<string> {
  return new SignJWT({ tenant: 'main', role: 'admin', name: 'Order desk' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
}
