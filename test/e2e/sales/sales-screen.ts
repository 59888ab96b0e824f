import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { httpBackend } from '@rapport/client/http';
import type { Actor, Backend } from '@rapport/core';
import { issueToken } from '@rapport/server';
import { serveErpScreen } from '../erp-screen.ts';
import { freePort, host } from '../rapport-server.ts';
import { BoardWindow } from './board-window.ts';

const secret = 'only-for-this-test-0123456789abcdef';

/** The ERP's sales page on a Rapport server in a process of its own. */
export class SalesScreen {
  readonly #server: ChildProcess;
  readonly #rapport: string;
  readonly #page: Awaited<ReturnType<typeof serveErpScreen>>;

  private constructor(server: ChildProcess, rapport: string, page: Awaited<ReturnType<typeof serveErpScreen>>) {
    this.#server = server;
    this.#rapport = rapport;
    this.#page = page;
  }

  static async start(): Promise<SalesScreen> {
    const port = await freePort();
    const server = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [secret, `http://${host}:${port}`], {
      execArgv: ['--conditions=rapport-source'],
    });
    const [{ port: rapportPort }] = (await once(server, 'message')) as [{ readonly port: number }];
    const rapport = `http://${host}:${rapportPort}`;
    process.env['RAPPORT_URL'] = rapport;
    process.env['RAPPORT_SECRET'] = secret;
    try {
      return new SalesScreen(server, rapport, await serveErpScreen(port));
    } catch (error) {
      server.kill('SIGTERM');
      throw error;
    }
  }

  async open(browser: Browser, role: Actor['role'], user: string): Promise<BoardWindow> {
    return BoardWindow.open(browser, this.#page.url, {
      url: this.#rapport,
      token: await this.#token(role, user),
      user,
    });
  }

  /** The server as an admin sees it, without a page. */
  async backend(user: string): Promise<Backend> {
    const token = await this.#token('admin', user);
    return httpBackend({ url: this.#rapport, getToken: async () => token });
  }

  async stop(): Promise<void> {
    await this.#page.close();
    const ended = once(this.#server, 'exit');
    this.#server.kill('SIGTERM');
    await ended;
  }

  #token(role: Actor['role'], user: string): Promise<string> {
    return issueToken({ tenant: 'main', role, user }, { secret, now: Date.now(), lifetimeSeconds: 3_600 });
  }
}
