import type { Mutation } from '@rapport/core';
import type { KeptWrite } from '../device/index.ts';

/**
 * A write that stood on one that was declined, once that is decided: where its writer saw a value of the declined one, it is as if they had seen what
 * takes its place, so that nobody is said to have changed what nobody changed.
 */
export function rebased(mutation: Mutation, declined: KeptWrite, instead: Mutation | undefined): Mutation {
  const patches = mutation.patches.map((patch) => {
    if (patch.op !== 'update' || !patch.base?.fields) return patch;
    let fields = patch.base.fields;
    for (const [name, mine] of valuesOf(declined.mutation, patch.id)) {
      const isTouched = patch.set?.[name] !== undefined || patch.unset?.includes(name);
      if (!isTouched || !isSame(fields[name], mine)) continue;
      const { [name]: _, ...others } = fields;
      const value = seenInstead(name, patch.id, declined, instead);
      fields = value === undefined ? others : { ...others, [name]: value };
    }
    return fields === patch.base.fields ? patch : { ...patch, base: { ...patch.base, fields } };
  });
  return patches.every((patch, index) => patch === mutation.patches[index]) ? mutation : { ...mutation, patches };
}

/** Whether the writer of an edit saw values of another write, and changed them. */
export function writesOver({ patches }: Mutation, other: Mutation): boolean {
  return patches.some((patch) => {
    if (patch.op !== 'update') return false;
    const { set, unset, base, ...parts } = patch;
    const added = [parts.append, parts.increment, parts.add, parts.remove];
    return [...valuesOf(other, patch.id)].some(([name, value]) => {
      const isSet = set?.[name] !== undefined || unset?.includes(name);
      return isSet ? isSame(base?.fields?.[name], value) : added.some((part) => part?.[name] !== undefined);
    });
  });
}

/** What a write makes of the fields of a record that it sets or unsets. */
function valuesOf({ patches }: Mutation, id: string): ReadonlyMap<string, unknown> {
  return new Map(
    patches.flatMap((patch): (readonly [string, unknown])[] =>
      patch.id !== id || patch.op === 'delete'
        ? []
        : [
            ...Object.entries(patch.set ?? {}),
            ...(patch.op === 'update' ? (patch.unset ?? []).map((name) => [name, undefined] as const) : []),
          ],
    ),
  );
}

function seenInstead(
  name: string,
  id: string,
  { mutation, result }: KeptWrite,
  instead: Mutation | undefined,
): unknown {
  const anew = instead && valuesOf(instead, id);
  if (anew?.has(name)) return anew.get(name);
  const conflict =
    result?.status === 'conflict' ? result.conflicts.find((one) => one.id === id && one.field === name) : undefined;
  if (conflict) return conflict.theirs;
  const patch = mutation.patches.find((one) => one.id === id && one.op === 'update');
  return patch?.op === 'update' ? patch.base?.fields?.[name] : undefined;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
