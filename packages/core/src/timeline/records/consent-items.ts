import { itemOf, refersTo, recordItems } from './record-items.ts';

const tones = { granted: 'good', denied: 'bad', withdrawn: 'bad', pending: 'neutral' } as const;

/** What the contact allowed and withdrew. */
export const consentItems = recordItems('consent', {
  source: 'consents',
  at: 'capturedAt',
  kinds: ['consent'],
  references: {},
  searched: ['purpose'],
  where: (subject) =>
    subject.type === 'deal' ? null : refersTo(subject.type === 'contact' ? 'contact' : 'contact.company', subject),
  ofChannels: (channels) => ({ field: 'channel', op: 'in', value: channels }),
  item: (record, context) => ({
    ...itemOf('consents', record, context),
    kind: 'consent',
    occurredAt: record.capturedAt,
    channel: record.channel,
    title: record.purpose,
    facts: [
      { label: 'status', value: record.status, as: 'choice', tone: tones[record.status] },
      { label: 'channel', value: record.channel, as: 'choice' },
      { label: 'legalBasis', value: record.legalBasis, as: 'choice' },
      ...(record.validUntil ? [{ label: 'validUntil', value: record.validUntil, as: 'instant' as const }] : []),
    ],
  }),
});
