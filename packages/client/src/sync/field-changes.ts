import type { Patch } from '@rapport/core';
import { fold } from '@rapport/core/live';

type Update = Extract<Patch, { op: 'update' }>;

/** What an update does to one field: a field is named in one part of it only, but for what is put into and taken out of a set. */
export type FieldChange =
  | { readonly kind: 'set'; readonly value: unknown }
  | { readonly kind: 'unset' }
  | { readonly kind: 'members'; readonly remove: readonly unknown[]; readonly add: readonly unknown[] }
  | { readonly kind: 'append'; readonly text: string }
  | { readonly kind: 'increment'; readonly amount: number };

type FieldChanges = ReadonlyMap<string, FieldChange>;

export function fieldChanges(
  patch: Pick<Update, 'set' | 'unset' | 'add' | 'remove' | 'append' | 'increment'>,
): FieldChanges {
  const changes = new Map<string, FieldChange>();
  const each = <V>(
    values: Readonly<Record<string, V>> | undefined,
    change: (value: V, name: string) => FieldChange,
  ) => {
    for (const [name, value] of Object.entries(values ?? {})) changes.set(name, change(value, name));
  };
  each(patch.set, (value) => ({ kind: 'set', value }));
  for (const name of patch.unset ?? []) changes.set(name, { kind: 'unset' });
  each(patch.remove, (remove) => ({ kind: 'members', remove, add: [] }));
  each(patch.add, (add, name) => ({ kind: 'members', remove: patch.remove?.[name] ?? [], add }));
  each(patch.append, (text) => ({ kind: 'append', text }));
  each(patch.increment, (amount) => ({ kind: 'increment', amount }));
  return changes;
}

/** The parts of an update that does this; those that are empty are left out. */
export function patchParts(changes: FieldChanges): Omit<Update, 'op' | 'type' | 'id' | 'base'> {
  const parts: Record<string, Record<string, unknown>> = {};
  const put = (part: string, name: string, value: unknown): void => void ((parts[part] ??= {})[name] = value);
  const unset: string[] = [];
  for (const [name, change] of changes) {
    if (change.kind === 'unset') unset.push(name);
    else if (change.kind === 'set') put('set', name, change.value);
    else if (change.kind === 'append') put('append', name, change.text);
    else if (change.kind === 'increment') put('increment', name, change.amount);
    else {
      if (change.remove.length > 0) put('remove', name, change.remove);
      if (change.add.length > 0) put('add', name, change.add);
    }
  }
  return { ...parts, ...(unset.length > 0 && { unset }) };
}

type Operation = Exclude<FieldChange, { kind: 'set' | 'unset' }>;

/** One change after another, as one; undefined where only whoever keeps the record can say what that makes. */
export function inTurn(first: FieldChange, second: FieldChange): FieldChange | undefined {
  const isFixed = first.kind === 'set' || first.kind === 'unset';
  // What was there before an operation is not known here.
  if (second.kind === 'set' || second.kind === 'unset') return isFixed ? second : undefined;
  if (isNothing(second)) return first;
  if (isFixed) return valueAfter(first.kind === 'set' ? first.value : undefined, second);
  if (first.kind === 'append' && second.kind === 'append')
    return { kind: 'append', text: appended(first.text, second.text) };
  if (first.kind === 'increment' && second.kind === 'increment')
    return { kind: 'increment', amount: first.amount + second.amount };
  if (first.kind !== 'members' || second.kind !== 'members') return undefined;
  const kept = membersWithout(first.add, second.remove);
  return kept && { kind: 'members', remove: [...first.remove, ...second.remove], add: [...kept, ...second.add] };
}

function isNothing(change: Operation): boolean {
  if (change.kind === 'append') return change.text === '';
  return change.kind === 'increment' ? change.amount === 0 : change.add.length + change.remove.length === 0;
}

function valueAfter(value: unknown, change: Operation): FieldChange | undefined {
  const there = value ?? undefined;
  if (change.kind === 'append' && (there === undefined || typeof there === 'string'))
    return { kind: 'set', value: appended(there ?? '', change.text) };
  if (change.kind === 'increment' && (there === undefined || typeof there === 'number'))
    return { kind: 'set', value: (there ?? 0) + change.amount };
  if (change.kind !== 'members') return undefined;
  if (there === undefined && change.add.length > 0) return { kind: 'set', value: change.add };
  const kept = Array.isArray(there) ? membersWithout(there, change.remove) : undefined;
  return kept && { kind: 'set', value: [...kept, ...change.add] };
}

/** As the authority puts one text behind another. */
function appended(text: string, added: string): string {
  return text === '' || added === '' ? text + added : `${text}\n${added}`;
}

/** Undefined where it takes the field's kind to tell two of them apart. */
function membersWithout(members: readonly unknown[], removed: readonly unknown[]): readonly unknown[] | undefined {
  const exact = new Set(removed);
  const folded = new Set(removed.map(foldedMember));
  const isUnsure = members.some((member) => !exact.has(member) && folded.has(foldedMember(member)));
  return isUnsure ? undefined : members.filter((member) => !exact.has(member));
}

const foldedMember = (member: unknown): unknown => (typeof member === 'string' ? fold(member) : member);
