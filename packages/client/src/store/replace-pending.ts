import type { RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';
import type { KeptWrite } from '../device/index.ts';
import type { Overlay, Pending } from './overlay.ts';
import type { RecordStore } from './record-store.ts';

/**
 * Has the overlay show these writes from now on, and no others. Answers the records that may look other by that.
 * @param asOf The moment at which none that is `queued` had been sent.
 */
export function replacePending(
  { overlay, store }: { readonly overlay: Overlay; readonly store: RecordStore },
  kept: readonly KeptWrite[],
  asOf: number,
): readonly RecordRef[] {
  // While an addition was known here, nothing was taken in that may have it. One that another window put into a write that was known is as new as any.
  const met = overlay.all.filter((one) => isAddition(one) && !overlay.isIncluded(one));
  const names = new Set(met.map(nameOf));
  const refs = overlay.replace(kept);
  const left = new Set(overlay.all.map(nameOf));
  // One from here may have become part of another write.
  const moved = new Set(met.filter((one) => !left.has(nameOf(one))).map(contentOf));
  for (const one of overlay.all) if (!names.has(nameOf(one)) && !moved.has(contentOf(one))) store.meet(one, asOf);
  return refs;
}

const isAddition = ({ patch }: Pending): boolean => patch.op === 'update' && Boolean(patch.append ?? patch.increment);
const nameOf = ({ id, patch }: Pending): string => id + refKey(patch);
const contentOf = ({ patch }: Pending): string =>
  refKey(patch) + (patch.op === 'update' ? JSON.stringify([patch.append, patch.increment]) : patch.op);
