import { choice, date, integer, money, reference, references, text } from '../field.ts';
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
