import { BackendError } from '@rapport/core';
import { actorSchema, roles, type Actor, type Role } from '@rapport/core/port';

// The record that stands for the caller. An admin may be a machine that has none.
const ownIds: Readonly<Record<Role, 'user' | 'contact' | 'partner'>> = {
  admin: 'user',
  agent: 'user',
  partner: 'partner',
  customer: 'contact',
};

/**
 * The actor that a token's claims name: `tenant`, `role`, and by role `user`, `contact` or `partner`, the id of a record; `name` at will.
 * Ids that are not the role's own are left out, so that they can't widen what it may see.
 * @throws BackendError `unauthenticated`, with the claim at fault.
 */
export function actorOf(claims: Readonly<Record<string, unknown>>): Actor {
  const role = roles.find((name) => name === claims['role']);
  if (!role) throw fault(`"role" has to be one of ${roles.join(', ')}`);
  const idName = ownIds[role];
  const id = claims[idName];
  if (id === undefined && role !== 'admin') throw fault(`the role ${role} needs "${idName}"`);
  const candidate = { tenant: claims['tenant'], role, [idName]: id, name: claims['name'] };
  const actor = actorSchema.safeParse(
    Object.fromEntries(Object.entries(candidate).filter(([, value]) => value !== undefined)),
  );
  if (!actor.success) throw fault(`"${String(actor.error.issues[0]?.path[0])}" is missing or malformed`);
  return actor.data;
}

function fault(what: string): BackendError {
  return new BackendError('unauthenticated', `The token does not say who it is for: ${what}.`);
}
