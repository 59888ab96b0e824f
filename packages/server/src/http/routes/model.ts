import { BackendError } from '@rapport/core';
import { modelExtensionSchema, type ModelExtension } from '@rapport/core/model';
import { extendModel, standardModel } from '@rapport/core/model';
import type { Context } from 'hono';
import { answerJson } from '../answer.ts';
import type { AppOptions, Environment, ModelStore, Work } from '../app-options.ts';
import { readBody } from '../request-body.ts';

/** `GET /v1/model`: the fields and types that the caller's organisation added. For admins. */
export function readModel({ models }: AppOptions): Work {
  return async (c) => answerJson(c, await storeFor(c, models).readExtension(c.get('session').actor.tenant));
}

/** `PUT /v1/model`: others in their place. For admins. */
export function writeModel({ models, model: declared = standardModel }: AppOptions): Work {
  return async (c) => {
    const store = storeFor(c, models);
    const extension: ModelExtension = await readBody(c, modelExtensionSchema);
    extendModel(declared, extension);
    await store.writeExtension(c.get('session').actor.tenant, extension);
    return answerJson(c, extension);
  };
}

function storeFor(c: Context<Environment>, models: ModelStore | undefined): ModelStore {
  if (c.get('session').actor.role !== 'admin')
    throw new BackendError('not-permitted', 'Only an admin may read or change the model.');
  if (!models) throw new BackendError('unsupported', 'This server keeps no models of its tenants: its model is fixed.');
  return models;
}
