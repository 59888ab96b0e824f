import { boolean, choice, integer, json, number, reference, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import type { ShapeValue } from '../shapes.ts';

export const stageTypes = ['open', 'won', 'lost'] as const;
export const forecastCategories = ['pipeline', 'bestCase', 'commit', 'closed', 'omitted'] as const;

/** A sales process. */
export const pipeline = recordType('pipeline', {
  title: 'name',
  fields: { name: text({ required: true }), position: integer(), archived: boolean() },
});
export type Pipeline = RecordOf<typeof pipeline>;

/** A step of a sales process. `probability` is 0 to 1. */
export const stage = recordType('stage', {
  title: 'name',
  fields: {
    name: text({ required: true }),
    pipeline: reference('pipeline', { required: true, inverse: 'stages', onDelete: 'cascade' }),
    position: integer({ required: true }),
    stageType: choice(stageTypes, { required: true }),
    probability: number(),
    forecastCategory: choice(forecastCategories),
    rottingDays: integer(),
    requirements: json('stageRequirements'),
    /** False: a deal may not pass it over on the way to a later stage. */
    skippable: boolean(),
    /** False: a deal may not come back to it from a later stage. */
    returnable: boolean(),
  },
});
export type Stage = RecordOf<typeof stage>;
export type StageRequirement = ShapeValue<'stageRequirements'>[number];
