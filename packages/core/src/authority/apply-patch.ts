import { valueAt, type AnyRecord, type FieldPath, type Instant, type Model } from '../model/index.ts';
import type { FieldConflict, Patch } from '../port/index.ts';
import { appended, distinct, isSet, mergeField, withMembers, withoutMembers } from './merge-field.ts';
import { ownField, withValue } from './patch-fields.ts';
import { sameJson } from './plain-json.ts';

type Create = Extract<Patch, { op: 'create' }>;
type Update = Extract<Patch, { op: 'update' }>;

/** A field that a patch changed. */
export interface FieldEdit {
  readonly path: FieldPath;
  readonly before: unknown;
  readonly after: unknown;
}

/** What an update makes of a record. `record` is the very same object where nothing changed. */
export interface MergedPatch {
  readonly record: AnyRecord;
  readonly edits: readonly FieldEdit[];
  /** Took effect beside changes of others. */
  readonly merged: boolean;
  readonly overwrote: readonly FieldConflict[];
  readonly conflicts: readonly FieldConflict[];
}

/**
 * What a patch makes of a record, or of none: the authority's own merge, without its checks. Used for optimistic writes; where the authority would ask
 * (`conflict: 'ask'`), mine is shown. Null where the patch deletes, or updates what is not there. The same object where nothing changes.
 */
export function applyPatch(
  record: AnyRecord | null,
  patch: Patch,
  context: { readonly model: Model; readonly now: Instant },
): AnyRecord | null {
  switch (patch.op) {
    case 'delete':
      return null;
    case 'create': {
      const created = record ?? emptyRecord(patch, context.now);
      const { record: filled, edits } = mergePatch(
        created,
        { op: 'update', type: patch.type, id: patch.id, set: patch.set },
        context.model,
      );
      return record && edits.length > 0 ? stamped(filled, record, context.now) : filled;
    }
    case 'update': {
      if (!record) return null;
      const { record: merged, conflicts } = mergePatch(record, patch, context.model);
      const mine = conflicts.reduce((sum, { field, mine: value }) => {
        const path = ownField(context.model, patch.type, field);
        return path ? withValue(sum, path.key, value) : sum;
      }, merged);
      return mine === record ? record : stamped(mine, record, context.now);
    }
  }
}

/** A record of a create, before its fields. */
export function emptyRecord({ type, id, set }: Create, now: Instant): AnyRecord {
  const createdAt = typeof set['createdAt'] === 'string' ? set['createdAt'] : now;
  return { type, id, version: 1, createdAt, updatedAt: now, externalIds: {}, custom: {} };
}

/** The record as the next version of another. */
export function stamped(record: AnyRecord, before: AnyRecord, now: Instant): AnyRecord {
  return { ...record, version: before.version + 1, updatedAt: now };
}

/** Merges an update into the record there is, field by field (rules A6, A7). Fields the model does not know are left aside: they are refused elsewhere. */
export function mergePatch(record: AnyRecord, patch: Update, model: Model): MergedPatch {
  const edits: FieldEdit[] = [];
  const overwrote: FieldConflict[] = [];
  const conflicts: FieldConflict[] = [];
  let merged = patch.base?.version !== undefined && patch.base.version !== record.version;
  let draft = record;
  const change = (path: FieldPath, after: unknown): void => {
    const before = valueAt(draft, path.key);
    if (sameJson(before, after)) return;
    edits.push({ path, before, after });
    draft = withValue(draft, path.key, after);
  };
  const each = <V>(
    values: Readonly<Record<string, V>> | undefined,
    apply: (path: FieldPath, value: V) => void,
  ): void => {
    for (const [name, value] of Object.entries(values ?? {})) {
      const path = ownField(model, patch.type, name);
      if (path) apply(path, value);
    }
  };
  const merge = (path: FieldPath, mine: unknown): void => {
    const theirs = valueAt(record, path.key);
    const base = seen(patch, path, theirs, record.version);
    const { value, outcome } = mergeField(path.field, base, mine, theirs);
    if (outcome !== 'clean') merged = true;
    const told = { type: patch.type, id: patch.id, field: path.path, base, mine, theirs };
    if (outcome === 'overwrote') overwrote.push(told);
    if (outcome === 'conflict') conflicts.push(told);
    change(path, value);
  };

  each(patch.set, (path, value) => merge(path, normal(path, value)));
  for (const name of patch.unset ?? []) {
    const path = ownField(model, patch.type, name);
    if (path) merge(path, undefined);
  }
  each(patch.remove, (path, values) => {
    const there = valueAt(draft, path.key);
    if (Array.isArray(there)) change(path, withoutMembers(path.field, there, values));
  });
  each(patch.add, (path, values) => {
    if (values.length > 0) change(path, withMembers(path.field, valueAt(draft, path.key), values));
  });
  each(patch.append, (path, text) => {
    if (text !== '') change(path, appended(valueAt(draft, path.key), text));
  });
  each(patch.increment, (path, amount) => {
    const there = valueAt(draft, path.key);
    if (amount !== 0) change(path, (typeof there === 'number' ? there : 0) + amount);
  });
  return { record: draft, edits, merged, overwrote, conflicts };
}

/** What the writer saw in a field; where it said nothing at all, what is there. */
function seen(patch: Update, path: FieldPath, theirs: unknown, version: number): unknown {
  const { base } = patch;
  if (base?.fields) return Object.hasOwn(base.fields, path.path) ? base.fields[path.path] : undefined;
  return base?.version === undefined || base.version === version ? theirs : undefined;
}

/** Sets are kept without repetition; a foreign id that is null is one that is taken back. */
function normal(path: FieldPath, value: unknown): unknown {
  if (path.key.at === 'externalIds' && value === null) return undefined;
  return isSet(path.field) && Array.isArray(value) ? distinct(path.field, value) : value;
}
