import { refuse, type Refusal } from '../failure/index.ts';
import { refKey, type RecordRef } from '../model/index.ts';
import type { FieldEdit } from './apply-patch.ts';
import { checkValue } from './check-patch.ts';
import type { Permission } from './permission.ts';
import type { WorkingSet } from './working-set.ts';

/** What is wrong with a record's edits beside what is stored: each is valid after the merge, leads to records in sight, and takes nobody's foreign id. */
export async function checkEdits(
  record: RecordRef,
  edits: readonly FieldEdit[],
  set: WorkingSet,
  permission: Permission,
): Promise<Refusal | undefined> {
  for (const edit of edits) {
    const fault =
      checkValue(edit.path, edit.after) ??
      (await checkReferences(record, edit, set, permission)) ??
      (await checkExternalId(record, edit, set));
    if (fault) return fault;
  }
  return undefined;
}

/** Only what a reference leads to anew is looked at: a change elsewhere in a set need not find what has gone since. */
async function checkReferences(
  record: RecordRef,
  { path, before, after }: FieldEdit,
  set: WorkingSet,
  permission: Permission,
): Promise<Refusal | undefined> {
  const type = path.field.target;
  if (type === undefined) return undefined;
  const old = new Set([before].flat());
  const added = [after].flat().filter((id): id is string => typeof id === 'string' && !old.has(id));
  // A record may refer to itself, also while it is being created.
  const refs = added.map((id) => ({ type, id })).filter((ref) => refKey(ref) !== refKey(record));
  await set.load(refs);
  for (const ref of refs) {
    const target = set.record(ref);
    if (!target || !(await permission.sees(target))) return refuse('unknown-reference', path.path, { target: type });
  }
  return undefined;
}

async function checkExternalId(
  record: RecordRef,
  { path, after }: FieldEdit,
  set: WorkingSet,
): Promise<Refusal | undefined> {
  if (path.key.at !== 'externalIds' || typeof after !== 'string') return undefined;
  const owner = await set.externalOwner(record.type, path.key.name, after);
  return owner === undefined || owner === record.id ? undefined : refuse('external-id-taken', path.path);
}
