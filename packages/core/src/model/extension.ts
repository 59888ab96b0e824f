import * as z from 'zod/mini';
import { InvalidInputError } from '../failure/index.ts';
import {
  boolean, choice, choices, conflictPolicies, date, email, instant, integer, key, longText, money, number, phone, reference, references, tags, text, url,
  type Field, type FieldOptions,
} from './field.ts';
import { createModel, type Model } from './model.ts';
import { envelopeNames, type RecordType } from './record-type.ts';

// What every object inherits can't name a field: where it is missing, it would seem to be there.
const isReserved = (name: string): boolean => (envelopeNames as readonly string[]).includes(name) || name in Object.prototype;
const nameSchema = z.string().check(z.regex(/^[a-z][A-Za-z0-9]{0,49}$/, 'name'), z.refine((name) => !isReserved(name), { error: 'reserved-name' }));

const common = {
  required: z.optional(z.boolean()),
  searchable: z.optional(z.boolean()),
  personal: z.optional(z.boolean()),
  conflict: z.optional(z.enum(conflictPolicies)),
  /** The field's name in the organisation's own words. */
  label: z.optional(z.string().check(z.maxLength(200))),
};
const choiceList = z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(1_000));

/** A field added at run time, as data. */
export const customFieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['text', 'longText', 'email', 'phone', 'url', 'key', 'number', 'integer', 'boolean', 'date', 'instant', 'money', 'tags']),
    ...common,
  }),
  z.strictObject({ kind: z.enum(['choice', 'choices']), choices: choiceList, ...common }),
  z.strictObject({ kind: z.literal('reference'), target: z.string(), inverse: z.optional(nameSchema), onDelete: z.optional(z.enum(['restrict', 'cascade', 'clear'])), ...common }),
  z.strictObject({ kind: z.literal('references'), target: z.string(), ...common }),
]);
export type CustomField = z.infer<typeof customFieldSchema>;

/** What an organisation adds to the model at run time: fields on declared types, and whole types. */
export const modelExtensionSchema = z.strictObject({
  fields: z.optional(z.record(z.string(), z.record(nameSchema, customFieldSchema))),
  types: z.optional(z.record(nameSchema, z.strictObject({ title: z.string(), fields: z.record(nameSchema, customFieldSchema) }))),
});
export type ModelExtension = z.infer<typeof modelExtensionSchema>;

const simple = { text, longText, email, phone, url, key, number, integer, boolean, date, instant, money, tags };

function toField(declared: CustomField): Field {
  const { required, searchable, personal, conflict, label } = declared;
  const options = Object.fromEntries(
    Object.entries({ required, searchable, personal, conflict, label }).filter(([, value]) => value !== undefined),
  ) as FieldOptions;
  switch (declared.kind) {
    case 'choice':
      return choice(declared.choices as [string, ...string[]], options);
    case 'choices':
      return choices(declared.choices as [string, ...string[]], options);
    case 'reference':
      return reference(declared.target, {
        ...options,
        ...(declared.inverse === undefined ? {} : { inverse: declared.inverse }),
        ...(declared.onDelete === undefined ? {} : { onDelete: declared.onDelete }),
      });
    case 'references':
      return references(declared.target, options);
    default:
      return simple[declared.kind](options) as Field;
  }
}

const toFields = (declared: Readonly<Record<string, CustomField>>): Record<string, Field> =>
  Object.fromEntries(Object.entries(declared).map(([name, field]) => [name, toField(field)]));

/**
 * A model with an organisation's own fields and types. A field that is added as required binds new records and changed fields only.
 * @throws InvalidInputError where the extension is malformed or does not fit the model.
 */
export function extendModel(model: Model, extension: unknown): Model {
  const parsed = modelExtensionSchema.safeParse(extension);
  if (!parsed.success) {
    throw new InvalidInputError(
      'The model extension is malformed: see issues.',
      parsed.error.issues.map((issue) => ({ path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)), code: issue.code ?? 'invalid' })),
    );
  }
  const types: RecordType[] = Object.entries(parsed.data.types ?? {}).map(([name, { title, fields }]) => {
    if (!Object.hasOwn(fields, title)) {
      throw new InvalidInputError(`The title of ${name} must be one of its fields.`, [{ path: ['types', name, 'title'], code: 'unknown-field' }]);
    }
    return { name, title, fields: toFields(fields), custom: true };
  });
  const added = Object.entries(parsed.data.fields ?? {}).map(([name, fields]) => [name, { ...model.customFields.get(name), ...toFields(fields) }] as const);
  return createModel([...model.types.values(), ...types], { ...Object.fromEntries(model.customFields), ...Object.fromEntries(added) });
}
