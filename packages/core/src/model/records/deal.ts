import * as z from 'zod/mini';
import { boolean, choice, date, instant, integer, json, key, longText, money, number, reference, tags, text } from '../field.ts';
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
    role: choice(['primary', 'decisionMaker', 'buyer', 'influencer', 'user', 'technical', 'legal', 'blocker', 'other'], { required: true }),
  },
});
export type ContactRole = RecordOf<typeof contactRole>;

/** Something that is sold. */
export const product = recordType('product', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    sku: text({ searchable: true }),
    family: text(),
    price: money(),
    active: boolean(),
    description: longText(),
  },
});
export type Product = RecordOf<typeof product>;

/** One line of a deal. */
export const lineItem = recordType('lineItem', {
  title: 'name',
  fields: {
    deal: reference('deal', { required: true, inverse: 'lineItems', onDelete: 'cascade' }),
    product: reference('product', { inverse: 'lineItems' }),
    name: text({ required: true }),
    quantity: number({ required: true }),
    unitPrice: money({ required: true }),
    /** A share of the price, 0 to 1. */
    discount: number(),
    position: integer(),
  },
});
export type LineItem = RecordOf<typeof lineItem>;
