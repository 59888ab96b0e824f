import { defaultPolicy, type AccessPolicy, type Filter, type TypePolicy } from '@rapport/core';

const everything: Filter = { and: [] };
const all: TypePolicy = { read: everything, write: everything, create: true, delete: true };
const mine = (field: string, actor: 'user' | 'contact' | 'partner'): Filter => ({ field, op: 'eq', value: { actor } });

/** The calendar of the stores here, by which policies go whatever a reader asks for. */
export const storeTimeZone = 'America/New_York';

/** Access that hangs on paths, related records, sets and the time, beside what is the default. */
export const policy: AccessPolicy = {
  ...defaultPolicy,
  agent: {
    '*': all,
    contact: {
      ...all,
      read: {
        or: [
          mine('owner', 'user'),
          { field: 'owner.active', op: 'ne', value: true },
          { related: 'activities', measure: 'count', op: 'gte', value: 2 },
        ],
      },
      hidden: ['notes', 'birthday'],
    },
    company: {
      ...all,
      read: { not: { field: 'parent.lifecycleStage', op: 'eq', value: 'customer' } },
      readOnly: ['industry'],
    },
    activity: {
      ...all,
      read: {
        or: [
          { field: 'contact', op: 'exists', value: true },
          { field: 'occurredAt', op: 'within', value: { this: 'month' } },
        ],
      },
    },
    deal: { ...all, hidden: ['probability'] },
  },
  partner: {
    ...defaultPolicy.partner,
    company: { read: { related: 'contacts', measure: 'count', op: 'gt', value: 0 } },
    subscription: { read: { field: 'custom.payer', op: 'exists', value: true } },
  },
  customer: {
    ...defaultPolicy.customer,
    subscription: { read: mine('custom.holder', 'contact') },
    product: { read: everything },
  },
};
