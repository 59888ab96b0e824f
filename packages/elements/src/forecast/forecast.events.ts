import type { Money } from '@rapport/core/model';
import type { FiscalPeriod, ForecastCategory } from '@rapport/core/pipeline';

/** What somebody says about an owner's deals of a category in a period. */
export interface ForecastAdjusting {
  /** Whose deals: a user's id. */
  readonly owner: string;
  readonly category: ForecastCategory;
  readonly level: 'owner' | 'manager';
  readonly period: FiscalPeriod;
  /** Null lets the deals speak again. */
  readonly amount: Money | null;
}

/** A figure is about to be adjusted. `preventDefault()` keeps it as it is. */
export class CrmForecastAdjustEvent extends Event {
  readonly adjusting: ForecastAdjusting;
  constructor(adjusting: ForecastAdjusting) {
    super('crm-forecast-adjust', { bubbles: true, composed: true, cancelable: true });
    this.adjusting = adjusting;
  }
}

/** A figure was adjusted, and the backend has said so. */
export class CrmForecastAdjustedEvent extends Event {
  readonly adjusting: ForecastAdjusting;
  constructor(adjusting: ForecastAdjusting) {
    super('crm-forecast-adjusted', { bubbles: true, composed: true });
    this.adjusting = adjusting;
  }
}

/** A snapshot is about to be taken. `preventDefault()` takes none. */
export class CrmSnapshotTakeEvent extends Event {
  readonly currency: string;
  constructor(currency: string) {
    super('crm-snapshot-take', { bubbles: true, composed: true, cancelable: true });
    this.currency = currency;
  }
}

/** A snapshot was taken, and the backend has it. */
export class CrmSnapshotTakenEvent extends Event {
  readonly currency: string;
  constructor(currency: string) {
    super('crm-snapshot-taken', { bubbles: true, composed: true });
    this.currency = currency;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-forecast-adjust': CrmForecastAdjustEvent;
    'crm-forecast-adjusted': CrmForecastAdjustedEvent;
    'crm-snapshot-take': CrmSnapshotTakeEvent;
    'crm-snapshot-taken': CrmSnapshotTakenEvent;
  }
}
