import { createServer, type AddressInfo, type Server } from 'node:net';

/** The port that is wished for, or where it is taken any that is free. */
export async function freePort(wished: number, host: string, taken: readonly number[] = []): Promise<number> {
  const port = taken.includes(wished) ? undefined : await listen(wished, host);
  return port ?? (await listen(0, host)) ?? wished;
}

// Below what Linux, macOS and Windows give to whoever connects to something, and none that a browser refuses.
const [firstOwnPort, lastOwnPort] = [20_000, 29_998];

/**
 * A port for a server that is started later, or stopped and started again: one that no connection is given by chance in the meantime, and that is nobody else's
 * who asks for one here until this process ends.
 */
export async function ownPort(host: string): Promise<number> {
  for (let port = firstOwnPort; port <= lastOwnPort; port += 2) {
    // Whoever listens on the port above has claimed this one.
    const claim = createServer().unref();
    if (!(await listensOn(claim, port + 1, host))) continue;
    if ((await listen(port, host)) !== undefined) return port;
    claim.close();
  }
  throw new Error(`None of the ports ${firstOwnPort} to ${lastOwnPort} is free.`);
}

async function listen(port: number, host: string): Promise<number | undefined> {
  const server = createServer();
  if (!(await listensOn(server, port, host))) return undefined;
  const found = (server.address() as AddressInfo).port;
  return new Promise((resolve) => server.close(() => resolve(found)));
}

function listensOn(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, host, () => resolve(true));
  });
}
