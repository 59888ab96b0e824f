import { querySchema } from '@rapport/core/query';
import type { Handler } from 'hono';
import { answerJson } from '../answer.ts';
import type { Environment } from '../app-options.ts';
import { readBody } from '../request-body.ts';

/** `POST /v1/query`: a page of records. */
export const query: Handler<Environment> = async (c) =>
  answerJson(c, await c.get('backend').query(await readBody(c, querySchema), { signal: c.get('signal') }));
