import { choice, instant, longText, reference, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

export const consentChannels = ['email', 'sms', 'phone', 'post', 'social', 'push', 'web'] as const;

/** Permission, per channel and purpose. A change is a new record: what was allowed when can always be told. */
export const consent = recordType('consent', {
  title: 'purpose',
  fields: {
    contact: reference('contact', { required: true, inverse: 'consents', onDelete: 'cascade' }),
    channel: choice(consentChannels, { required: true }),
    purpose: text({ required: true }),
    legalBasis: choice(
      ['consent', 'contract', 'legalObligation', 'vitalInterest', 'publicTask', 'legitimateInterest'],
      { required: true },
    ),
    status: choice(['granted', 'denied', 'withdrawn', 'pending'], { required: true }),
    source: text(),
    evidence: longText(),
    capturedAt: instant({ required: true }),
    validUntil: instant(),
  },
});
export type Consent = RecordOf<typeof consent>;
