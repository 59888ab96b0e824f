import { fieldsOf, valueAt, type AnyRecord, type Mutation, type Patch } from '@rapport/core';
import { writtenModel } from './cast.ts';

/** Values by field, as patches name them. */
export type Values = Readonly<Record<string, unknown>>;
/** What an update may do. */
export interface Update {
  readonly set: Values;
  readonly unset: readonly string[];
  readonly add: Readonly<Record<string, readonly unknown[]>>;
  readonly remove: Readonly<Record<string, readonly unknown[]>>;
  readonly append: Readonly<Record<string, string>>;
  readonly increment: Readonly<Record<string, number>>;
}
/** What a writer knows of the record: how many versions ago it was seen, and how much of it is told. */
export interface Base {
  readonly back: number;
  readonly tell: 'nothing' | 'version' | 'fields' | 'both';
}
/** A patch before it is known what its writer has seen. */
export type PlannedPatch =
  | { readonly op: 'create'; readonly type: string; readonly id: string; readonly set: Values }
  | {
      readonly op: 'update';
      readonly type: string;
      readonly id: string;
      readonly base: Base;
      readonly change: Partial<Update>;
    }
  | { readonly op: 'delete'; readonly type: string; readonly id: string; readonly base: Base };

/** One push: a mutation, one that was sent before, or the id of one with other content. */
export type Step =
  | { readonly kind: 'write'; readonly person: number; readonly patches: readonly PlannedPatch[] }
  | { readonly kind: 'again'; readonly person: number; readonly step: number }
  | {
      readonly kind: 'reuse';
      readonly person: number;
      readonly step: number;
      readonly patches: readonly PlannedPatch[];
    };

/** What was seen of the records: each one's versions, the oldest first. */
export type History = ReadonlyMap<string, readonly AnyRecord[]>;
export const historyKey = (type: string, id: string): string => `${type}/${id}`;

/** The mutation of a step, given what its writer has seen and what was sent before. */
export function mutationOf(step: Step, index: number, sent: readonly Mutation[], history: History): Mutation {
  const earlier = step.kind === 'write' ? undefined : sent[step.step % Math.max(1, sent.length)];
  if (step.kind === 'again' && earlier) return earlier;
  const planned = step.kind === 'again' ? [] : step.patches;
  const id = earlier?.id ?? `ffffffff-0000-7000-8000-${String(index).padStart(12, '0')}`;
  return {
    id,
    command: 'test.write',
    at: '2026-01-01T00:00:00.000Z',
    patches: planned.map((patch) => patchOf(patch, history)),
  };
}

function patchOf(planned: PlannedPatch, history: History): Patch {
  if (planned.op === 'create') return { ...planned };
  const { op, type, id, base } = planned;
  const versions = history.get(historyKey(type, id)) ?? [];
  const seen = versions[Math.max(0, versions.length - 1 - base.back)];
  const version = base.tell === 'version' || base.tell === 'both' ? { version: seen?.version ?? 1 } : {};
  if (op === 'delete') return { op, type, id, ...(base.tell === 'nothing' ? {} : { base: version }) };
  const { change } = planned;
  const named = [...Object.keys(change.set ?? {}), ...(change.unset ?? [])];
  const fields =
    base.tell === 'fields' || base.tell === 'both'
      ? { fields: Object.fromEntries(named.flatMap((path) => seenAt(type, seen, path))) }
      : {};
  return { op, type, id, ...(base.tell === 'nothing' ? {} : { base: { ...version, ...fields } }), ...change } as Patch;
}

function seenAt(type: string, seen: AnyRecord | undefined, name: string): (readonly [string, unknown])[] {
  const path = fieldsOf(writtenModel, type).find((one) => one.path === name);
  const value = name.startsWith('externalIds.')
    ? seen?.externalIds[name.slice('externalIds.'.length)]
    : seen && path
      ? valueAt(seen, path.key)
      : undefined;
  return value === undefined ? [] : [[name, value]];
}
