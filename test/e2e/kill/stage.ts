import { appendFile, glob, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { httpBackend } from '@rapport/client/http';
import type { AnyRecord, Backend } from '@rapport/core';
import { startPostgres, type RunningPostgres } from '@rapport/test-postgres';
import { build } from 'esbuild';
import { SignJWT } from 'jose';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { chromiumFlags, chromiumPath } from '../../../.config/browser-tests/find-browsers.ts';
import { freePort, host, RapportServer } from '../rapport-server.ts';
import { Link } from './link.ts';

const secret = 'only-for-this-test-0123456789abcdef';

/** A PostgreSQL, a Rapport server in a process of its own, a line to it that can be cut, and a page on a browser's disk: all of which can be killed. */
export class Stage {
  readonly server: RapportServer;
  readonly link: Link;
  /** Asks the server, past the line. */
  readonly backend: Backend;
  readonly profile: string;
  readonly #postgres: RunningPostgres;
  readonly #pages: Server;
  readonly #pageUrl: string;
  readonly #token: string;
  #browser: Browser | undefined;

  private constructor(parts: {
    server: RapportServer;
    link: Link;
    profile: string;
    postgres: RunningPostgres;
    pages: Server;
    pageUrl: string;
    token: string;
  }) {
    this.server = parts.server;
    this.link = parts.link;
    this.profile = parts.profile;
    this.#postgres = parts.postgres;
    this.#pages = parts.pages;
    this.#pageUrl = parts.pageUrl;
    this.#token = parts.token;
    this.backend = httpBackend({ url: parts.server.url, getToken: async () => parts.token });
  }

  static async set(): Promise<Stage> {
    const [pagePort, linkPort, serverPort] = [await freePort(), await freePort(), await freePort()];
    const pageUrl = `http://${host}:${pagePort}`;
    const postgres = await startPostgres();
    const server = new RapportServer({ data: postgres.url, port: serverPort, secret, origin: pageUrl });
    const link = new Link(linkPort, serverPort);
    const [pages, token, profile] = await Promise.all([
      servePage(pagePort),
      sign(),
      mkdtemp(join(tmpdir(), 'rapport-kill-')),
      server.start(),
      link.open(),
    ]);
    return new Stage({ server, link, profile, postgres, pages, pageUrl, token });
  }

  /** Opens the page in a browser that has the same disk every time. `quota`: so many bytes are all that the page may keep. */
  async open(
    account = 'main / desk',
    kept: (write: number) => void = () => {},
    { quota }: { readonly quota?: number } = {},
  ): Promise<Page> {
    const page = await this.#newPage();
    await page.exposeFunction('kept', kept);
    if (quota !== undefined) {
      // Before anything is written: the browser does not look at every write how much is left.
      const session = await page.createCDPSession();
      await session.send('Storage.overrideQuotaForOrigin', { origin: this.#pageUrl, quotaSize: quota });
    }
    await page.goto(this.#pageUrl);
    await page.evaluate((options) => window.desk.open(options), { url: this.link.url, token: this.#token, account });
    return page;
  }

  /** The page as it is before it opens a client. */
  async visit(): Promise<Page> {
    const page = await this.#newPage();
    await page.goto(this.#pageUrl);
    return page;
  }

  /** Ends the browser: SIGKILL as if the power had gone, else as a person does. */
  async closeBrowser(signal?: 'SIGKILL'): Promise<void> {
    const browser = this.#browser;
    this.#browser = undefined;
    const child = browser?.process();
    if (!browser || !child) return;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    if (signal) child.kill(signal);
    else await browser.close();
    await ended;
  }

  /**
   * Leaves the browser's log as a kill in the middle of an entry does: its head is there (checksum, length, kind), and what it tells of is not. Answers
   * which. The browser must be closed.
   */
  async tearLogs(): Promise<readonly string[]> {
    const logs = await this.logs();
    if (logs.length === 0) throw new Error(`No log of a database was found in ${this.profile}.`);
    const head = Buffer.from([1, 2, 3, 4, 200, 0, 1]);
    for (const log of logs) await appendFile(log, head);
    return logs;
  }

  /** The files to which the browser first writes what pages keep. */
  async logs(): Promise<readonly string[]> {
    const logs: string[] = [];
    const cwd = join(this.profile, 'Default', 'IndexedDB');
    for await (const log of glob('*.leveldb/*.log', { cwd })) logs.push(join(cwd, log));
    return logs;
  }

  /** Every record of a type whose name begins so, as the server has it. */
  async named(type: string, name: string): Promise<readonly AnyRecord[]> {
    const records: AnyRecord[] = [];
    let after: string | undefined;
    do {
      const page = await this.backend.query({
        type,
        where: { field: 'name', op: 'startsWith', value: name },
        limit: 1_000,
        ...(after === undefined ? {} : { after }),
      });
      records.push(...page.records);
      after = page.next ?? undefined;
    } while (after !== undefined);
    return records;
  }

  async #newPage(): Promise<Page> {
    const executablePath = chromiumPath();
    if (!executablePath) throw new Error('No Chromium was found: `npm test` installs one.');
    this.#browser ??= await launch({
      executablePath,
      args: [...chromiumFlags],
      headless: true,
      userDataDir: this.profile,
    });
    return this.#browser.newPage();
  }

  async strike(): Promise<void> {
    await this.closeBrowser('SIGKILL');
    this.link.close();
    this.#pages.close();
    this.#pages.closeAllConnections();
    await this.server.stop('SIGKILL');
    await this.#postgres.stop();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function servePage(port: number): Promise<Server> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    conditions: ['rapport-source', 'production'],
    outdir: '/',
  });
  const scripts = new Map(bundle.outputFiles.map((file) => [basename(file.path), file.contents]));
  const server = createServer((request, response) => {
    response.setHeader('cache-control', 'no-store');
    const script = scripts.get(basename(request.url ?? ''));
    if (script) response.setHeader('content-type', 'text/javascript').end(script);
    else if (request.url === '/')
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Desk</title><script type="module" src="/page.js"></script>');
    else response.writeHead(404).end();
  }).listen(port, host);
  await once(server, 'listening');
  return server;
}

function sign(): Promise<string> {
  return new SignJWT({ tenant: 'main', role: 'admin', name: 'Desk' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('10h')
    .sign(new TextEncoder().encode(secret));
}
