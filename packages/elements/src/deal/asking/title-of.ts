import type { AnyRecord } from '@rapport/core';

/** What a record is called. */
export function titleOf(record: AnyRecord): string {
  return typeof record['name'] === 'string' && record['name'] !== '' ? record['name'] : record.id;
}
