import { InvalidInputError, type Issue } from '../failure/index.ts';
import { checkFilter, type Filter } from '../filter/index.ts';
import type { Model } from '../model/index.ts';
import { roles } from '../port/index.ts';
import { ownField, requiredFields } from './patch-fields.ts';
import type { AccessPolicy, TypePolicy } from './policy.ts';

/**
 * Checks a policy once, at the start: a fault in it would show only when somebody runs into it.
 * @throws InvalidInputError with the path of each filter that can't be asked, and of each hidden or read-only field that is not there.
 */
export function checkPolicy(model: Model, policy: AccessPolicy): void {
  const issues = roles.flatMap((role) =>
    Object.entries(policy[role]).flatMap(([type, typePolicy]) => {
      const types =
        type === '*' ? [...model.types.keys()].filter((name) => !Object.hasOwn(policy[role], name)) : [type];
      // What a policy says of a type that this model does not have, it says of nothing.
      const known = types.filter((name) => model.types.has(name));
      return known
        .flatMap((name) => faults(model, name, typePolicy))
        .map((issue) => ({ ...issue, path: [role, type, ...issue.path] }));
    }),
  );
  if (issues.length > 0) throw new InvalidInputError('The access policy does not fit the model: see issues.', issues);
}

function faults(model: Model, type: string, { read, write, create, hidden = [], readOnly = [] }: TypePolicy): Issue[] {
  const filterFaults = (name: string, filter: Filter | undefined): Issue[] =>
    filter === undefined
      ? []
      : checkFilter(model, type, filter).map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  const nameFaults = (list: string, names: readonly string[]): Issue[] =>
    names.flatMap((name, index) => {
      const field = ownField(model, type, name);
      return field && !field.field.readOnly && field.key.at !== 'externalIds'
        ? []
        : [{ path: [list, index], code: 'unknown-field', params: { type, field: name } }];
    });
  // Whoever can't set a required field can't create.
  const blocked = create
    ? requiredFields(model, type).filter(({ path }) => hidden.includes(path) || readOnly.includes(path))
    : [];
  return [
    ...filterFaults('read', read),
    ...filterFaults('write', write),
    ...nameFaults('hidden', hidden),
    ...nameFaults('readOnly', readOnly),
    ...blocked.map(({ path }): Issue => ({
      path: ['create'],
      code: 'required-field-closed',
      params: { type, field: path },
    })),
  ];
}
