import { InvalidInputError } from '../failure/index.ts';
import type { Field } from './field.ts';
import type { RecordType } from './record-type.ts';
import { standardTypes } from './records/index.ts';

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

/**
 * Puts a model together and checks that it holds: every target exists, no two references claim the same inverse.
 * @throws InvalidInputError naming the type and field at fault.
 */
export function createModel(
  types: Iterable<RecordType>,
  customFields: Readonly<Record<string, Readonly<Record<string, Field>>>> = {},
): Model {
  const byName = new Map<string, RecordType>();
  for (const type of types) {
    if (byName.has(type.name))
      throw fault([type.name], 'duplicate-type', `The record type ${type.name} is declared twice.`);
    byName.set(type.name, type);
  }
  const relations = new Map<string, Map<string, Relation>>([...byName.keys()].map((name) => [name, new Map()]));
  const connect = (typeName: string, fieldName: string, path: string, field: Field): void => {
    if (field.target === undefined) return;
    const inverses = relations.get(field.target);
    if (!inverses)
      throw fault(
        [typeName, fieldName],
        'unknown-target',
        `${typeName}.${path} refers to ${field.target}, which is not declared.`,
      );
    if (field.inverse === undefined) return;
    if (inverses.has(field.inverse)) {
      throw fault(
        [typeName, fieldName],
        'duplicate-inverse',
        `${field.target}.${field.inverse} is claimed by two references.`,
      );
    }
    inverses.set(field.inverse, { type: typeName, field: path });
  };
  for (const type of byName.values()) {
    for (const [name, field] of Object.entries(type.fields))
      connect(type.name, name, type.custom ? `custom.${name}` : name, field);
  }
  const custom = new Map(Object.entries(customFields));
  for (const [typeName, fields] of custom) {
    if (!byName.has(typeName))
      throw fault([typeName], 'unknown-type', `There is no record type ${typeName} to add fields to.`);
    for (const [name, field] of Object.entries(fields)) connect(typeName, name, `custom.${name}`, field);
  }
  return { types: byName, customFields: custom, relations };
}

/** The declared record types, with nothing added. */
export const standardModel: Model = createModel(Object.values(standardTypes));

/**
 * A record type by name.
 * @throws InvalidInputError `unknown-type`, with the names there are.
 */
export function typeOf(model: Model, name: string): RecordType {
  const type = model.types.get(name);
  if (!type)
    throw fault(['type'], 'unknown-type', `There is no record type ${JSON.stringify(name)}.`, {
      known: [...model.types.keys()],
    });
  return type;
}

function fault(
  path: readonly string[],
  code: string,
  message: string,
  params?: Readonly<Record<string, unknown>>,
): InvalidInputError {
  return new InvalidInputError(message, [{ path, code, ...(params ? { params } : {}) }]);
}
