import type { RecordId } from '@rapport/core/model';
import { v5 } from 'uuid';
import type { ForeignName } from './draft-record.ts';

// Namespace of the ids of records that were first heard of from a foreign system (RFC 9562, 5.5); made once, never to change.
const namespace = 'c1b0a6de-6c1f-4f0a-9d0e-5f6f5b1a7c21';

/** The id of a record that is made for a foreign name: always the same, so that two imports at once make one record. */
export function upsertId(tenant: string, { type, system, externalId }: ForeignName): RecordId {
  return v5(JSON.stringify([tenant, type, system, externalId]), namespace);
}
