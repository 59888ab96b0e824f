import { createServer, type AddressInfo } from 'node:net';

/** The port that is wished for, or where it is taken any that is free. */
export async function freePort(wished: number, host: string, taken: readonly number[] = []): Promise<number> {
  const port = taken.includes(wished) ? undefined : await listen(wished, host);
  return port ?? (await listen(0, host)) ?? wished;
}

async function listen(port: number, host: string): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });
}
