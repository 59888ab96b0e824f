import type { Result } from '../failure/index.ts';
import type { ContactRole, Deal, RecordId } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { fieldsPatch } from './fields-patch.ts';
import { createPatch, deletePatch } from './history-patches.ts';

/**
 * Makes a contact the deal's primary one, in the deal and among its contact roles alike: for a mutation with the command `deal.setPrimaryContact`.
 * Who was it before stays in the deal, as `other`; a part the contact has besides stays as it is.
 */
export function setPrimaryContact(
  deal: Deal,
  roles: readonly ContactRole[],
  contact: RecordId,
  context: DecisionContext,
): Result<Decided> {
  const primaries = roles.filter((role) => role.deal === deal.id && role.role === 'primary');
  const isThere = primaries.some((role) => role.contact === contact);
  const patches = [
    ...fieldsPatch(deal, { contact }),
    ...primaries.filter((role) => role.contact !== contact).map(demoted),
    ...(isThere ? [] : [createPatch('contactRole', context, { deal: deal.id, contact, role: 'primary' })]),
  ];
  return { ok: true, patches, explanation: [{ code: 'primary-contact', params: { contact } }] };
}

/**
 * Gives a contact these parts in a deal and no others, for a mutation with the command `deal.setContactRoles`. Without any the contact is no longer in it,
 * also not as its primary one.
 */
export function setContactRoles(
  deal: Deal,
  roles: readonly ContactRole[],
  contact: RecordId,
  wanted: readonly ContactRole['role'][],
  context: DecisionContext,
): Result<Decided> {
  const own = roles.filter((role) => role.deal === deal.id && role.contact === contact);
  const missing = [...new Set(wanted)].filter((part) => part !== 'primary' && !own.some(({ role }) => role === part));
  const patches = [
    ...primaryPatches(deal, roles, contact, wanted.includes('primary'), context),
    ...own.filter(({ role }) => !wanted.includes(role)).map(deletePatch),
    ...missing.map((role) => createPatch('contactRole', context, { deal: deal.id, contact, role })),
  ];
  return { ok: true, patches, explanation: [{ code: 'contact-roles', params: { contact, roles: wanted } }] };
}

function primaryPatches(
  deal: Deal,
  roles: readonly ContactRole[],
  contact: RecordId,
  isPrimary: boolean,
  context: DecisionContext,
): readonly Patch[] {
  if (!isPrimary) return deal.contact === contact ? fieldsPatch(deal, { contact: undefined }) : [];
  const decided = setPrimaryContact(deal, roles, contact, context);
  return decided.ok ? decided.patches : [];
}

function demoted({ id, version }: ContactRole): Patch {
  return {
    op: 'update',
    type: 'contactRole',
    id,
    base: { version, fields: { role: 'primary' } },
    set: { role: 'other' },
  };
}
