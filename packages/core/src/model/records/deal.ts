import { choice, date, instant, integer, key, longText, money, number, reference, tags, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { forecastCategories, stageTypes } from './pipeline.ts';

/** A possible sale. */
export const deal = recordType('deal', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    pipeline: reference('pipeline', { inverse: 'deals', onDelete: 'restrict' }),
    stage: reference('stage', { inverse: 'deals', onDelete: 'restrict', conflict: 'ask' }),
    status: choice(stageTypes),
    /** Fractional position within the stage, in code-point order; ties are broken by id. */
    rank: key(),
    company: reference('company', { inverse: 'deals' }),
    contact: reference('contact', { inverse: 'deals' }),
    partner: reference('partner', { inverse: 'deals' }),
    owner: reference('user', { inverse: 'deals', conflict: 'ask' }),
    amount: money({ conflict: 'ask' }),
    /** 0 to 1. */
    probability: number(),
    probabilitySource: choice(['manual', 'model', 'stage']),
    /** Overrides the stage's, without moving the deal. */
    forecastCategory: choice(forecastCategories),
    expectedCloseDate: date(),
    enteredStageAt: instant(),
    closedAt: instant(),
    lossReason: text(),
    competitor: text(),
    checklist: tags(),
    source: text(),
    tags: tags(),
    nextStep: text(),
    description: longText({ conflict: 'append' }),
  },
});
export type Deal = RecordOf<typeof deal>;

/** A deal's stay in a stage has ended and another has begun. Written with the move, never changed. */
export const stageChange = recordType('stageChange', {
  title: 'deal',
  fields: {
    deal: reference('deal', { required: true, inverse: 'stageChanges', onDelete: 'cascade' }),
    company: reference('company', { inverse: 'stageChanges' }),
    contact: reference('contact', { inverse: 'stageChanges' }),
    from: reference('stage'),
    to: reference('stage', { required: true }),
    changedAt: instant({ required: true }),
    changedBy: reference('user'),
    /** How long the deal had been in `from`. */
    durationMilliseconds: integer(),
    amount: money(),
    reason: text(),
  },
});
export type StageChange = RecordOf<typeof stageChange>;

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
