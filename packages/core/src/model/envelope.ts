import * as z from 'zod/mini';
import { instant, integer, key } from './field.ts';
import { recordIdSchema } from './id.ts';

/** The envelope's fields, as the filter language sees them. */
export const idField = { ...key({ required: true, readOnly: true }), schema: recordIdSchema };
export const versionField = integer({ required: true, readOnly: true });
export const createdAtField = instant({ required: true, readOnly: true });
export const externalIdField = key();

/** Foreign names by system: at most 50 systems, names of at most 200 characters. */
export const externalIdsSchema = z.record(
  z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,49}$/, 'system')),
  z.string().check(z.minLength(1), z.maxLength(200)),
);
