import type { RefusedWrite, Write } from '@rapport/client';
import type { FieldConflict, Patch } from '@rapport/core';

/** Per conflicting field, in the order of the conflicts: whose value it is to be. */
export type Choice = 'mine' | 'theirs';

/** What a reader can do about a conflict: choose field by field, delete all the same, or nothing but look again. */
export type ConflictRemedy = 'choose' | 'delete' | 'none';

/**
 * A write of several records is a decision, made on what was there: with parts of it exchanged it would tell what never happened. It is to be made again,
 * where it was made.
 */
export function remedyOf(refused: RefusedWrite): ConflictRemedy {
  const { result, write } = refused;
  const [patch, ...more] = write.patches;
  if (result.status !== 'conflict' || !patch || more.length > 0) return 'none';
  const isThere = result.current.some((one) => 'record' in one && one.record.id === patch.id);
  if (patch.op === 'delete') return isThere ? 'delete' : 'none';
  return patch.op === 'update' && result.conflicts.length > 0 ? 'choose' : 'none';
}

/**
 * The write anew, on the record as its writer has now seen it: with my value where I chose mine, and without the field where I chose theirs. Fields that were not
 * in conflict keep the base they had, so that what others do to them is merged as before. Undefined where nothing is left of it.
 */
export function rebased({ result, write }: RefusedWrite, choices: readonly Choice[]): Write | undefined {
  const [patch] = write.patches;
  if (result.status !== 'conflict' || !patch || patch.op === 'create') return undefined;
  const current = result.current.find((one) => 'record' in one && one.record.id === patch.id);
  const version = current && 'record' in current ? { version: current.record.version } : {};
  if (patch.op === 'delete') return { ...write, patches: [{ ...patch, base: version }] };
  const dropped = new Set(result.conflicts.flatMap(({ field }, index) => (choices[index] === 'theirs' ? [field] : [])));
  const kept = (values: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => !dropped.has(name)));
  const fields = { ...kept(patch.base?.fields), ...seen(result.conflicts.filter(({ field }) => !dropped.has(field))) };
  const anew = {
    ...patch,
    base: { ...version, fields },
    set: kept(patch.set),
    unset: (patch.unset ?? []).filter((name) => !dropped.has(name)),
  };
  return isEmpty(anew) ? undefined : { ...write, patches: [anew] };
}

/** Their values, as a patch's base has them: those that are missing are left out. */
function seen(conflicts: readonly FieldConflict[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(conflicts.flatMap(({ field, theirs }) => (theirs === undefined ? [] : [[field, theirs]])));
}

function isEmpty({ set, unset, add, remove, append, increment }: Extract<Patch, { op: 'update' }>): boolean {
  const count = [set, add, remove, append, increment].reduce((sum, part) => sum + Object.keys(part ?? {}).length, 0);
  return count + (unset?.length ?? 0) === 0;
}
