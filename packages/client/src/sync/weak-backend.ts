import type {
  AnyRecord,
  Backend,
  FieldConflict,
  Model,
  Mutation,
  MutationResult,
  Patch,
  RecordRef,
} from '@rapport/core';
import { mergePatch } from '@rapport/core/live';
import { refuse } from '@rapport/core/failure';
import { refKey } from '@rapport/core/identity';

type Update = Extract<Patch, { op: 'update' }>;

export interface WeakBackend {
  readonly backend: Backend;
  readonly model: Model;
  readonly signal: AbortSignal;
}

/** Writes as they are to be sent, beside what others wrote since. */
export interface Comparison {
  /** Each as it was made, and as it is to be sent. */
  readonly ready: readonly (readonly [Mutation, Mutation])[];
  /** What became of those that need not be sent, or must not be. */
  readonly results: readonly MutationResult[];
  /** Values of others that give way, by the write. */
  readonly overwrote: ReadonlyMap<string, readonly FieldConflict[]>;
}

/**
 * For a backend that does not notice what others changed: reads the records again and merges each write as an authority would, with the model's policies. What
 * others write between this and the push is overwritten unnoticed: the status says so.
 */
export async function comparedWith(batch: readonly Mutation[], weak: WeakBackend): Promise<Comparison> {
  const updates = batch.flatMap(({ patches }) => patches.filter(({ op }) => op === 'update'));
  const records = await readAll(updates, weak);
  const ready: (readonly [Mutation, Mutation])[] = [];
  const results: MutationResult[] = [];
  const overwrote = new Map<string, readonly FieldConflict[]>();
  for (const mutation of batch) {
    const { id } = mutation;
    const merged = mutation.patches.map((patch) => mergedWith(patch, records.get(refKey(patch)), weak.model));
    const current = merged.flatMap(({ record }) => (record ? [{ record }] : []));
    const conflicts = merged.flatMap((one) => one.conflicts);
    const patches = merged.flatMap(({ patch }) => patch ?? []);
    overwrote.set(
      id,
      merged.flatMap((one) => one.overwrote),
    );
    if (conflicts.length > 0 || merged.some(({ isGone }) => isGone))
      results.push({ id, status: 'conflict', conflicts, current });
    else if (patches.length === 0) results.push({ id, status: 'applied', written: current });
    else ready.push([mutation, { ...mutation, patches }]);
  }
  return { ready, results, overwrote };
}

/**
 * For a backend that would apply a write twice: looks whether writes that nobody answered have taken effect. Where that can't be seen, the outcome is unknown, and it is
 * for the user to say what is to be done.
 */
export async function lookedFor(batch: readonly Mutation[], weak: WeakBackend): Promise<readonly MutationResult[]> {
  const records = await readAll(
    batch.flatMap(({ patches }) => patches),
    weak,
  );
  return batch.map(({ id, patches }): MutationResult => {
    const isThere = patches.every((patch) => hasTakenEffect(patch, records.get(refKey(patch)), weak.model));
    if (!isThere) return { id, status: 'refused', refusal: refuse('outcome-unknown') };
    const written = patches.map((patch) => {
      const record = records.get(refKey(patch));
      const version = patch.op === 'create' ? 1 : (patch.base?.version ?? 0) + 1;
      return record ? { record } : { deleted: { type: patch.type, id: patch.id, version } };
    });
    return { id, status: 'duplicate', written };
  });
}

async function readAll(
  refs: readonly RecordRef[],
  { backend, signal }: WeakBackend,
): Promise<ReadonlyMap<string, AnyRecord>> {
  const unique = [...new Map(refs.map(({ type, id }) => [refKey({ type, id }), { type, name: { id } }])).values()];
  if (unique.length === 0) return new Map();
  const { records } = await backend.get(unique, { signal });
  return new Map(records.map((record) => [refKey(record), record]));
}

interface Merged {
  /** Undefined where there is nothing left to do. */
  readonly patch: Patch | undefined;
  readonly record?: AnyRecord | undefined;
  readonly isGone?: boolean;
  readonly conflicts: readonly FieldConflict[];
  readonly overwrote: readonly FieldConflict[];
}

function mergedWith(patch: Patch, record: AnyRecord | undefined, model: Model): Merged {
  if (patch.op !== 'update') return { patch, conflicts: [], overwrote: [] };
  if (!record) return { patch, isGone: true, conflicts: [], overwrote: [] };
  const { op, type, id, base, set, unset, ...operations } = patch;
  const values: Update = {
    op,
    type,
    id,
    ...(base?.fields && { base: { fields: base.fields } }),
    ...(set && { set }),
    ...(unset && { unset }),
  };
  const { edits, merged, conflicts, overwrote } = mergePatch(record, values, model);
  if (!merged) return { patch, record, conflicts, overwrote };
  const left = edits.filter(({ after }) => after !== undefined).map(({ path, after }) => [path.path, after] as const);
  const out = edits.filter(({ after }) => after === undefined).map(({ path }) => path.path);
  const isNothing = edits.length === 0 && Object.keys(operations).length === 0;
  return {
    patch: isNothing ? undefined : { op, type, id, set: Object.fromEntries(left), unset: out, ...operations },
    record,
    conflicts,
    overwrote,
  };
}

function hasTakenEffect(patch: Patch, record: AnyRecord | undefined, model: Model): boolean {
  if (patch.op === 'delete') return record === undefined;
  if (!record) return false;
  if (patch.op === 'create') return true;
  const { append = {}, increment = {}, base: _, ...visible } = patch;
  // A number says nothing of what was added to it.
  if (Object.keys(increment).length > 0) return false;
  const texts = Object.entries(append).map(([name, text]) => String(readText(record, name)).endsWith(text));
  return texts.every(Boolean) && mergePatch(record, visible, model).edits.length === 0;
}

function readText(record: AnyRecord, name: string): unknown {
  return name.startsWith('custom.') ? record.custom[name.slice('custom.'.length)] : record[name];
}
