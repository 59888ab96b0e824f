import { choice, instant, json, longText, reference, references, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** A set of contacts or companies: by filter, by hand, or a filter's result at an instant. */
export const segment = recordType('segment', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    description: longText(),
    segmentType: choice(['dynamic', 'static', 'snapshot'], { required: true }),
    of: choice(['contact', 'company'], { required: true }),
    /** The rule, in the filter language; checked against the model by the authority. */
    where: json('filter'),
    contacts: references('contact'),
    companies: references('company'),
    takenAt: instant(),
    owner: reference('user', { inverse: 'segments' }),
  },
});
export type Segment = RecordOf<typeof segment>;
