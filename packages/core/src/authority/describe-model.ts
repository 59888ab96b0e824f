import { operatorsOf, relatedOperators } from '../filter/index.ts';
import { fieldPath, fieldsOf, type FieldPath, type Model } from '../model/index.ts';
import type { FieldDescription, Role, TypeDescription } from '../port/index.ts';
import { readableModel, typePolicy } from './access.ts';
import type { AccessPolicy } from './policy.ts';

/** The record types, fields and relations a role may work with, as `describe()` tells them. Types of which it may see nothing are left out. */
export function describeModel(
  model: Model,
  policy: AccessPolicy,
  role: Role,
): Readonly<Record<string, TypeDescription>> {
  const known = readableModel(model, policy, role);
  const types = [...known.types.keys()].filter((type) => typePolicy(policy, role, type) !== undefined);
  return Object.fromEntries(types.map((type) => [type, describeType(known, policy, role, type)]));
}

function describeType(model: Model, policy: AccessPolicy, role: Role, type: string): TypeDescription {
  const { write, create, update, delete: remove, readOnly = [] } = typePolicy(policy, role, type) ?? {};
  const writes = write !== undefined;
  const describeField = ({ path, field, comparison }: FieldPath): [string, FieldDescription] => {
    const compared = comparison !== 'opaque' && !comparison.endsWith('Set');
    return [
      path,
      {
        kind: field.kind,
        operators: operatorsOf(field),
        sortable: compared,
        aggregatable: compared,
        writable: writes && !field.readOnly && !readOnly.includes(path),
      },
    ];
  };
  const relations = [...(model.relations.get(type) ?? [])].filter(
    ([, relation]) => typePolicy(policy, role, relation.type) !== undefined,
  );
  return {
    fields: Object.fromEntries([...fieldsOf(model, type), ...externalIdsOf(model, type)].map(describeField)),
    related: Object.fromEntries(relations.map(([name]) => [name, relatedOperators])),
    create: writes && create === true,
    update: writes && update !== false,
    delete: writes && remove === true,
  };
}

/** Foreign systems are open: `externalIds` stands for all of them. */
function externalIdsOf(model: Model, type: string): FieldPath[] {
  const path = fieldPath(model, type, 'externalIds.any');
  return path ? [{ ...path, path: 'externalIds' }] : [];
}
