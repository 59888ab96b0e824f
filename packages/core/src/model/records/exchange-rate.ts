import { date, key, number, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** What one currency is worth in another from a day on, until a later rate of the same pair. */
export const exchangeRate = recordType('exchangeRate', {
  title: 'source',
  fields: {
    /** ISO 4217. */
    from: key({ required: true }),
    /** ISO 4217. */
    to: key({ required: true }),
    /** One whole unit of `from` in units of `to`: the decimal as it is written, never a binary approximation of it. */
    rate: number({ required: true }),
    validFrom: date({ required: true }),
    /** Who says so: `ECB`. */
    source: text({ required: true }),
  },
});
export type ExchangeRate = RecordOf<typeof exchangeRate>;
