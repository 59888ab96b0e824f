import * as z from 'zod/mini';
import type { RecordId } from '../identity/index.ts';

/** A record's id: a UUID in lower case, version 7 when Rapport makes it, so that ids made offline sort by creation. */
export const recordIdSchema = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'uuid'));

/** A record named by somebody: our id, or a foreign system's own, written `system:id` (`erp:10042`). */
export type RecordName = { readonly id: RecordId } | { readonly system: string; readonly externalId: string };

const namePattern = /^([A-Za-z][A-Za-z0-9_-]*):(.+)$/su;

/** Reads `erp:10042` or one of our ids. Undefined where the text is neither. */
export function parseRecordName(text: string): RecordName | undefined {
  const trimmed = text.trim();
  const id = recordIdSchema.safeParse(trimmed.toLowerCase());
  if (id.success) return { id: id.data };
  const match = namePattern.exec(trimmed);
  return match?.[1] && match[2] ? { system: match[1], externalId: match[2] } : undefined;
}
