import { refKey } from '@rapport/core/identity';
import type { KeptWrite } from '../device/index.ts';
import { refsOf } from './refs-of.ts';

/** Of writes whose fate is not known here, those to whose records a later one has taken effect: whatever became of them, it is in what that left. */
export function overtaken(missing: readonly KeptWrite[], later: readonly KeptWrite[]): readonly KeptWrite[] {
  if (missing.length === 0) return [];
  const written = new Set(
    later.flatMap(({ result }) =>
      result && 'written' in result
        ? result.written.map((one) => refKey('record' in one ? one.record : one.deleted))
        : [],
    ),
  );
  return missing.filter(({ mutation }) => refsOf(mutation).every((ref) => written.has(refKey(ref))));
}
