import { boolean, integer, longText, money, number, reference, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** Something that is sold. */
export const product = recordType('product', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    sku: text({ searchable: true }),
    family: text(),
    price: money(),
    active: boolean(),
    description: longText(),
  },
});
export type Product = RecordOf<typeof product>;

/** One line of a deal. */
export const lineItem = recordType('lineItem', {
  title: 'name',
  fields: {
    deal: reference('deal', { required: true, inverse: 'lineItems', onDelete: 'cascade' }),
    product: reference('product', { inverse: 'lineItems' }),
    name: text({ required: true }),
    quantity: number({ required: true }),
    unitPrice: money({ required: true }),
    /** A share of the price, 0 to 1. */
    discount: number(),
    position: integer(),
  },
});
export type LineItem = RecordOf<typeof lineItem>;
