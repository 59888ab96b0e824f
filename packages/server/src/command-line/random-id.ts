import { randomFillSync } from 'node:crypto';
import { uuidv7, type RecordId } from '@rapport/core/model';

/** A new id, by the process's clock and chance. */
export function randomId(): RecordId {
  return uuidv7(Date.now(), randomFillSync(new Uint8Array(10)));
}
