import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Environment } from './app-options.ts';

const exposeHeaders = ['Retry-After', 'WWW-Authenticate', 'X-Request-Id'];

/**
 * Lets pages of these origins call. Hono answers the preflights. What an answer itself carries is set before it is made: headers that Hono adds to one
 * that is there copy it, which turns its text into a stream.
 */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler<Environment> {
  const preflight = cors({
    origin: [...origins],
    allowMethods: ['GET', 'POST', 'PUT'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID', 'X-Request-Id'],
    exposeHeaders,
    maxAge: 600,
  });
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    const origin = c.req.header('Origin');
    if (origin !== undefined && origins.includes(origin)) c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', exposeHeaders.join(','));
    c.header('Vary', 'Origin');
    return next();
  };
}
