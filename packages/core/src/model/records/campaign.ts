import { choice, date, integer, json, money, reference, tags, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** A planned effort. */
export const campaign = recordType('campaign', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    channel: choice(['email', 'sms', 'phone', 'post', 'social', 'web', 'event', 'partner']),
    status: choice(['draft', 'scheduled', 'running', 'paused', 'done', 'canceled'], { required: true }),
    segment: reference('segment', { inverse: 'campaigns' }),
    startsOn: date(),
    endsOn: date(),
    budget: money(),
    spent: money(),
    owner: reference('user', { inverse: 'campaigns' }),
    tags: tags(),
  },
});
export type Campaign = RecordOf<typeof campaign>;

/** A graph of steps that a contact goes through. */
export const journey = recordType('journey', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    status: choice(['draft', 'active', 'paused', 'archived'], { required: true }),
    /** What lets a contact in, in the filter language. */
    trigger: json('filter'),
    steps: json('journeySteps'),
    revision: integer(),
    campaign: reference('campaign', { inverse: 'journeys' }),
  },
});
export type Journey = RecordOf<typeof journey>;
