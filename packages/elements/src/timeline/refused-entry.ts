import type { RefusedWrite } from '@rapport/client';
import type { AnyRecord, MutationResult } from '@rapport/core';

/** An entry about this subject that the backend declined. It is kept until the reader writes it anew or lets it go. */
export interface RefusedEntry {
  /** The write's. */
  readonly id: string;
  readonly type: string;
  readonly values: Partial<AnyRecord>;
  readonly result: MutationResult;
  /** The beginning of what was written. */
  readonly text: string;
}

export function refusedEntries(
  attention: readonly RefusedWrite[],
  about: { readonly type: string; readonly id: string } | undefined,
): readonly RefusedEntry[] {
  return attention.flatMap(({ id, write, result }) => {
    const patch = write.patches[0];
    const isEntry = patch?.op === 'create' && (patch.type === 'activity' || patch.type === 'task');
    if (!isEntry || !about || patch.set[about.type] !== about.id) return [];
    const text = [patch.set['subject'], patch.set['body'], patch.set['notes']].find(
      (value) => typeof value === 'string',
    );
    return [
      { id, type: patch.type, values: patch.set as Partial<AnyRecord>, result, text: String(text ?? '').slice(0, 120) },
    ];
  });
}
