import autocannon from 'autocannon';

/** What a contender did under load. */
export interface Load {
  readonly count: number;
  readonly perSecond: number;
  readonly latencies: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly errors: number;
  /** Answers by their status. */
  readonly statuses?: string;
}

export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  request(index: number): Asked;
  /** Whether each request is to be asked once only. Else some hundreds are prepared and asked again and again. */
  readonly once: boolean;
}

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

// What loads a server has the same two CPUs as the server: the less it does while it counts, the more is said of the server.
const prepared = 512;

/** Loads a server by HTTP for so long, over so many connections. */
export async function load(
  { url, headers, request, once }: Target,
  { milliseconds, connections }: { readonly milliseconds: number; readonly connections: number },
): Promise<Load> {
  let index = 0;
  const next = () => {
    const { method, path, body } = request(index++);
    return { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  };
  const result = await autocannon({
    url,
    connections,
    duration: milliseconds / 1_000,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(once
      ? { requests: [{ setupRequest: (defaults) => ({ ...defaults, ...next() }) }] }
      : { setupClient: (client) => client.setRequests(Array.from({ length: prepared / connections }, next)) }),
  });
  return {
    count: result['2xx'],
    perSecond: result['2xx'] / result.duration,
    latencies: { p50: result.latency.p50, p95: result.latency.p97_5, p99: result.latency.p99 },
    errors: result.errors + result.timeouts + result.non2xx,
    statuses: JSON.stringify(result.statusCodeStats),
  };
}
