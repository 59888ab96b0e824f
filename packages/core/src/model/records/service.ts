import { choice, date, instant, integer, key, longText, money, reference, references, text, url } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** A licence, subscription, warranty or service agreement with a customer. */
export const contract = recordType('contract', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    contractType: choice(['licence', 'subscription', 'warranty', 'service', 'framework'], { required: true }),
    status: choice(['draft', 'active', 'ended', 'canceled'], { required: true }),
    company: reference('company', { inverse: 'contracts' }),
    contact: reference('contact', { inverse: 'contracts' }),
    deal: reference('deal', { inverse: 'contracts' }),
    products: references('product'),
    value: money(),
    startsOn: date(),
    endsOn: date(),
    renewsOn: date(),
    /** Days. */
    noticePeriod: integer(),
    owner: reference('user', { inverse: 'contracts' }),
  },
});
export type Contract = RecordOf<typeof contract>;

/** A purchase in the host's own system. */
export const order = recordType('order', {
  title: 'number',
  fields: {
    number: key({ required: true, searchable: true }),
    orderedAt: instant({ required: true }),
    status: text(),
    total: money(),
    items: integer(),
    contact: reference('contact', { inverse: 'orders' }),
    company: reference('company', { inverse: 'orders' }),
    deal: reference('deal', { inverse: 'orders' }),
    link: url(),
  },
});
export type Order = RecordOf<typeof order>;

/** Work for a customer over time. */
export const project = recordType('project', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    status: choice(['planned', 'active', 'paused', 'done', 'canceled'], { required: true }),
    description: longText(),
    company: reference('company', { inverse: 'projects' }),
    deal: reference('deal', { inverse: 'projects' }),
    members: references('user'),
    contacts: references('contact'),
    startsOn: date(),
    endsOn: date(),
    owner: reference('user', { inverse: 'projects' }),
  },
});
export type Project = RecordOf<typeof project>;
