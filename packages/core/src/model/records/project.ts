import { choice, date, longText, reference, references, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

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
