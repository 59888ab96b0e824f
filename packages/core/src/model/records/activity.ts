import {
  boolean,
  choice,
  instant,
  integer,
  json,
  key,
  longText,
  money,
  reference,
  references,
  text,
  url,
} from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import type { ShapeValue } from '../shapes.ts';

export const activityKinds = [
  'call',
  'email',
  'meeting',
  'chat',
  'message',
  'sms',
  'note',
  'visit',
  'form',
  'purchase',
  'payment',
  'delivery',
  'social',
  'campaignTouch',
  'surveyAnswer',
  'download',
  'event',
  'pageView',
  'other',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Something that happened with a customer, on any channel. */
export const activity = recordType('activity', {
  title: 'subject',
  fields: {
    kind: choice(activityKinds, { required: true }),
    /** When it happened; `createdAt` says when it was recorded. */
    occurredAt: instant({ required: true }),
    subject: text({ searchable: true, personal: true }),
    body: longText({ searchable: true, personal: true }),
    bodyFormat: choice(['text', 'html']),
    direction: choice(['inbound', 'outbound', 'internal']),
    /** Whom it is about, first of all. */
    contact: reference('contact', { inverse: 'activities' }),
    /** Everybody else of ours it is about. */
    contacts: references('contact'),
    company: reference('company', { inverse: 'activities' }),
    deal: reference('deal', { inverse: 'activities' }),
    ticket: reference('ticket', { inverse: 'activities' }),
    campaign: reference('campaign', { inverse: 'activities' }),
    author: reference('user', { inverse: 'activities' }),
    participants: json('participants', { personal: true }),
    durationSeconds: integer(),
    outcome: text(),
    amount: money(),
    quantity: integer(),
    /** The system it came from; `rapport` where it was entered by hand. */
    source: key(),
    link: url(),
    /** Shown to the customer, too. */
    public: boolean(),
  },
});
export type Activity = RecordOf<typeof activity>;
export type Participant = ShapeValue<'participants'>[number];
