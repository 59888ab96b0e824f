import type { Filter } from '../filter/index.ts';
import type { AccessPolicy, TypePolicy } from './policy.ts';

const everything: Filter = { and: [] };
const mine = (field: string, actor: 'user' | 'contact' | 'partner'): Filter => ({ field, op: 'eq', value: { actor } });
const is = (field: string, value: string | boolean): Filter => ({ field, op: 'eq', value });

const all: TypePolicy = { read: everything, write: everything, create: true, delete: true };
const see = (read: Filter): TypePolicy => ({ read });

/**
 * Access as most organisations begin with it. Admins may do everything; agents everything but manage users. A partner's users see their partner record,
 * their registrations, the deals that came of them, documents meant for them and what is sold; they make and edit registrations, and withdraw
 * or submit them, while the decision's fields are not theirs to set. A customer sees and keeps up the own contact, opens and answers the own tickets,
 * and sees the own orders, consents, public activities and documents meant for customers.
 */
export const defaultPolicy: AccessPolicy = {
  admin: { '*': all },
  agent: { '*': all, user: see(everything) },
  partner: {
    partner: see(mine('id', 'partner')),
    dealRegistration: {
      read: mine('partner', 'partner'),
      write: {
        and: [
          mine('partner', 'partner'),
          { field: 'status', op: 'in', value: ['draft', 'submitted', 'actionRequired', 'withdrawn'] },
        ],
      },
      create: true,
      readOnly: [
        'decisionDueAt',
        'decidedAt',
        'decidedBy',
        'reason',
        'protectedFrom',
        'protectedTo',
        'protectionScope',
        'deal',
        'attribution',
      ],
    },
    deal: {
      read: mine('partner', 'partner'),
      hidden: [
        'owner',
        'competitor',
        'lossReason',
        'checklist',
        'tags',
        'description',
        'probability',
        'probabilitySource',
        'forecastCategory',
      ],
    },
    document: see({ and: [mine('partner', 'partner'), is('visibility', 'partner')] }),
    product: see(is('active', true)),
  },
  customer: {
    contact: {
      read: mine('id', 'contact'),
      write: mine('id', 'contact'),
      hidden: ['owner', 'lifecycleStage', 'tags', 'source', 'notes'],
      readOnly: ['company', 'roles'],
    },
    ticket: {
      read: mine('requester', 'contact'),
      write: mine('requester', 'contact'),
      create: true,
      hidden: ['tags', 'followers', 'team', 'assignee', 'snoozedUntil', 'deal'],
      readOnly: ['number', 'status', 'priority', 'company', 'solvedAt', 'closedAt', 'mergedInto', 'parent'],
    },
    message: {
      read: { and: [mine('contact', 'contact'), is('visibility', 'public')] },
      write: { and: [mine('contact', 'contact'), mine('authorContact', 'contact'), is('visibility', 'public')] },
      create: true,
      // What was said stays said.
      update: false,
      readOnly: ['company', 'authorUser', 'automatic'],
    },
    order: see(mine('contact', 'contact')),
    consent: see(mine('contact', 'contact')),
    activity: {
      read: { and: [mine('contact', 'contact'), is('public', true)] },
      hidden: ['contacts', 'deal', 'campaign', 'source', 'outcome'],
    },
    document: see({ and: [mine('contact', 'contact'), is('visibility', 'customer')] }),
  },
};
