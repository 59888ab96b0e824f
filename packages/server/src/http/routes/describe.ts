import type { Handler } from 'hono';
import type { Environment } from '../app-options.ts';

/** `GET /v1/describe`: what the backend can do for the caller. */
export const describe: Handler<Environment> = async (c) =>
  c.json(await c.get('backend').describe({ signal: c.get('signal') }));
