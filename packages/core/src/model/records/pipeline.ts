import * as z from 'zod/mini';
import { boolean, choice, integer, json, number, reference, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

export const stageTypes = ['open', 'won', 'lost'] as const;
export const forecastCategories = ['pipeline', 'bestCase', 'commit', 'closed', 'omitted'] as const;

/** A sales process. */
export const pipeline = recordType('pipeline', {
  title: 'name',
  fields: { name: text({ required: true }), position: integer(), archived: boolean() },
});
export type Pipeline = RecordOf<typeof pipeline>;

/** What a deal must have before it may enter a stage. */
export const stageRequirementSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('field'), field: z.string() }),
  z.strictObject({ kind: z.literal('related'), related: z.string(), atLeast: z.int().check(z.gte(1)) }),
  z.strictObject({ kind: z.literal('checklist'), item: z.string() }),
  z.strictObject({ kind: z.literal('approval'), by: z.string() }),
]);
export type StageRequirement = z.infer<typeof stageRequirementSchema>;

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
    requirements: json(z.array(stageRequirementSchema)),
    /** Whether a deal may come from a stage more than one step before. */
    skippable: boolean(),
    /** Whether a deal may come back to it from a later stage. */
    returnable: boolean(),
  },
});
export type Stage = RecordOf<typeof stage>;
