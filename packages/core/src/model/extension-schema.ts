import * as z from 'zod/mini';
import { InvalidInputError } from '../failure/index.ts';
import { createModel } from './create-model.ts';
import { extendedParts } from './extension.ts';
import { conflictPolicies } from './field.ts';
import type { Model } from './model.ts';
import { envelopeNames } from './record-type.ts';

// What every object inherits can't name a field: where it is missing, it would seem to be there.
const isReserved = (name: string): boolean =>
  (envelopeNames as readonly string[]).includes(name) || name in Object.prototype;
const nameSchema = z.string().check(
  z.regex(/^[a-z][A-Za-z0-9]{0,49}$/, 'name'),
  z.refine((name) => !isReserved(name), { error: 'reserved-name' }),
);

const common = {
  required: z.optional(z.boolean()),
  searchable: z.optional(z.boolean()),
  personal: z.optional(z.boolean()),
  conflict: z.optional(z.enum(conflictPolicies)),
  /** The field's name in the organisation's own words. */
  label: z.optional(z.string().check(z.maxLength(200))),
};
const choiceList = z
  .array(z.string().check(z.minLength(1), z.maxLength(200)))
  .check(z.minLength(1), z.maxLength(1_000));

/** A field added at run time, as data. */
export const customFieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum([
      'text',
      'longText',
      'email',
      'phone',
      'url',
      'key',
      'number',
      'integer',
      'boolean',
      'date',
      'instant',
      'money',
      'tags',
    ]),
    ...common,
  }),
  z.strictObject({ kind: z.enum(['choice', 'choices']), choices: choiceList, ...common }),
  z.strictObject({
    kind: z.literal('reference'),
    target: z.string(),
    inverse: z.optional(nameSchema),
    onDelete: z.optional(z.enum(['restrict', 'cascade', 'clear'])),
    ...common,
  }),
  z.strictObject({ kind: z.literal('references'), target: z.string(), ...common }),
]);
export type CustomField = z.infer<typeof customFieldSchema>;

/** What an organisation adds to the model at run time: fields on declared types, and whole types. */
export const modelExtensionSchema = z.strictObject({
  fields: z.optional(z.record(z.string(), z.record(nameSchema, customFieldSchema))),
  types: z.optional(
    z.record(nameSchema, z.strictObject({ title: z.string(), fields: z.record(nameSchema, customFieldSchema) })),
  ),
});
export type ModelExtension = z.infer<typeof modelExtensionSchema>;

/**
 * A model with an organisation's own fields and types. A field that is added as required binds new records and changed fields only.
 * @throws InvalidInputError where the extension is malformed or does not fit the model.
 */
export function extendModel(model: Model, extension: unknown): Model {
  const parsed = modelExtensionSchema.safeParse(extension);
  if (!parsed.success)
    throw new InvalidInputError(
      'The model extension is malformed: see issues.',
      parsed.error.issues.map((issue) => ({
        path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
        code: issue.code ?? 'invalid',
      })),
    );
  for (const [name, { title, fields }] of Object.entries(parsed.data.types ?? {}))
    if (!Object.hasOwn(fields, title))
      throw new InvalidInputError(`The title of ${name} must be one of its fields.`, [
        { path: ['types', name, 'title'], code: 'unknown-field' },
      ]);
  return createModel(...extendedParts(model, parsed.data));
}
