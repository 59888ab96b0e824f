import type { CustomField, ModelExtension } from './extension-schema.ts';
import { declareField, type Field, type FieldOptions } from './field.ts';
import { assembleModel, type Model } from './model.ts';
import type { RecordType } from './record-type.ts';

const toFields = (declared: Readonly<Record<string, CustomField>>): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(declared).map(([name, field]) => [
      name,
      declareField(field.kind, field as FieldOptions, field as Partial<Field>),
    ]),
  );

/** The types and the custom fields of a model with an extension. */
export function extendedParts(
  model: Model,
  { types = {}, fields = {} }: ModelExtension,
): [types: RecordType[], customFields: Record<string, Record<string, Field>>] {
  const customFields = Object.fromEntries(model.customFields);
  for (const [type, added] of Object.entries(fields))
    customFields[type] = { ...customFields[type], ...toFields(added) };
  return [
    [
      ...model.types.values(),
      ...Object.entries(types).map(([name, { title, fields: own }]) => ({
        name,
        title,
        fields: toFields(own),
        custom: true,
      })),
    ],
    customFields,
  ];
}

/** A model with an extension that was checked before, as a backend's description carries it; `extendModel` checks. */
export function withExtension(model: Model, extension: ModelExtension): Model {
  return assembleModel(...extendedParts(model, extension));
}
