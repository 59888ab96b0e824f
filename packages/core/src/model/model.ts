import { InvalidInputError } from '../failure/index.ts';
import type { Field } from './field.ts';
import type { RecordType } from './record-type.ts';

/** One way to the records that refer to a record: `contact.activities` is `activity.contact` read backwards. */
export interface Relation {
  /** The type of the records that refer. */
  readonly type: string;
  /** Their field that refers. */
  readonly field: string;
}

/** All that is declared, with the fields and types that an organisation added. Immutable: `extendModel` makes a new one. */
export interface Model {
  readonly types: ReadonlyMap<string, RecordType>;
  /** Fields added to declared types at run time, by type. They are addressed as `custom.name`. */
  readonly customFields: ReadonlyMap<string, Readonly<Record<string, Field>>>;
  /** Relations by type and the name that the references' `inverse` gave them. */
  readonly relations: ReadonlyMap<string, ReadonlyMap<string, Relation>>;
}

/** A model of types and fields that hold together: `createModel` checks that they do. */
export function assembleModel(
  types: readonly RecordType[],
  customFields: Readonly<Record<string, Readonly<Record<string, Field>>>> = {},
): Model {
  const relations = new Map(types.map(({ name }) => [name, new Map<string, Relation>()]));
  const relate = (type: string, fields: Readonly<Record<string, Field>>, at: string): void => {
    for (const [name, { target, inverse }] of Object.entries(fields))
      if (target && inverse) relations.get(target)?.set(inverse, { type, field: at + name });
  };
  for (const { name, fields, custom } of types) relate(name, fields, custom ? 'custom.' : '');
  for (const [type, fields] of Object.entries(customFields)) relate(type, fields, 'custom.');
  return {
    types: new Map(types.map((type) => [type.name, type])),
    customFields: new Map(Object.entries(customFields)),
    relations,
  };
}

/**
 * A record type by name.
 * @throws InvalidInputError `unknown-type`, with the names there are.
 */
export function typeOf(model: Model, name: string): RecordType {
  const type = model.types.get(name);
  if (!type)
    throw new InvalidInputError(`There is no record type ${JSON.stringify(name)}.`, [
      { path: ['type'], code: 'unknown-type', params: { known: [...model.types.keys()] } },
    ]);
  return type;
}
