import { InvalidInputError } from '@rapport/core';
import { answerJson } from '../answer.ts';
import type { Work } from '../app-options.ts';
import { checkLength } from '../check-length.ts';
import { readBody } from '../request-body.ts';
import { pushSchema } from '../wire.ts';

/** `POST /v1/push`: applies mutations. Each is idempotent by its id; `Idempotency-Key` may repeat the id of the only one. */
export const push: Work = async (c) => {
  const { mutations } = await readBody(c, pushSchema);
  checkLength(mutations, 'mutations', c.get('limits').mutations);
  const key = c.req.header('Idempotency-Key')?.replaceAll('"', '');
  if (key !== undefined && (mutations.length !== 1 || mutations[0]?.id !== key)) {
    throw new InvalidInputError('An Idempotency-Key goes with a push of one mutation and is that mutation’s id.', [
      { path: ['headers', 'Idempotency-Key'], code: 'idempotency-key-mismatch' },
    ]);
  }
  return answerJson(c, { results: await c.get('backend').push(mutations, { signal: c.get('signal') }) });
};
