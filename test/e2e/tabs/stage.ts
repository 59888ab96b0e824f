import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { httpBackend } from '@rapport/client/http';
import type { Backend } from '@rapport/core';
import { build, type Plugin } from 'esbuild';
import { SignJWT } from 'jose';
import type { Browser, Page } from 'puppeteer-core';
import { freePort, host, RapportServer } from '../rapport-server.ts';
import { openBrowser } from '../windows.ts';
import { Gateway } from './gateway.ts';

const secret = 'only-for-this-test-0123456789abcdef';

interface StageParts {
  readonly server: RapportServer;
  readonly pages: Server;
  readonly pageUrl: string;
  readonly folder: string;
}

/** A Rapport server in a process of its own, a gateway that counts, and a browser whose windows can be closed, killed and frozen. */
export class Stage {
  readonly gateway: Gateway;
  /** Asks the server, past the gateway. */
  readonly backend: Backend;
  readonly browser: Browser;
  readonly #parts: StageParts;

  private constructor(gateway: Gateway, backend: Backend, browser: Browser, parts: StageParts) {
    this.gateway = gateway;
    this.backend = backend;
    this.browser = browser;
    this.#parts = parts;
  }

  static async set(): Promise<Stage> {
    const [pagePort, serverPort] = [await freePort(), await freePort()];
    const pageUrl = `http://${host}:${pagePort}`;
    const folder = await mkdtemp(join(tmpdir(), 'rapport-tabs-'));
    const server = new RapportServer({ data: join(folder, 'data'), port: serverPort, secret, origin: pageUrl });
    await server.start();
    const [gateway, pages, browser, token] = await Promise.all([
      Gateway.before(serverPort),
      servePages(pagePort),
      openBrowser(),
      tokenOf('desk'),
    ]);
    const backend = httpBackend({ url: server.url, getToken: async () => token });
    return new Stage(gateway, backend, browser, { server, pages, pageUrl, folder });
  }

  /** A window of somebody, who is signed in under that name. `next`: a later version of the page. */
  async open(name = 'desk', version: 'present' | 'next' = 'present'): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(`${this.#parts.pageUrl}/${version}.html`);
    const options = { url: this.gateway.url, token: await tokenOf(name), account: `main / ${name}` };
    await page.evaluate((given) => window.screenOfTest.open(given), options);
    return page;
  }

  create(id: string, name: string): Promise<unknown> {
    const at = new Date().toISOString();
    return this.backend.push([
      {
        id: crypto.randomUUID(),
        command: 'contact.create',
        at,
        patches: [{ op: 'create', type: 'contact', id, set: { name } }],
      },
    ]);
  }

  /** Ends the process that draws a page, as a crash does. */
  async crash(page: Page): Promise<void> {
    const crashed = new Promise((resolve) => page.once('error', resolve));
    const session = await page.createCDPSession();
    // Nobody is left to answer.
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
  }

  async strike(): Promise<void> {
    await this.browser.close();
    this.gateway.close();
    this.#parts.pages.close();
    this.#parts.pages.closeAllConnections();
    await this.#parts.server.stop();
    await rm(this.#parts.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The page as it is, and as a later version of it would be: whose databases have another shape, and whose windows speak otherwise. */
async function servePages(port: number): Promise<Server> {
  const [present, next] = await Promise.all([bundle([]), bundle([laterVersion])]);
  const server = createServer((request, response) => {
    response.setHeader('cache-control', 'no-store');
    const [, version, file = ''] = /^\/(present|next)(?:\/|\.html)(.*)$/.exec(request.url ?? '') ?? [];
    const script = (version === 'next' ? next : present).get(basename(file));
    if (script) response.setHeader('content-type', 'text/javascript').end(script);
    else if (version)
      response
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html><title>Desk</title><script type="module" src="/${version}/page.js"></script>`);
    else response.writeHead(404).end();
  }).listen(port, host);
  await once(server, 'listening');
  return server;
}

async function bundle(plugins: Plugin[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    conditions: ['rapport-source', 'production'],
    outdir: '/',
    plugins,
  });
  return new Map(outputFiles.map((file) => [basename(file.path), file.contents]));
}

const laterVersion: Plugin = {
  name: 'later-version',
  setup({ onLoad }) {
    onLoad({ filter: /browser-tabs\.ts$|-format\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replace('rapport:1:', 'rapport:2:')

        .replace(/schema(: | = )(\d+)/, (_, sign, n) => `schema${sign}${Number(n) + 1}`);
      return { contents, loader: 'ts' };
    });
  },
};

function tokenOf(name: string): Promise<string> {
  return new SignJWT({ tenant: 'main', role: 'admin', name })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('10h')
    .sign(new TextEncoder().encode(secret));
}
