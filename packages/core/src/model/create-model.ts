import { InvalidInputError } from '../failure/index.ts';
import type { Field } from './field.ts';
import { assembleModel, type Model } from './model.ts';
import type { RecordType } from './record-type.ts';

/**
 * Puts a model together and checks that it holds: every target exists, no two references claim the same inverse.
 * @throws InvalidInputError naming the type and field at fault.
 */
export function createModel(
  types: Iterable<RecordType>,
  customFields: Readonly<Record<string, Readonly<Record<string, Field>>>> = {},
): Model {
  const all = [...types];
  const inverses = new Map<string, Set<string>>();
  for (const { name } of all) {
    if (inverses.has(name)) throw fault([name], 'duplicate-type', `The record type ${name} is declared twice.`);
    inverses.set(name, new Set());
  }
  const check = (type: string, fields: Readonly<Record<string, Field>>): void => {
    for (const [name, { target, inverse }] of Object.entries(fields)) {
      if (target === undefined) continue;
      const claimed = inverses.get(target);
      if (!claimed)
        throw fault([type, name], 'unknown-target', `${type}.${name} refers to ${target}, which is not declared.`);
      if (inverse === undefined) continue;
      if (claimed.has(inverse))
        throw fault([type, name], 'duplicate-inverse', `${target}.${inverse} is claimed by two references.`);
      claimed.add(inverse);
    }
  };
  for (const { name, fields } of all) check(name, fields);
  for (const [type, fields] of Object.entries(customFields)) {
    if (!inverses.has(type)) throw fault([type], 'unknown-type', `There is no record type ${type} to add fields to.`);
    check(type, fields);
  }
  return assembleModel(all, customFields);
}

function fault(path: readonly string[], code: string, message: string): InvalidInputError {
  return new InvalidInputError(message, [{ path, code }]);
}
