import { choice, choices, date, instant, json, longText, money, reference, references, tags, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** A company that sells with or for us. */
export const partner = recordType('partner', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    company: reference('company', { inverse: 'partnerships' }),
    tier: text(),
    status: choice(['candidate', 'onboarding', 'active', 'suspended', 'ended'], { required: true }),
    kinds: choices(['reseller', 'referral', 'distributor', 'integrator', 'technology', 'agency']),
    manager: reference('user', { inverse: 'partners' }),
    territories: tags(),
    since: date(),
  },
});
export type Partner = RecordOf<typeof partner>;

export const registrationStatuses = [
  'draft',
  'submitted',
  'inReview',
  'actionRequired',
  'approved',
  'converted',
  'won',
  'lost',
  'rejected',
  'withdrawn',
  'expired',
  'revoked',
] as const;

/** A partner's claim to a deal. */
export const dealRegistration = recordType('dealRegistration', {
  title: 'title',
  fields: {
    title: text({ required: true, searchable: true }),
    partner: reference('partner', { required: true, inverse: 'dealRegistrations', onDelete: 'restrict' }),
    program: text(),
    kind: choice(['new', 'renewal', 'expansion', 'referral', 'cosell'], { required: true }),
    status: choice(registrationStatuses, { required: true, conflict: 'ask' }),
    customer: json('claimedCustomer'),
    products: references('product'),
    estimatedAmount: money(),
    expectedCloseDate: date(),
    evidence: longText(),
    submittedAt: instant(),
    decisionDueAt: instant(),
    decidedAt: instant(),
    decidedBy: reference('user'),
    reason: longText(),
    protectedFrom: instant(),
    protectedTo: instant(),
    protectionScope: choice(['company', 'companyAndProduct', 'territory']),
    deal: reference('deal', { inverse: 'dealRegistrations' }),
    attribution: choice(['sourced', 'influenced', 'fulfilled']),
  },
});
export type DealRegistration = RecordOf<typeof dealRegistration>;
