/** A record's id: a UUID in lower case, version 7 when Rapport makes it, so that ids made offline sort by creation. */
export type RecordId = string;

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is of a record id's form. */
export function isRecordId(text: string): boolean {
  return idPattern.test(text);
}

/**
 * A UUIDv7 (RFC 9562, 5.7) from an instant and ten random bytes. Pure: whoever calls it brings clock and chance.
 * @param milliseconds since 1970-01-01T00:00Z, 48 bits.
 */
export function uuidv7(milliseconds: number, random: Uint8Array): RecordId {
  const time = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0').slice(-12);
  const bytes = Uint8Array.from({ length: 10 }, (_, index) => random[index] ?? 0);
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70;
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  const tail = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}

/** Makes ids. Injected wherever records or mutations are created. */
export type NewId = () => RecordId;

/** A reference to a record, by type and id. */
export interface RecordRef {
  readonly type: string;
  readonly id: RecordId;
}

/** One string for a reference, for use as a map's key. */
export function refKey(ref: RecordRef): string {
  return `${ref.type}/${ref.id}`;
}
