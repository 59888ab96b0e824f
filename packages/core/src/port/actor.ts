import * as z from 'zod/mini';
import { recordIdSchema } from '../model/index.ts';
import { roles } from './role.ts';

/** Whoever acts, as the token says. */
export const actorSchema = z.strictObject({
  tenant: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,60}$/, 'tenant')),
  role: z.enum(roles),
  /** The id of the user record, for admins and agents. */
  user: z.optional(recordIdSchema),
  /** The id of the contact record, for customers. */
  contact: z.optional(recordIdSchema),
  /** The id of the partner record, for a partner's users. */
  partner: z.optional(recordIdSchema),
  name: z.optional(z.string().check(z.maxLength(200))),
});
export type Actor = z.infer<typeof actorSchema>;
