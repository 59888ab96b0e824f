import { boolean, choice, email, reference, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** Somebody who works in the CRM: `owner` answers for a customer or a deal, `assignee` works on a ticket or a task. */
export const user = recordType('user', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    email: email({ searchable: true }),
    role: choice(['admin', 'agent', 'partner', 'customer']),
    timeZone: text(),
    language: text(),
    manager: reference('user', { inverse: 'reports' }),
    active: boolean(),
  },
});
export type User = RecordOf<typeof user>;
