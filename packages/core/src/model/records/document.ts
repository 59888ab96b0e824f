import { choice, integer, key, reference, text, url } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** A file or a link on any record. */
export const document = recordType('document', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    link: url(),
    mediaType: key(),
    /** Bytes. */
    size: integer(),
    revision: text(),
    visibility: choice(['internal', 'partner', 'customer'], { required: true }),
    contact: reference('contact', { inverse: 'documents' }),
    company: reference('company', { inverse: 'documents' }),
    deal: reference('deal', { inverse: 'documents' }),
    ticket: reference('ticket', { inverse: 'documents' }),
    partner: reference('partner', { inverse: 'documents' }),
  },
});
export type Document = RecordOf<typeof document>;
