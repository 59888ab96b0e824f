import type { RefusedWrite, Write } from '@rapport/client';
import type { FieldConflict, Patch } from '@rapport/core';

type Update = Extract<Patch, { op: 'update' }>;

/** Per conflicting field, in the order of the conflicts: whose value it is to be, or which other. */
export type Choice = 'mine' | 'theirs' | { readonly value: unknown };

/**
 * What a reader can do about a conflict: choose field by field, make a decision over several records all the same, delete all the same, or nothing but
 * look again.
 */
export type ConflictRemedy = 'choose' | 'redo' | 'delete' | 'none';

/**
 * A write of several records is a decision, made on what was there: with parts of it exchanged it would tell what never happened. It is made all the same as a
 * whole, or given up.
 */
export function remedyOf({ result, write }: RefusedWrite): ConflictRemedy {
  const [patch, ...more] = write.patches;
  if (result.status !== 'conflict' || !patch) return 'none';
  const there = new Set(result.current.flatMap((one) => ('record' in one ? [one.record.id] : [])));
  if (more.length > 0)
    return result.conflicts.length > 0 && result.conflicts.every(({ id }) => there.has(id)) ? 'redo' : 'none';
  if (patch.op === 'delete') return there.has(patch.id) ? 'delete' : 'none';
  return patch.op === 'update' && result.conflicts.length > 0 ? 'choose' : 'none';
}

/**
 * The write anew, on the records as its writer has now seen them: with the value that was chosen, and without the field where theirs was. Fields that were not in
 * conflict keep the base they had, so that what others do to them is merged as before. Undefined where nothing is left of it.
 */
export function rebased({ result, write }: RefusedWrite, choices: readonly Choice[]): Write | undefined {
  if (result.status !== 'conflict') return undefined;
  const decided = result.conflicts.map((conflict, index) => ({ conflict, choice: choices[index] ?? 'mine' }));
  const patches = write.patches.flatMap((patch): readonly Patch[] => {
    if (patch.op === 'create') return [patch];
    const current = result.current.find((one) => 'record' in one && one.record.id === patch.id);
    const version = current && 'record' in current ? { version: current.record.version } : {};
    if (patch.op === 'delete') return [{ ...patch, base: version }];
    const anew = updateAnew(
      patch,
      decided.filter(({ conflict }) => conflict.id === patch.id),
      version,
    );
    return isEmpty(anew) ? [] : [anew];
  });
  return patches.length === 0 ? undefined : { ...write, patches };
}

interface Decided {
  readonly conflict: FieldConflict;
  readonly choice: Choice;
}

function updateAnew(patch: Update, decided: readonly Decided[], version: { readonly version?: number }): Update {
  if (decided.length === 0) return patch;
  const dropped = new Set(decided.flatMap(({ conflict, choice }) => (choice === 'mine' ? [] : [conflict.field])));
  const others = decided.flatMap(({ conflict, choice }) =>
    typeof choice === 'object' ? [[conflict.field, choice.value] as const] : [],
  );
  const kept = (values: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => !dropped.has(name)));
  const seen = decided.filter(({ choice }) => choice !== 'theirs').map(({ conflict }) => conflict);
  return {
    ...patch,
    base: { ...version, fields: { ...kept(patch.base?.fields), ...theirsIn(seen) } },
    set: { ...kept(patch.set), ...Object.fromEntries(others) },
    unset: (patch.unset ?? []).filter((name) => !dropped.has(name)),
  };
}

/** Their values, as a patch's base has them: those that are missing are left out. */
function theirsIn(conflicts: readonly FieldConflict[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(conflicts.flatMap(({ field, theirs }) => (theirs === undefined ? [] : [[field, theirs]])));
}

function isEmpty({ set, unset, add, remove, append, increment }: Update): boolean {
  const count = [set, add, remove, append, increment].reduce((sum, part) => sum + Object.keys(part ?? {}).length, 0);
  return count + (unset?.length ?? 0) === 0;
}
