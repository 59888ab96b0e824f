import * as z from 'zod/mini';
import { instantSchema, recordIdSchema } from '../model/index.ts';

const values = z.record(z.string().check(z.maxLength(100)), z.unknown());
const lists = z.record(z.string().check(z.maxLength(100)), z.array(z.unknown()).check(z.maxLength(1_000)));
const type = z.string().check(z.minLength(1), z.maxLength(60));

/**
 * A change of one record. Fields are named as at the record's root; custom ones and foreign ids as `custom.name` and `externalIds.system`.
 * `add`, `remove`, `append` and `increment` are operations, which merge with what others did in the meantime.
 */
export const patchSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('create'), type, id: recordIdSchema, set: values }),
  z.strictObject({
    op: z.literal('update'),
    type,
    id: recordIdSchema,
    /** What the change was based on. Without it the change is blind: the last write wins. */
    base: z.optional(
      z.strictObject({
        version: z.optional(z.int()),
        /** The values, as the writer saw them, of the fields that are set or unset; null for null and absent for missing. */
        fields: z.optional(values),
      }),
    ),
    set: z.optional(values),
    /** Fields to go back to missing. */
    unset: z.optional(z.array(z.string()).check(z.maxLength(200))),
    /** Values to put into sets. */
    add: z.optional(lists),
    /** Values to take out of sets. */
    remove: z.optional(lists),
    /** Text to put at the end, after a line break. */
    append: z.optional(z.record(z.string(), z.string().check(z.maxLength(100_000)))),
    /** Numbers to add. */
    increment: z.optional(z.record(z.string(), z.number())),
  }),
  z.strictObject({
    op: z.literal('delete'),
    type,
    id: recordIdSchema,
    base: z.optional(z.strictObject({ version: z.optional(z.int()) })),
  }),
]);
export type Patch = z.infer<typeof patchSchema>;

/** Patches that take effect together or not at all. Sending it again changes nothing: it is known by its id. */
export const mutationSchema = z.strictObject({
  id: recordIdSchema,
  /** The decision that made it, `deal.win`; plain edits are `TYPE.create`, `TYPE.update`, `TYPE.delete`. */
  command: z.string().check(z.regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/, 'command')),
  /** When it was made, by the maker's clock: for labels only, never for order. */
  at: instantSchema,
  /** Who made it, as the maker believes; the authority goes by the token. */
  actor: z.optional(z.string().check(z.maxLength(200))),
  patches: z.array(patchSchema).check(z.minLength(1), z.maxLength(1_000)),
});
