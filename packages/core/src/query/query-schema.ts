import * as z from 'zod/mini';
import { filterSchema, measureSchema } from '../filter/index.ts';
import { groupUnits, maxLimit, type AggregateQuery, type Query } from './query.ts';

const path = z.string().check(z.minLength(1), z.maxLength(300));

export const querySchema: z.ZodMiniType<Query> = z.strictObject({
  type: z.string(),
  where: z.optional(filterSchema),
  orderBy: z.optional(
    z.array(z.strictObject({ field: path, direction: z.enum(['asc', 'desc']) })).check(z.maxLength(8)),
  ),
  limit: z.optional(z.int().check(z.gte(1), z.lte(maxLimit))),
  after: z.optional(z.string().check(z.maxLength(20_000))),
  total: z.optional(z.boolean()),
  timeZone: z.optional(z.string().check(z.maxLength(100))),
});

export const aggregateQuerySchema: z.ZodMiniType<AggregateQuery> = z.strictObject({
  type: z.string(),
  where: z.optional(filterSchema),
  by: z.optional(
    z.array(z.union([path, z.strictObject({ field: path, unit: z.enum(groupUnits) })])).check(z.maxLength(4)),
  ),
  measures: z.record(z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9]{0,49}$/, 'name')), measureSchema),
  timeZone: z.optional(z.string().check(z.maxLength(100))),
});
