import { choice, instant, longText, reference, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** Something to do. */
export const task = recordType('task', {
  title: 'subject',
  fields: {
    subject: text({ required: true, searchable: true }),
    notes: longText({ conflict: 'append' }),
    status: choice(['open', 'done', 'canceled'], { required: true }),
    priority: choice(['low', 'normal', 'high', 'urgent']),
    dueAt: instant(),
    completedAt: instant(),
    assignee: reference('user', { inverse: 'tasks' }),
    contact: reference('contact', { inverse: 'tasks' }),
    company: reference('company', { inverse: 'tasks' }),
    deal: reference('deal', { inverse: 'tasks' }),
    ticket: reference('ticket', { inverse: 'tasks' }),
  },
});
export type Task = RecordOf<typeof task>;
