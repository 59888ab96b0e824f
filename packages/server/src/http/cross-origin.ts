import type { Handler } from 'hono';
import { cors } from 'hono/cors';
import type { Environment } from './app-options.ts';
import { standingHeaders, type AnswerHeaders } from './answer.ts';

const exposeHeaders = ['Retry-After', 'WWW-Authenticate', 'X-Request-Id'];
const forNobody: AnswerHeaders = { 'Access-Control-Expose-Headers': exposeHeaders.join(','), Vary: 'Origin' };

/** What an answer to a page of this origin says besides: whether the page may read it. */
export function originHeaders(origins: readonly string[]): (origin: string | undefined) => AnswerHeaders {
  return (origin) =>
    origin !== undefined && origins.includes(origin)
      ? { ...forNobody, 'Access-Control-Allow-Origin': origin }
      : forNobody;
}

/** Answers what browsers ask before a page of another origin may call. */
export function preflight(origins: readonly string[]): Handler<Environment> {
  const answer = cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'PUT'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID', 'X-Request-Id'],
    exposeHeaders,
    maxAge: 600,
  });
  return async (c, next) => {
    for (const [name, value] of Object.entries({ ...standingHeaders, 'X-Request-Id': c.get('requestId') }))
      c.header(name, value);
    return (await answer(c, next)) ?? c.res;
  };
}
