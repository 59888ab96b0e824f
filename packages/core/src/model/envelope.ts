import { id, instant, integer, key } from './field.ts';

/** The envelope's fields, as the filter language sees them. */
export const idField = id({ required: true, readOnly: true });
export const versionField = integer({ required: true, readOnly: true });
export const createdAtField = instant({ required: true, readOnly: true });
export const externalIdField = key();
