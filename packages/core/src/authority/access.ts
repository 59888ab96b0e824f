import { bindActor, type Filter } from '../filter/index.ts';
import { createModel, type AnyRecord, type Model, type RecordType } from '../model/index.ts';
import type { Actor, Role } from '../port/index.ts';
import type { AccessPolicy, TypePolicy } from './policy.ts';

/** No record. */
export const nothing: Filter = { or: [] };

/** Whether a filter holds of every record, by its form alone. */
export function isEverything(filter: Filter): boolean {
  return 'and' in filter && filter.and.every(isEverything);
}

/** What a role may do with a type; undefined is nothing. */
export function typePolicy(policy: AccessPolicy, role: Role, type: string): TypePolicy | undefined {
  const types = policy[role];
  return Object.hasOwn(types, type) ? types[type] : types['*'];
}

/** The records of a type that an actor may see, with the actor's own ids put in. */
export function readFilter(policy: AccessPolicy, actor: Actor, type: string): Filter {
  return bindActor(typePolicy(policy, actor.role, type)?.read ?? nothing, actor);
}

/** The records of a type that an actor may create, change and delete. */
export function writeFilter(policy: AccessPolicy, actor: Actor, type: string): Filter {
  return bindActor(typePolicy(policy, actor.role, type)?.write ?? nothing, actor);
}

/** A record as a role sees it: without its hidden fields, whose names are listed whether or not the record has them. The same object where none is hidden. */
export function visibleRecord(record: AnyRecord, policy: AccessPolicy, role: Role): AnyRecord {
  const hidden = typePolicy(policy, role, record.type)?.hidden;
  if (!hidden || hidden.length === 0) return record;
  const names = new Set(hidden);
  const custom = Object.fromEntries(Object.entries(record.custom).filter(([name]) => !names.has(`custom.${name}`)));
  return {
    ...(Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name))) as AnyRecord),
    custom,
    hidden,
  };
}

const readable = new WeakMap<Model, WeakMap<AccessPolicy, Map<Role, Model>>>();

/**
 * The model as a role knows it: without the fields that are hidden from it, and the relations that come of them. What is checked against it (filters,
 * orders, figures, paths, patches) is refused as if those fields were not there. Made once per model, policy and role.
 */
export function readableModel(model: Model, policy: AccessPolicy, role: Role): Model {
  const policies = readable.get(model) ?? new WeakMap<AccessPolicy, Map<Role, Model>>();
  readable.set(model, policies);
  const roles = policies.get(policy) ?? new Map<Role, Model>();
  policies.set(policy, roles);
  const known = roles.get(role) ?? withoutHidden(model, policy, role);
  roles.set(role, known);
  return known;
}

function withoutHidden(model: Model, policy: AccessPolicy, role: Role): Model {
  const hidden = (type: string): ReadonlySet<string> => new Set(typePolicy(policy, role, type)?.hidden);
  if ([...model.types.keys()].every((type) => hidden(type).size === 0)) return model;
  const left = <V>(
    fields: Readonly<Record<string, V>>,
    names: ReadonlySet<string>,
    prefix: string,
  ): Record<string, V> => Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(prefix + name)));
  const types = [...model.types.values()].map((type): RecordType => ({
    ...type,
    fields: left(type.fields, hidden(type.name), type.custom ? 'custom.' : ''),
  }));
  const custom = [...model.customFields].map(
    ([type, fields]) => [type, left(fields, hidden(type), 'custom.')] as const,
  );
  return createModel(types, Object.fromEntries(custom));
}
