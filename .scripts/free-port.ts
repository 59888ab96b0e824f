import { createServer, type AddressInfo } from 'node:net';

/** The port that is wished for, or where it is taken any that is free. */
export async function freePort(wished: number, host: string, taken: readonly number[] = []): Promise<number> {
  const port = taken.includes(wished) ? undefined : await listen(wished, host);
  return port ?? (await listen(0, host)) ?? wished;
}

// Below what Linux, macOS and Windows give to whoever connects to something, and none that a browser refuses.
const firstOwnPort = 20_000;
const ownPorts = 100;
let given = 0;

/**
 * A port for a server that is started later, or stopped and started again: one that no connection is given by chance in the meantime, and that other processes
 * of these tests leave alone.
 */
export async function ownPort(host: string): Promise<number> {
  const first = firstOwnPort + (process.pid % 100) * ownPorts;
  for (let tried = 0; tried < ownPorts; tried++) {
    const port = await listen(first + (given++ % ownPorts), host);
    if (port !== undefined) return port;
  }
  throw new Error(`None of the ports ${first} to ${first + ownPorts - 1} is free.`);
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
