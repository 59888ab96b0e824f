import { isRecordId, type RecordId } from '../identity/index.ts';

/** A record named by somebody: our id, or a foreign system's own, written `system:id` (`erp:10042`). */
export type RecordName = { readonly id: RecordId } | { readonly system: string; readonly externalId: string };

const namePattern = /^([A-Za-z][A-Za-z0-9_-]*):(.+)$/su;

/** Reads `erp:10042` or one of our ids. Undefined where the text is neither. */
export function parseRecordName(text: string): RecordName | undefined {
  const trimmed = text.trim();
  const id = trimmed.toLowerCase();
  if (isRecordId(id)) return { id };
  const match = namePattern.exec(trimmed);
  return match?.[1] && match[2] ? { system: match[1], externalId: match[2] } : undefined;
}
