import { aggregateQuerySchema } from '@rapport/core/query';
import type { Handler } from 'hono';
import { answerJson } from '../answer.ts';
import type { Environment } from '../app-options.ts';
import { readBody } from '../request-body.ts';

/** `POST /v1/aggregate`: figures over records. */
export const aggregate: Handler<Environment> = async (c) =>
  answerJson(c, await c.get('backend').aggregate(await readBody(c, aggregateQuerySchema), { signal: c.get('signal') }));
