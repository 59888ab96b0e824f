import { refuse, type Refusal } from '../failure/index.ts';
import { refKey, valueAt, type AnyRecord, type Model } from '../model/index.ts';
import { referrersOf, withValue, type ReferenceField } from './patch-fields.ts';
import type { Permission } from './permission.ts';
import type { WorkingSet } from './working-set.ts';

/**
 * Deletes a record and settles, breadth first, what referred to it (rule A8). A record that goes in the same deletion holds nothing back.
 * What goes along or lets go is the model's doing, not the actor's: the actor's permission is not asked for it.
 */
export async function deleteRecord(
  record: AnyRecord,
  model: Model,
  set: WorkingSet,
  permission: Permission,
  limit: number,
): Promise<Refusal | undefined> {
  const gone = new Set([refKey(record)]);
  const holding: { readonly by: AnyRecord; readonly field: ReferenceField }[] = [];
  const queue = [record];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const field of referrersOf(model, next.type)) {
      for (const by of await set.referringThrough(field, next.id)) {
        if (gone.has(refKey(by))) continue;
        if (field.onDelete === 'restrict') holding.push({ by, field });
        else if (field.onDelete === 'clear') set.put(withoutReference(by, field, next.id));
        else {
          gone.add(refKey(by));
          queue.push(by);
        }
      }
    }
    set.remove(next);
    if (gone.size > limit) return refuse('too-many-changes', undefined, { maximum: limit });
  }
  const held = holding.find(({ by }) => !gone.has(refKey(by)));
  if (!held) return undefined;
  // Who may not see the record that refers is not told what it is.
  return refuse(
    'still-referenced',
    undefined,
    (await permission.sees(held.by)) ? { by: held.field.type, field: held.field.path.path } : {},
  );
}

function withoutReference(record: AnyRecord, { path, many }: ReferenceField, id: string): AnyRecord {
  const value = valueAt(record, path.key);
  return withValue(record, path.key, many && Array.isArray(value) ? value.filter((other) => other !== id) : null);
}
