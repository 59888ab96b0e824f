import { choice, date, instant, json, key, money, reference, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import type { ShapeValue } from '../shapes.ts';
import { forecastCategories } from './pipeline.ts';

/** What somebody is to sell in a period, its first and last day included. */
export const quota = recordType('quota', {
  title: 'user',
  fields: {
    user: reference('user', { required: true, inverse: 'quotas', onDelete: 'cascade' }),
    periodStart: date({ required: true }),
    periodEnd: date({ required: true }),
    amount: money({ required: true, conflict: 'ask' }),
  },
});
export type Quota = RecordOf<typeof quota>;

/** A person's own figure in place of the calculated one, for one owner's deals of a category in a period. */
export const forecastAdjustment = recordType('forecastAdjustment', {
  title: 'reason',
  fields: {
    /** Whose deals. */
    user: reference('user', { required: true, inverse: 'forecastAdjustments', onDelete: 'cascade' }),
    periodStart: date({ required: true }),
    periodEnd: date({ required: true }),
    category: choice(forecastCategories, { required: true }),
    /** In what part the figure was given: a manager's goes before the owner's. */
    level: choice(['owner', 'manager'], { required: true }),
    amount: money({ required: true, conflict: 'ask' }),
    adjustedBy: reference('user'),
    adjustedAt: instant({ required: true }),
    reason: text(),
  },
});
export type ForecastAdjustment = RecordOf<typeof forecastAdjustment>;

/** All deals as they stood at an instant, in one currency. Never changed: what moved is the difference of two. */
export const forecastSnapshot = recordType('forecastSnapshot', {
  title: 'takenAt',
  fields: {
    takenAt: instant({ required: true }),
    takenBy: reference('user'),
    currency: key({ required: true }),
    deals: json('snapshotDeals', { required: true }),
  },
});
export type ForecastSnapshot = RecordOf<typeof forecastSnapshot>;
export type SnapshotDeal = ShapeValue<'snapshotDeals'>[number];
