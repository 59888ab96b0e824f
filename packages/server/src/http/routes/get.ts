import { answerJson } from '../answer.ts';
import type { Work } from '../app-options.ts';
import { readBody } from '../request-body.ts';
import { getSchema } from '../wire.ts';
import { checkLength } from '../check-length.ts';

/** `POST /v1/get`: records by our id or a foreign one. */
export const get: Work = async (c) => {
  const { refs } = await readBody(c, getSchema);
  checkLength(refs, 'refs', c.get('limits').references);
  return answerJson(c, await c.get('backend').get(refs, { signal: c.get('signal') }));
};
