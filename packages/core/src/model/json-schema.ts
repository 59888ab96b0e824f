import * as z from 'zod/mini';
import type { Model } from './model.ts';
import { recordSchema } from './record-schema.ts';

/** JSON Schema (draft 2020-12) of a record type, as the wire carries it. */
export function recordJsonSchema(model: Model, typeName: string): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(recordSchema(model, typeName), { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
}
