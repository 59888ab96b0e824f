import { refKey, type AnyRecord, type RecordRef } from '../model/index.ts';
import type { MutationResult, Written } from '../port/index.ts';
import type { Permission } from './permission.ts';
import type { RecordChange } from './storage.ts';
import { isTombstone, type Held, type WorkingSet } from './working-set.ts';

/** What the actor sees of the records that a mutation named or changed, as the mutation leaves them. */
export async function writtenRecords(
  touched: ReadonlyMap<string, RecordRef>,
  changes: readonly RecordChange[],
  set: WorkingSet,
  permission: Permission,
): Promise<Written[]> {
  const changed = new Map(changes.map((change) => [refKey((change.after ?? change.before) as AnyRecord), change]));
  const keys = new Map<string, RecordRef | undefined>([
    ...touched,
    ...[...changed.keys()].map((key) => [key, touched.get(key)] as const),
  ]);
  const written: Written[] = [];
  for (const [key, ref] of keys) {
    const { before = null, after = null } = changed.get(key) ?? {};
    if (after) written.push(...(await shown(after, permission)));
    else if (before) {
      const { type, id, version } = before;
      if (ref || (await permission.sees(before))) written.push({ deleted: { type, id, version: version + 1 } });
      // Named, and left as it was found.
    } else if (ref) written.push(...(await shown(set.stored(ref), permission)));
  }
  return written;
}

/** What there is now of the records that an earlier result named. */
export async function presentRecords(
  result: MutationResult,
  set: WorkingSet,
  permission: Permission,
): Promise<Written[]> {
  const named = 'written' in result ? result.written : [];
  return storedRecords(
    named.map((written) => ('record' in written ? written.record : written.deleted)),
    set,
    permission,
  );
}

/** What the actor sees of records as the mutation found them. */
export async function storedRecords(
  refs: Iterable<RecordRef>,
  set: WorkingSet,
  permission: Permission,
): Promise<Written[]> {
  const list = [...refs];
  await set.load(list);
  const written: Written[] = [];
  for (const ref of list) written.push(...(await shown(set.stored(ref), permission)));
  return written;
}

async function shown(held: Held, permission: Permission): Promise<Written[]> {
  if (held === null) return [];
  if (isTombstone(held)) return [{ deleted: { type: held.type, id: held.id, version: held.version } }];
  const record = await permission.show(held);
  return record ? [{ record }] : [];
}
