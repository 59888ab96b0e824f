import * as z from 'zod/mini';
import { isRecordId } from '../identity/index.ts';
import type { Field } from './field.ts';
import { shapes } from './shapes.ts';
import { isWellFormedText } from './text.ts';
import { isDate, isInstant } from './time.ts';

const wellFormed = z.refine<string>((text) => isWellFormedText(text), { error: 'malformed-text' });

const line = z.string().check(z.maxLength(1_000), wellFormed);
const finite = z.number().check(z.refine((value) => !Object.is(value, -0), { error: 'negative-zero' }));

export const recordIdSchema = z.string().check(z.refine((text) => isRecordId(text), { error: 'uuid' }));
export const instantSchema = z.string().check(z.refine((text) => isInstant(text), { error: 'instant' }));
export const dateSchema = z.string().check(z.refine((text) => isDate(text), { error: 'date' }));
export const currencySchema = z.string().check(z.regex(/^[A-Z]{3}$/, 'currency'));
export const moneySchema = z.strictObject({ amount: finite.check(z.int()), currency: currencySchema });

/** Foreign names by system: names of at most 200 characters. */
export const externalIdsSchema = z.record(
  z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,49}$/, 'system')),
  z.string().check(z.minLength(1), z.maxLength(200), wellFormed),
);

const known = new WeakMap<Field, z.ZodMiniType>();

/** The schema of one value of a field. Null and missing are dealt with by the record's schema. */
export function fieldSchema(field: Field): z.ZodMiniType {
  const schema = known.get(field) ?? schemaOf(field);
  known.set(field, schema);
  return schema;
}

function schemaOf({ kind, choices = [], shape }: Field): z.ZodMiniType {
  switch (kind) {
    case 'text':
    case 'phone':
    case 'key':
      return line;
    case 'longText':
      return z.string().check(z.maxLength(100_000), wellFormed);
    case 'email':
      return line.check(z.regex(/^[^\s@]+@[^\s@]+$/, 'email'));
    case 'url':
      return line.check(z.regex(/^(https?:\/\/|mailto:|tel:)\S+$/i, 'url'));
    case 'number':
      return finite;
    case 'integer':
      return finite.check(z.int());
    case 'boolean':
      return z.boolean();
    case 'date':
      return dateSchema;
    case 'instant':
      return instantSchema;
    case 'money':
      return moneySchema;
    case 'choice':
      return z.enum([...choices]);
    case 'choices':
      return z.array(z.enum([...choices]));
    case 'tags':
      return z.array(line).check(z.maxLength(200));
    case 'id':
    case 'reference':
      return recordIdSchema;
    case 'references':
      return z.array(recordIdSchema).check(z.maxLength(1_000));
    case 'json':
      return shapes[shape ?? 'filter'];
  }
}
