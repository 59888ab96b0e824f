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
