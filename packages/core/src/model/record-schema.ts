import * as z from 'zod/mini';
import { createdAtField, idField, versionField } from './envelope.ts';
import { externalIdsSchema, fieldSchema } from './field-schema.ts';
import type { Field } from './field.ts';
import { typeOf, type Model } from './model.ts';
import type { AnyRecord } from './record-type.ts';

const cache = new WeakMap<Model, Map<string, z.ZodMiniObject>>();

/** The schema of a whole record of a type, unknown fields refused. Made once per model and type. */
export function recordSchema(model: Model, typeName: string): z.ZodMiniType<AnyRecord> {
  const schemas = cache.get(model) ?? new Map<string, z.ZodMiniObject>();
  cache.set(model, schemas);
  const known = schemas.get(typeName);
  if (known) return known as unknown as z.ZodMiniType<AnyRecord>;
  const type = typeOf(model, typeName);
  const schema = z.strictObject({
    type: z.literal(typeName),
    id: fieldSchema(idField),
    version: fieldSchema(versionField),
    createdAt: fieldSchema(createdAtField),
    updatedAt: fieldSchema(createdAtField),
    externalIds: externalIdsSchema,
    ...(type.custom ? {} : valueSchemas(type.fields)),
    custom: z.strictObject(valueSchemas(type.custom ? type.fields : (model.customFields.get(typeName) ?? {}))),
    hidden: z.optional(z.array(z.string())),
  });
  schemas.set(typeName, schema);
  return schema as unknown as z.ZodMiniType<AnyRecord>;
}

/** The schema of one field in a record: null and missing are allowed where the field is not required. */
export function valueSchema(field: Field): z.ZodMiniType {
  return field.required ? fieldSchema(field) : z.optional(z.nullable(fieldSchema(field)));
}

function valueSchemas(fields: Readonly<Record<string, Field>>): Record<string, z.ZodMiniType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueSchema(field)]));
}
