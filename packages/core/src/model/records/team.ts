import { longText, reference, references, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** People who work together. */
export const team = recordType('team', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    description: longText(),
    members: references('user'),
    lead: reference('user'),
  },
});
export type Team = RecordOf<typeof team>;
