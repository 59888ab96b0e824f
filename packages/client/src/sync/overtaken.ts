import { refKey } from '@rapport/core/identity';
import type { KeptWrite, WriteState } from '../device/index.ts';

/**
 * Writes of a record take effect in the order they were made. So one that another window saw to is in what a later one left, though nobody has told here what
 * became of it: it is not to be shown on top of that.
 */
export class Overtaken {
  /** The records in which a write is known to be, by its id. */
  #records: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  /**
   * The same writes. What each does to records in which it is known to be is as if it were answered: what a later one left may have to wait before it is shown,
   * and until then this is shown, too.
   * @param isAlone Whether no other window has a write, and can have seen to it.
   */
  leaveOut(kept: readonly KeptWrite[], isAlone: (id: string) => boolean = () => false): readonly KeptWrite[] {
    if (this.#records.size === 0 && !kept.some(({ result }) => result)) return kept;
    this.#records = this.#recordsOf(kept, isAlone);
    if (this.#records.size === 0) return kept;
    return kept.flatMap((one) => {
      const { mutation, state } = one;
      const known = this.#records.get(mutation.id);
      if (!known) return one;
      const part = (isKnown: boolean, of: WriteState): readonly KeptWrite[] => {
        const patches = mutation.patches.filter((patch) => known.has(refKey(patch)) === isKnown);
        return patches.length > 0 ? [{ mutation: { ...mutation, patches }, state: of }] : [];
      };
      return [...part(true, 'acknowledged'), ...part(false, state)];
    });
  }

  #recordsOf(kept: readonly KeptWrite[], isAlone: (id: string) => boolean): ReadonlyMap<string, ReadonlySet<string>> {
    const written = new Set<string>();
    const records = new Map<string, ReadonlySet<string>>();
    for (const { mutation, state, result } of kept.toReversed()) {
      const keys = mutation.patches.map(refKey);
      if (result && 'written' in result)
        for (const one of result.written) {
          const key = refKey('record' in one ? one.record : one.deleted);
          // What it left of others, such as of those that a deletion takes a record from, need not have what was written to them.
          if (keys.includes(key)) written.add(key);
        }
      if ((state !== 'inflight' && state !== 'queued') || isAlone(mutation.id)) continue;
      const before = this.#records.get(mutation.id);
      const known = keys.filter((key) => written.has(key) || before?.has(key));
      if (known.length > 0) records.set(mutation.id, new Set(known));
    }
    return records;
  }
}
