import { cors } from 'hono/cors';
import type { Work } from './app-options.ts';
import { standingHeaders, type AnswerHeaders } from './answer.ts';

const exposeHeaders = ['Retry-After', 'WWW-Authenticate', 'X-Request-Id'];
const forNobody: AnswerHeaders = {
  ...standingHeaders,
  'Access-Control-Expose-Headers': exposeHeaders.join(','),
  Vary: 'Origin',
};

/** What every answer to a page of an origin says: the standing headers, and whether the page may read it. */
export function originHeaders(origins: readonly string[]): (origin: string | undefined) => AnswerHeaders {
  const known = new Map(
    origins.map((origin): [string, AnswerHeaders] => [origin, { ...forNobody, 'Access-Control-Allow-Origin': origin }]),
  );
  return (origin) => (origin === undefined ? forNobody : (known.get(origin) ?? forNobody));
}

/** Answers what browsers ask before a page of another origin may call. */
export function preflight(origins: readonly string[]): Work {
  const answer = cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'PUT'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID', 'X-Request-Id'],
    exposeHeaders,
    maxAge: 600,
  });
  return async (c) => {
    for (const [name, value] of Object.entries({ ...standingHeaders, 'X-Request-Id': c.get('requestId') }))
      c.header(name, value);
    return (await answer(c, () => Promise.resolve())) ?? c.res;
  };
}
