import { filterSchema } from '@rapport/core/filter';
import { recordIdSchema } from '@rapport/core/model';
import { mutationSchema } from '@rapport/core/port';
import * as z from 'zod/mini';

const typeName = z.string().check(z.minLength(1), z.maxLength(60));

/** The body of `/v1/get`. */
export const getSchema = z.strictObject({
  refs: z.array(
    z.strictObject({
      type: typeName,
      name: z.union([
        z.strictObject({ id: recordIdSchema }),
        z.strictObject({ system: z.string().check(z.maxLength(50)), externalId: z.string().check(z.maxLength(200)) }),
      ]),
    }),
  ),
});

/** The body of `/v1/push`. */
export const pushSchema = z.strictObject({ mutations: z.array(mutationSchema) });

/** The body of `/v1/changes`. */
export const changesSchema = z.strictObject({
  since: z.optional(z.nullable(z.string().check(z.maxLength(1_000)))),
  interest: z.optional(
    z
      .array(
        z.strictObject({
          id: z.string().check(z.minLength(1), z.maxLength(200)),
          type: typeName,
          where: z.optional(filterSchema),
        }),
      )
      .check(z.maxLength(500)),
  ),
});
