import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { host } from '../rapport-server.ts';

/**
 * How the line is. `open`: as it should be. `down`: nobody answers. `deaf`: the server hears every push and does it, and no answer comes back.
 */
export type LinkState = 'open' | 'down' | 'deaf';

/** The line between a page and its server, which can be cut. */
export class Link {
  state: LinkState = 'open';
  /** Called when the server has answered a push, before anything of that is passed on: what it answers is waited for, and the answer dropped where it is true. */
  answered: () => Promise<boolean> = async () => this.state === 'deaf';
  readonly #server: Server;
  readonly #port: number;
  readonly #target: number;

  constructor(port: number, target: number) {
    this.#port = port;
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));
  }

  get url(): string {
    return `http://${host}:${this.#port}`;
  }

  async open(): Promise<void> {
    this.#server.listen(this.#port, host);
    await once(this.#server, 'listening');
  }

  /** Breaks what is open now: a stream that was begun before ends. */
  cut(state: LinkState): void {
    this.state = state;
    this.#server.closeAllConnections();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (this.state === 'down') {
      incoming.socket.destroy();
      return;
    }
    const { method, url, headers } = incoming;
    const isPush = method === 'POST' && url?.startsWith('/v1/push');
    const passed = request({ host, port: this.#target, method, path: url, headers }, (answer) => {
      const pass = (): void => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      };
      if (!isPush) return pass();
      void this.answered().then((isDropped) => (isDropped ? void incoming.socket.destroy() : pass()));
    });
    passed.on('error', () => incoming.socket.destroy());
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  }
}
