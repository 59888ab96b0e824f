import { answerJson } from '../answer.ts';
import type { Work } from '../app-options.ts';

/** `GET /v1/describe`: what the backend can do for the caller. */
export const describe: Work = async (c) => answerJson(c, await c.get('backend').describe({ signal: c.get('signal') }));
