import { aggregateQuerySchema } from '@rapport/core/query';
import { answerJson } from '../answer.ts';
import type { Work } from '../app-options.ts';
import { readBody } from '../request-body.ts';

/** `POST /v1/aggregate`: figures over records. */
export const aggregate: Work = async (c) =>
  answerJson(c, await c.get('backend').aggregate(await readBody(c, aggregateQuerySchema), { signal: c.get('signal') }));
