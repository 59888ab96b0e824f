import { querySchema } from '@rapport/core/query';
import { answerJson } from '../answer.ts';
import type { Work } from '../app-options.ts';
import { readBody } from '../request-body.ts';

/** `POST /v1/query`: a page of records. */
export const query: Work = async (c) =>
  answerJson(c, await c.get('backend').query(await readBody(c, querySchema), { signal: c.get('signal') }));
