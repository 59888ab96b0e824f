import { toInstant, type AnyRecord, type StandardRecords, type StandardTypeName } from '@rapport/core/model';

/** Stories stand still: this is their present, a Saturday morning. */
export const now = Date.parse('2026-11-21T10:51:00.000Z');

/** An id that is the same every time. */
export function idOf(kind: number, index: number): string {
  return `00000000-0000-7000-8${String(kind).padStart(3, '0')}-${String(index).padStart(12, '0')}`;
}

/** So many minutes before the stories' present. */
export function ago(minutes: number): string {
  return toInstant(now - minutes * 60_000);
}

/** A record with the envelope filled in. */
export function aRecord<Name extends StandardTypeName>(
  type: Name,
  id: string,
  values: Omit<
    StandardRecords[Name],
    'type' | 'id' | 'version' | 'createdAt' | 'updatedAt' | 'externalIds' | 'custom'
  > &
    Partial<Pick<StandardRecords[Name], 'externalIds' | 'createdAt'>>,
): AnyRecord {
  const createdAt = ago(400_000);
  return { type, id, version: 1, createdAt, updatedAt: createdAt, externalIds: {}, custom: {}, ...values } as AnyRecord;
}
