import type { Filter, Measure } from '../filter/index.ts';
import type { AnyRecord, Money } from '../model/index.ts';

/** One key of an order. Missing values come last, in either direction. The id, ascending, always ends the order: it is total. */
export interface OrderKey {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** Asks for records of one type. */
export interface Query {
  readonly type: string;
  readonly where?: Filter | undefined;
  readonly orderBy?: readonly OrderKey[] | undefined;
  /** At most so many records; 50 where it is not said. */
  readonly limit?: number | undefined;
  /** `next` of the page before: continues after its last record, whatever was added or removed since. */
  readonly after?: string | undefined;
  /** Counting costs: it is done only when asked for. */
  readonly total?: boolean | undefined;
  /** The calendar of relative time; the backend's own where it is not said. */
  readonly timeZone?: string | undefined;
}

export type Total = { readonly kind: 'exact' | 'estimate'; readonly value: number } | { readonly kind: 'unknown' };

/** An answer, as of an instant between the call and the answer. */
export interface Page<R extends AnyRecord = AnyRecord> {
  readonly records: readonly R[];
  /** Where the next page starts; null at the end. Opaque. */
  readonly next: string | null;
  readonly total: Total;
  /** A position of the change feed no later than this answer: what the feed sends from there on may repeat, but misses nothing. Null without a feed. */
  readonly cursor: string | null;
}

export const groupUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
/** What rows are grouped by: a field's value, or the calendar unit a date or instant falls in (named by its first day). */
export type GroupKey = string | { readonly field: string; readonly unit: (typeof groupUnits)[number] };

/** Asks for figures over records of one type. */
export interface AggregateQuery {
  readonly type: string;
  readonly where?: Filter | undefined;
  readonly by?: readonly GroupKey[] | undefined;
  readonly measures: Readonly<Record<string, Measure>>;
  readonly timeZone?: string | undefined;
}

/** A figure: a number, or for money one amount per currency in the order of the codes; null where there is nothing to measure. */
export type Figure = number | string | readonly Money[] | null;

export interface AggregateRow {
  /** One value per group key, null for records where it is missing. */
  readonly key: readonly unknown[];
  readonly figures: Readonly<Record<string, Figure>>;
}

/** Rows in the order of their keys. `partial`: not every record could be counted, and a total must be shown as a lower bound. */
export interface AggregateAnswer {
  readonly rows: readonly AggregateRow[];
  readonly partial: boolean;
}

export const maxLimit = 1_000;
