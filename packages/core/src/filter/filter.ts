import * as z from 'zod/mini';
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
export type Measure = 'count' | { readonly sum: string } | { readonly avg: string } | { readonly min: string } | { readonly max: string };

export const operators = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'in', 'contains', 'startsWith', 'endsWith', 'has', 'exists', 'within'] as const;
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

const scalarSchema = z.union([
  z.string().check(z.maxLength(10_000)), z.number(), z.boolean(),
  z.strictObject({ amount: z.int(), currency: z.string() }),
]);
const count = z.int().check(z.gte(1), z.lte(100_000));
const operandSchema = z.union([
  scalarSchema,
  z.array(scalarSchema).check(z.maxLength(1_000)),
  z.strictObject({ last: count, unit: z.enum(spanUnits) }),
  z.strictObject({ next: count, unit: z.enum(spanUnits) }),
  z.strictObject({ this: z.enum(['day', 'week', 'month', 'quarter', 'year']), offset: z.optional(z.int().check(z.gte(-10_000), z.lte(10_000))) }),
  z.strictObject({ actor: z.enum(actorAttributes) }),
]);
const path = z.string().check(z.minLength(1), z.maxLength(300));
const measureSchema = z.union([
  z.literal('count'), z.strictObject({ sum: path }), z.strictObject({ avg: path }), z.strictObject({ min: path }), z.strictObject({ max: path }),
]);

/** The shape alone; whether the fields exist and the operators fit is `checkFilter`'s to say. */
export const filterSchema: z.ZodMiniType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(filterSchema) }),
    z.strictObject({ or: z.array(filterSchema) }),
    z.strictObject({ not: filterSchema }),
    z.strictObject({ field: path, op: z.enum(operators), value: operandSchema }),
    z.strictObject({ related: path, where: z.optional(filterSchema), measure: measureSchema, op: z.enum(relatedOperators), value: operandSchema }),
  ]),
) as z.ZodMiniType<Filter>;
