import { InvalidInputError } from '../failure/index.ts';
import type { CustomField, ModelExtension } from './extension-schema.ts';
import {
  boolean,
  choice,
  choices,
  date,
  email,
  instant,
  integer,
  key,
  longText,
  money,
  number,
  phone,
  reference,
  references,
  tags,
  text,
  url,
  type Field,
  type FieldOptions,
} from './field.ts';
import { createModel, type Model } from './model.ts';
import type { RecordType } from './record-type.ts';

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
 * A model with an extension that was checked before, as a backend's description carries it; `extendModel` checks.
 * @throws InvalidInputError where it does not fit the model.
 */
export function withExtension(model: Model, extension: ModelExtension): Model {
  const types: RecordType[] = Object.entries(extension.types ?? {}).map(([name, { title, fields }]) => {
    if (!Object.hasOwn(fields, title)) {
      throw new InvalidInputError(`The title of ${name} must be one of its fields.`, [
        { path: ['types', name, 'title'], code: 'unknown-field' },
      ]);
    }
    return { name, title, fields: toFields(fields), custom: true };
  });
  const added = Object.entries(extension.fields ?? {}).map(
    ([name, fields]) => [name, { ...model.customFields.get(name), ...toFields(fields) }] as const,
  );
  return createModel([...model.types.values(), ...types], {
    ...Object.fromEntries(model.customFields),
    ...Object.fromEntries(added),
  });
}
