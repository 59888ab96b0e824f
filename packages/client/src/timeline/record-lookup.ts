import type { AnyRecord, Backend, RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';

/** The records that items show something of: an author's name, a stage's. Each is fetched once. */
export interface RecordLookup {
  resolve(ref: RecordRef): AnyRecord | undefined;
  /** Fetches those that are not at hand; all that are asked for at once go in one call. What can't be fetched is done without: it never rejects. */
  fetch(refs: readonly RecordRef[]): Promise<void>;
}

export function createRecordLookup(backend: Backend): RecordLookup {
  const records = new Map<string, AnyRecord>();
  const fetches = new Map<string, Promise<void>>();
  let batch: { readonly refs: Map<string, RecordRef>; readonly done: Promise<void> } | undefined;

  const fetchAll = async (refs: ReadonlyMap<string, RecordRef>): Promise<void> => {
    try {
      const answer = await backend.get([...refs.values()].map(({ type, id }) => ({ type, name: { id } })));
      for (const record of answer.records) records.set(refKey(record), record);
      for (const { type, from, to } of answer.redirects) {
        const survivor = records.get(refKey({ type, id: to }));
        if (survivor) records.set(refKey({ type, id: from }), survivor);
      }
    } catch {
      for (const key of refs.keys()) fetches.delete(key);
    }
  };
  const openBatch = () => {
    const refs = new Map<string, RecordRef>();
    const done = Promise.resolve().then(() => {
      batch = undefined;
      return fetchAll(refs);
    });
    return { refs, done };
  };

  return {
    resolve: (ref) => records.get(refKey(ref)),
    async fetch(refs) {
      for (const ref of refs) {
        const key = refKey(ref);
        if (fetches.has(key)) continue;
        batch ??= openBatch();
        batch.refs.set(key, ref);
        fetches.set(key, batch.done);
      }
      await Promise.all(new Set(refs.map((ref) => fetches.get(refKey(ref)))));
    },
  };
}
