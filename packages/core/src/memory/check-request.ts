import * as z from 'zod/mini';
import { InvalidInputError, type Issue } from '../failure/index.ts';
import { checkFilter } from '../filter/index.ts';
import { recordIdSchema, type Model } from '../model/index.ts';
import { mutationSchema, type Interest } from '../port/index.ts';
import { maxLimit, type AggregateQuery, type Query } from '../query/index.ts';

/** At most so many mutations in one push. */
export const maxMutations = 1_000;

export const mutationsSchema = z.array(mutationSchema).check(z.maxLength(maxMutations));
export const namedRefsSchema = z
  .array(
    z.strictObject({
      type: z.string(),
      name: z.union([
        z.strictObject({ id: recordIdSchema }),
        z.strictObject({ system: z.string(), externalId: z.string() }),
      ]),
    }),
  )
  .check(z.maxLength(maxLimit));

/**
 * What was asked for, in the form it must have.
 * @throws InvalidInputError with the path of each fault.
 */
export function parseRequest<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidInputError('The request is malformed: see issues.', result.error.issues.map(toIssue));
}

function toIssue(issue: z.core.$ZodIssue): Issue {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  return { path, code: issue.code, ...(issue.code === 'unrecognized_keys' ? { params: { keys: issue.keys } } : {}) };
}

/**
 * A query whose form and names are right. The schema does not look at the filter: `checkFilter` says more, and bounds its depth first.
 * @throws InvalidInputError with the path of each fault.
 */
export function checkRequest<Q extends Query | AggregateQuery>(
  query: Q,
  schema: z.ZodMiniType<Q>,
  check: (query: Q) => readonly Issue[],
): Q {
  parseRequest(schema, { ...query, where: undefined });
  const issues = check(query);
  if (issues.length > 0) throw new InvalidInputError('The query can’t be asked: see issues.', issues);
  return query;
}

/**
 * Interests whose types and filters are right.
 * @throws InvalidInputError with the path of each fault.
 */
export function checkInterests(
  model: Model,
  interests: readonly Interest[] | undefined,
): readonly Interest[] | undefined {
  const issues = (interests ?? []).flatMap(({ type, where }, index) =>
    checkFilter(model, type, where ?? { and: [] }).map((issue) => ({
      ...issue,
      path: ['interest', index, ...(issue.code === 'unknown-type' ? ['type'] : ['where']), ...issue.path],
    })),
  );
  if (issues.length > 0) throw new InvalidInputError('The interests can’t be followed: see issues.', issues);
  return interests;
}
