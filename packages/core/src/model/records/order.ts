import { instant, integer, key, money, reference, text, url } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

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
