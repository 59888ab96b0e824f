import * as z from 'zod/mini';
import { choice, date, instant, integer, json, longText, money, reference, references, tags, text } from '../field.ts';
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
    where: json(z.unknown()),
    contacts: references('contact'),
    companies: references('company'),
    takenAt: instant(),
    owner: reference('user', { inverse: 'segments' }),
  },
});
export type Segment = RecordOf<typeof segment>;

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
    trigger: json(z.unknown()),
    steps: json(z.array(z.looseObject({ id: z.string(), kind: z.string() }))),
    revision: integer(),
    campaign: reference('campaign', { inverse: 'journeys' }),
  },
});
export type Journey = RecordOf<typeof journey>;

export const consentChannels = ['email', 'sms', 'phone', 'post', 'social', 'push', 'web'] as const;

/** Permission, per channel and purpose. A change is a new record: what was allowed when can always be told. */
export const consent = recordType('consent', {
  title: 'purpose',
  fields: {
    contact: reference('contact', { required: true, inverse: 'consents', onDelete: 'cascade' }),
    channel: choice(consentChannels, { required: true }),
    purpose: text({ required: true }),
    legalBasis: choice(['consent', 'contract', 'legalObligation', 'vitalInterest', 'publicTask', 'legitimateInterest'], { required: true }),
    status: choice(['granted', 'denied', 'withdrawn', 'pending'], { required: true }),
    source: text(),
    evidence: longText(),
    capturedAt: instant({ required: true }),
    validUntil: instant(),
  },
});
export type Consent = RecordOf<typeof consent>;
