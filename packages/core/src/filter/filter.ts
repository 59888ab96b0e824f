import type { Money } from '../model/index.ts';

/**
 * A question about a record, as data. The same tree is a segment's rule, a board's filter, a list's query, a journey's trigger,
 * a live subscription and an access policy. `{ and: [] }` is every record, `{ or: [] }` none.
 */
export type Filter =
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter }
  | FieldClause
  | RelatedClause;

/** Compares one field, which may be reached along to-one references: `company.industry`, `custom.shoeSize`, `externalIds.erp`. */
export interface FieldClause {
  readonly field: string;
  readonly op: Operator;
  readonly value: Operand;
}

/** Compares a figure over the records that refer to this one: `{ related: 'activities', measure: 'count', op: 'eq', value: 0 }`. */
export interface RelatedClause {
  /** A relation of the type, the `inverse` of a reference: `activities`, `deals`. */
  readonly related: string;
  /** Which of them count. */
  readonly where?: Filter;
  readonly measure: Measure;
  readonly op: RelatedOperator;
  readonly value: Operand;
}

/** Sums and the like of money are taken over the records in the operand's currency alone. */
export type Measure =
  | 'count'
  | { readonly sum: string }
  | { readonly avg: string }
  | { readonly min: string }
  | { readonly max: string };

export const operators = [
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'in',
  'contains',
  'startsWith',
  'endsWith',
  'has',
  'exists',
  'within',
] as const;
export type Operator = (typeof operators)[number];
export const relatedOperators = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between'] as const;
export type RelatedOperator = (typeof relatedOperators)[number];

export type Scalar = string | number | boolean | Money;
/** `in` takes a list, `between` a pair (both ends included), `exists` a boolean, `within` a span of time, every other operator one value. */
export type Operand = Scalar | readonly Scalar[] | RelativeSpan | ActorValue;

export const spanUnits = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type SpanUnit = (typeof spanUnits)[number];

/**
 * A span of time that moves with the clock, half open: the start is in it, the end is not.
 * `{ last: 30, unit: 'day' }` is from 30 days before now to now; `{ next: 2, unit: 'week' }` from now on; `{ this: 'month', offset: -1 }` the calendar month before this one.
 * Minutes and hours are exact; days and longer are steps of the calendar in the context's time zone.
 */
export type RelativeSpan =
  | { readonly last: number; readonly unit: SpanUnit }
  | { readonly next: number; readonly unit: SpanUnit }
  | { readonly this: Exclude<SpanUnit, 'minute' | 'hour'>; readonly offset?: number };

export const actorAttributes = ['user', 'contact', 'partner'] as const;
/** Stands for the id of whoever asks ("mine"). `bindActor` puts the id in; where the actor has none, the clause is false. */
export interface ActorValue {
  readonly actor: (typeof actorAttributes)[number];
}

/** An operand that stands for the asker and was not bound: there is no asker, and the clause is false. */
export function isActorValue(operand: Operand): boolean {
  return typeof operand === 'object' && 'actor' in operand;
}
