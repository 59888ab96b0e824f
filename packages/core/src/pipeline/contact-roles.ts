import type { Result } from '../failure/index.ts';
import type { ContactRole, Deal, RecordId } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { fieldsPatch } from './fields-patch.ts';
import { createPatch } from './history-patches.ts';

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

function demoted({ id, version }: ContactRole): Patch {
  return {
    op: 'update',
    type: 'contactRole',
    id,
    base: { version, fields: { role: 'primary' } },
    set: { role: 'other' },
  };
}
