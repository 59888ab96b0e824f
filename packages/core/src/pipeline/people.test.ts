import { describe, expect, it } from 'vitest';
import type { ContactRole, DealApproval, Team } from '../model/index.ts';
import { aContext, aDeal, decided, envelope, idOf, me, proposed } from './a-pipeline.ts';
import { decideApproval, requestApproval, setContactRoles, setPrimaryContact } from './index.ts';

const context = aContext();

describe('P19 the primary contact', () => {
  const role = (id: number, contact: number, part: ContactRole['role']): ContactRole => ({
    ...envelope,
    type: 'contactRole',
    id: idOf(id),
    deal: idOf(100),
    contact: idOf(contact),
    role: part,
  });

  it('is the same in the deal and among its roles', () => {
    const deal = aDeal({ contact: idOf(701) });
    const roles = [role(1, 701, 'primary'), role(2, 702, 'decisionMaker')];
    const { patches } = decided(setPrimaryContact(deal, roles, idOf(702), context));
    expect(patches).toMatchObject([
      { op: 'update', type: 'deal', set: { contact: idOf(702) }, base: { fields: { contact: idOf(701) } } },
      { op: 'update', type: 'contactRole', id: idOf(1), set: { role: 'other' } },
      { op: 'create', type: 'contactRole', set: { contact: idOf(702), role: 'primary' } },
    ]);
    expect(decided(setPrimaryContact(deal, roles, idOf(701), context)).patches).toEqual([]);
  });

  it('is given and taken with the parts of a contact, which has those and no others', () => {
    const deal = aDeal({ contact: idOf(701) });
    const roles = [role(1, 701, 'primary'), role(2, 702, 'legal'), role(3, 702, 'buyer')];
    expect(decided(setContactRoles(deal, roles, idOf(702), ['buyer', 'technical'], context)).patches).toMatchObject([
      { op: 'delete', type: 'contactRole', id: idOf(2) },
      { op: 'create', set: { deal: deal.id, contact: idOf(702), role: 'technical' } },
    ]);
    expect(decided(setContactRoles(deal, roles, idOf(703), ['primary'], context)).patches).toMatchObject([
      { op: 'update', type: 'deal', set: { contact: idOf(703) } },
      { op: 'update', type: 'contactRole', id: idOf(1), set: { role: 'other' } },
      { op: 'create', set: { contact: idOf(703), role: 'primary' } },
    ]);
    expect(decided(setContactRoles(deal, roles, idOf(701), [], context)).patches).toMatchObject([
      { op: 'update', type: 'deal', unset: ['contact'], base: { fields: { contact: idOf(701) } } },
      { op: 'delete', type: 'contactRole', id: idOf(1) },
    ]);
    expect(decided(setContactRoles(deal, roles, idOf(702), ['legal', 'buyer'], context)).patches).toEqual([]);
  });
});

describe('P3 an approval', () => {
  const stage = { ...proposed, requirements: [{ kind: 'approval' as const, by: 'Finance' }] };
  const approval = (by: string): DealApproval => ({
    ...envelope,
    type: 'dealApproval',
    id: idOf(3),
    deal: idOf(100),
    stage: stage.id,
    by,
    status: 'requested',
  });
  const finance: Team = { ...envelope, type: 'team', id: idOf(4), name: 'Finance', members: [me] };

  it('is asked for where a stage wants it', () => {
    expect(decided(requestApproval(aDeal(), stage, 'Finance', context)).patches).toMatchObject([
      { type: 'dealApproval', set: { by: 'Finance', status: 'requested', requestedBy: me } },
    ]);
    expect(requestApproval(aDeal(), stage, 'Sales', context)).toMatchObject({ code: 'no-such-requirement' });
  });

  it('is given by whoever was asked: a person, a role, a team', () => {
    const decide = (by: string, teams: readonly Team[] = [finance]) =>
      decideApproval(approval(by), { approve: true }, teams, context);
    expect(decided(decide('Finance')).patches).toMatchObject([
      { set: { status: 'approved', decidedBy: me, decidedAt: context.now } },
    ]);
    expect(decide(me).ok).toBe(true);
    expect(decide('agent').ok).toBe(true);
    expect(decide(idOf(901))).toMatchObject({ code: 'not-approver' });
    expect(decide('admin')).toMatchObject({ code: 'not-approver' });
    expect(decide('Finance', [{ ...finance, members: [] }])).toMatchObject({ code: 'not-approver' });
    expect(decideApproval({ ...approval('agent'), status: 'declined' }, { approve: true }, [], context)).toMatchObject({
      code: 'already-decided',
    });
  });
});
