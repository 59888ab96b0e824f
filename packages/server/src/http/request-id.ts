import type { Context } from 'hono';

/** The caller's own `X-Request-Id` where it has the form of one, so that a host can follow a request through its systems; else a new one. */
export function requestId(c: Context): string {
  const sent = c.req.header('X-Request-Id');
  return sent !== undefined && /^[\w\-=]{1,255}$/.test(sent) ? sent : crypto.randomUUID();
}
