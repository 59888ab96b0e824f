import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { freePort, host } from '../rapport-server.ts';

/** A push as it passed. */
export interface Push {
  readonly at: number;
  readonly ids: readonly string[];
}

/** Stands before a server and counts what passes, over HTTP/1.1: at most six connections from one browser, whatever its windows want. */
export class Gateway {
  readonly url: string;
  /** When each stream was opened, milliseconds since 1970. */
  readonly streamsOpened: number[] = [];
  readonly pushes: Push[] = [];
  streams = 0;
  /** When a stream ended last. */
  lastEnded = 0;
  /** Nobody answers. */
  isDown = false;
  readonly #server: Server;

  private constructor(port: number, target: number) {
    this.url = `http://${host}:${port}`;
    this.#server = createServer((incoming, outgoing) => {
      if (this.isDown) return void incoming.socket.destroy();
      const { method, url = '', headers } = incoming;
      const isStream = method === 'POST' && url.startsWith('/v1/changes');
      const isPush = method === 'POST' && url.startsWith('/v1/push');
      const body: Buffer[] = [];
      if (isPush) {
        incoming.on('data', (chunk: Buffer) => body.push(chunk));
        incoming.on('end', () => {
          const { mutations } = JSON.parse(Buffer.concat(body).toString()) as { mutations: { id: string }[] };
          this.pushes.push({ at: Date.now(), ids: mutations.map(({ id }) => id) });
        });
      }
      const passed = request({ host, port: target, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        if (!isStream) return;
        this.streams += 1;
        this.streamsOpened.push(Date.now());
        outgoing.once('close', () => {
          this.streams -= 1;
          this.lastEnded = Date.now();
        });
      });
      passed.on('error', () => incoming.socket.destroy());
      outgoing.once('close', () => passed.destroy());
      incoming.pipe(passed);
    });
  }

  static async before(target: number): Promise<Gateway> {
    const port = await freePort();
    const gateway = new Gateway(port, target);
    gateway.#server.listen(port, host);
    await once(gateway.#server, 'listening');
    return gateway;
  }

  goDown(): void {
    this.isDown = true;
    this.#server.closeAllConnections();
  }

  comeUp(): void {
    this.isDown = false;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
