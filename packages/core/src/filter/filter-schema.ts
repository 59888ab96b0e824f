import * as z from 'zod/mini';
import { actorAttributes, operators, relatedOperators, spanUnits, type Filter } from './filter.ts';

const scalarSchema = z.union([
  z.string().check(z.maxLength(10_000)),
  z.number(),
  z.boolean(),
  z.strictObject({ amount: z.int(), currency: z.string() }),
]);
const count = z.int().check(z.gte(1), z.lte(100_000));
const operandSchema = z.union([
  scalarSchema,
  z.array(scalarSchema).check(z.maxLength(1_000)),
  z.strictObject({ last: count, unit: z.enum(spanUnits) }),
  z.strictObject({ next: count, unit: z.enum(spanUnits) }),
  z.strictObject({
    this: z.enum(['day', 'week', 'month', 'quarter', 'year']),
    offset: z.optional(z.int().check(z.gte(-10_000), z.lte(10_000))),
  }),
  z.strictObject({ actor: z.enum(actorAttributes) }),
]);
const path = z.string().check(z.minLength(1), z.maxLength(300));
export const measureSchema = z.union([
  z.literal('count'),
  z.strictObject({ sum: path }),
  z.strictObject({ avg: path }),
  z.strictObject({ min: path }),
  z.strictObject({ max: path }),
]);

/** The shape alone; whether the fields exist and the operators fit is `checkFilter`'s to say. */
export const filterSchema: z.ZodMiniType<Filter> = z.lazy(() =>
  z.union([
    // The commonest first: what does not fit costs an account of why.
    z.strictObject({ field: path, op: z.enum(operators), value: operandSchema }),
    z.strictObject({ and: z.array(filterSchema) }),
    z.strictObject({ or: z.array(filterSchema) }),
    z.strictObject({ not: filterSchema }),
    z.strictObject({
      related: path,
      where: z.optional(filterSchema),
      measure: measureSchema,
      op: z.enum(relatedOperators),
      value: operandSchema,
    }),
  ]),
) as z.ZodMiniType<Filter>;
