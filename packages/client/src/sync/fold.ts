import type { Mutation, Patch } from '@rapport/core';
import type { KeptWrite } from '../device/index.ts';
import { fieldChanges, inTurn, patchParts } from './field-changes.ts';

type Create = Extract<Patch, { op: 'create' }>;
type Update = Extract<Patch, { op: 'update' }>;

/** A write that a new one becomes part of, and what the two are together, by the id of the first: nothing, where they cancel each other out. */
export interface Fold {
  readonly at: KeptWrite;
  readonly into: Mutation | undefined;
}

/**
 * What a new write and the last one of its record, still to be sent, are together; undefined where they stay two. Both are of that record alone, and both are
 * plain edits or the same decision: what is sent has the same effect, and was based on what the first one's writer saw. What waits for a decision stays what it
 * is: a window that lost the storage has it as it was, and sends it so.
 */
export function foldOf(kept: readonly KeptWrite[], mutation: Mutation): Fold | undefined {
  const [patch, ...more] = mutation.patches;
  if (!patch || more.length > 0) return undefined;
  const { type, id } = patch;
  const index = kept.findLastIndex((one) =>
    one.mutation.patches.some((other) => other.id === id && other.type === type),
  );
  const at = kept[index];
  const [first, ...others] = at?.mutation.patches ?? [];
  if (!at || !first || others.length > 0 || at.state !== 'queued') return undefined;
  if (mutation.command !== at.mutation.command && !(isPlain(mutation) && isPlain(at.mutation))) return undefined;
  const between = kept.slice(index + 1);
  if (patch.op === 'delete' && first.op === 'create')
    return between.some((one) => names(one.mutation, id)) ? undefined : { at, into: undefined };
  // It goes in the place of the first: not before what it refers to was created.
  const created = between.flatMap((one) => one.mutation.patches.filter(({ op }) => op === 'create'));
  const into = created.some((one) => names(mutation, one.id)) ? undefined : together(first, patch);
  const { command } = at.mutation;
  return into && { at, into: { ...mutation, id: at.mutation.id, command, patches: [into] } };
}

const isPlain = ({ command, patches: [patch] }: Mutation): boolean => command === `${patch?.type}.${patch?.op}`;
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const names = (mutation: Mutation, id: string): boolean => JSON.stringify(mutation.patches).includes(id);

function together(first: Patch, second: Patch): Patch | undefined {
  // A deletion that is declined must not take with it what was changed before.
  if (first.op === 'delete' || second.op !== 'update') return undefined;
  return first.op === 'create' ? createdWith(first, second) : updatedWith(first, second);
}

function createdWith(first: Create, second: Update): Create | undefined {
  const set = changesInTurn(first, second, true);
  return set && { ...first, set: set.set ?? {} };
}

/** A base counts for a whole update: where one has another kind of base than the other, they stay two. */
function updatedWith(first: Update, second: Update): Update | undefined {
  const { base } = first;
  if (base ? !base.fields || !second.base?.fields : second.base) return undefined;
  const own = new Map([
    ...Object.entries(first.set ?? {}),
    ...(first.unset ?? []).map((name): [string, unknown] => [name, undefined]),
  ]);
  const fields = second.base?.fields ?? {};
  const touched = [...Object.keys(second.set ?? {}), ...(second.unset ?? [])];
  // Made in another window, without knowing of the first: what gives way is for the authority to say.
  if (base && touched.some((name) => own.has(name) && !isSame(fields[name], own.get(name)))) return undefined;
  const parts = changesInTurn(first, second);
  const seen = Object.entries(fields).filter(([name]) => !own.has(name));
  const { op, type, id } = first;
  return (
    parts && {
      op,
      type,
      id,
      ...(base && { base: { ...base, fields: { ...Object.fromEntries(seen), ...base.fields } } }),
      ...parts,
    }
  );
}

function changesInTurn(
  first: Create | Update,
  second: Update,
  isNew = false,
): ReturnType<typeof patchParts> | undefined {
  const changes = new Map(fieldChanges(first));
  for (const [name, change] of fieldChanges(second)) {
    const before = changes.get(name) ?? (isNew ? ({ kind: 'unset' } as const) : undefined);
    const after = before ? inTurn(before, change) : change;
    if (!after) return undefined;
    if (isNew && after.kind === 'unset') changes.delete(name);
    else changes.set(name, after);
  }
  return patchParts(changes);
}
