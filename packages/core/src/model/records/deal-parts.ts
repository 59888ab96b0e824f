import { choice, date, instant, key, number, reference, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** A person's part in a deal. */
export const contactRole = recordType('contactRole', {
  title: 'role',
  fields: {
    deal: reference('deal', { required: true, inverse: 'contactRoles', onDelete: 'cascade' }),
    contact: reference('contact', { required: true, inverse: 'contactRoles', onDelete: 'cascade' }),
    role: choice(
      ['primary', 'decisionMaker', 'buyer', 'influencer', 'user', 'technical', 'legal', 'blocker', 'other'],
      { required: true },
    ),
  },
});
export type ContactRole = RecordOf<typeof contactRole>;

/** The day on which a deal is expected to close has changed. Written with the change, never changed. */
export const closeDateChange = recordType('closeDateChange', {
  title: 'deal',
  fields: {
    deal: reference('deal', { required: true, inverse: 'closeDateChanges', onDelete: 'cascade' }),
    from: date(),
    to: date(),
    changedAt: instant({ required: true }),
    changedBy: reference('user'),
    reason: text(),
  },
});
export type CloseDateChange = RecordOf<typeof closeDateChange>;

/** Somebody's word that a deal may enter a stage. */
export const dealApproval = recordType('dealApproval', {
  title: 'deal',
  fields: {
    deal: reference('deal', { required: true, inverse: 'approvals', onDelete: 'cascade' }),
    stage: reference('stage', { required: true, onDelete: 'cascade' }),
    /** Whose word the stage asks for, as its requirement names them: a user's id, or a role or a team by name. */
    by: key({ required: true }),
    status: choice(['requested', 'approved', 'declined'], { required: true, conflict: 'ask' }),
    requestedBy: reference('user'),
    decidedBy: reference('user'),
    decidedAt: instant(),
    note: text(),
  },
});
export type DealApproval = RecordOf<typeof dealApproval>;

/** A person's share of a deal's revenue; an overlay's shares come on top. */
export const dealSplit = recordType('dealSplit', {
  title: 'user',
  fields: {
    deal: reference('deal', { required: true, inverse: 'splits', onDelete: 'cascade' }),
    user: reference('user', { required: true, inverse: 'splits', onDelete: 'restrict' }),
    kind: choice(['revenue', 'overlay'], { required: true }),
    /** 0 to 100. */
    percent: number({ required: true }),
  },
});
export type DealSplit = RecordOf<typeof dealSplit>;
