import { extendModel, standardModel } from '@rapport/core/model';
import { answerJson } from '../answer.ts';
import type { AppOptions, Work } from '../app-options.ts';
import { openApiDocument } from '../openapi-document.ts';

/** `GET /v1/openapi.json`: for everybody the declared model, for a caller with a token its organisation's. */
export function openApi({ authenticate, backendFor, model = standardModel }: AppOptions): Work {
  const declared = openApiDocument(model);
  return async (c) => {
    if (c.req.header('Authorization') === undefined) return answerJson(c, declared);
    const session = await authenticate(c.req.raw);
    c.set('session', session);
    const { extension } = await backendFor(session.actor).describe({ signal: c.get('signal') });
    return answerJson(c, openApiDocument(extendModel(model, extension)));
  };
}
