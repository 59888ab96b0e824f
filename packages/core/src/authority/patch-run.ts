import { refuse, unreachable, type Refusal } from '../failure/index.ts';
import { refKey, type AnyRecord, type RecordRef } from '../model/index.ts';
import type { FieldConflict, Patch, Written } from '../port/index.ts';
import { readableModel, typePolicy } from './access.ts';
import { emptyRecord, mergePatch } from './apply-patch.ts';
import { checkEdits } from './check-edits.ts';
import { checkPatch, type PatchRules } from './check-patch.ts';
import { checkStoredFilter } from './check-stored-filter.ts';
import { deleteRecord } from './delete-record.ts';
import { ownField } from './patch-fields.ts';
import type { Permission, PermissionOptions } from './permission.ts';
import { isTombstone, type WorkingSet } from './working-set.ts';
import { storedRecords } from './written-records.ts';

/** Why nothing of a mutation was done. */
export type Declined =
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'conflict'; readonly conflicts: readonly FieldConflict[]; readonly current: readonly Written[] };

/** A patch's outcome: done, or why the whole mutation is not. `contested`: the record is gone, or other than the writer believed, as a whole. */
type Step = Refusal | 'contested' | undefined;

/** The patches of one mutation in turn, over a working set. It ends with the first refusal; conflicts are collected to the last patch. */
export class PatchRun {
  /** The records that patches named. */
  readonly touched = new Map<string, RecordRef>();
  readonly overwrote: FieldConflict[] = [];
  merged = false;
  readonly #set: WorkingSet;
  readonly #permission: Permission;
  readonly #options: PermissionOptions;
  readonly #maxChanges: number;
  readonly #conflicts: FieldConflict[] = [];

  constructor(set: WorkingSet, permission: Permission, options: PermissionOptions, maxChanges: number) {
    this.#set = set;
    this.#permission = permission;
    this.#options = options;
    this.#maxChanges = maxChanges;
  }

  async apply(patches: readonly Patch[]): Promise<Declined | undefined> {
    for (const patch of patches) {
      const fault = checkPatch(patch, this.#rules(patch.type));
      if (fault) return { status: 'refused', refusal: named(fault, patch) };
    }
    // All at once, in one order: fewer trips, and no two mutations wait for each other.
    await this.#set.load([...patches, ...patches.flatMap((patch) => this.#targets(patch))]);
    const contested = new Map<string, RecordRef>();
    for (const patch of patches) {
      const { type, id } = patch;
      const before = this.#conflicts.length;
      const step = await this.#patch(patch);
      if (typeof step === 'object') return { status: 'refused', refusal: named(step, patch) };
      if (step === 'contested' || this.#conflicts.length > before) contested.set(refKey(patch), { type, id });
      this.touched.set(refKey(patch), { type, id });
    }
    if (contested.size === 0) return undefined;
    const current = await storedRecords(contested.values(), this.#set, this.#permission);
    return { status: 'conflict', conflicts: this.#conflicts, current };
  }

  async #patch(patch: Patch): Promise<Step> {
    switch (patch.op) {
      case 'create':
        return this.#create(patch);
      case 'update':
        return this.#update(patch);
      case 'delete':
        return this.#delete(patch);
      default:
        return unreachable(patch);
    }
  }

  async #create(patch: Extract<Patch, { op: 'create' }>): Promise<Step> {
    if (!this.#permission.mayCreate(patch.type)) return refuse('not-permitted');
    const held = this.#set.held(patch);
    if (isTombstone(held) || (held === null && this.#set.stored(patch)))
      return refuse(this.#permission.seesAll(patch.type) ? 'deleted' : 'already-exists');
    const { model, now } = this.#options;
    const { record, edits } = mergePatch(held ?? emptyRecord(patch, now), { ...patch, op: 'update' }, model);
    if (held) return edits.length === 0 && (await this.#permission.sees(held)) ? undefined : refuse('already-exists');
    return (await checkEdits(patch, edits, this.#set, this.#permission)) ?? this.#put(record);
  }

  async #update(patch: Extract<Patch, { op: 'update' }>): Promise<Step> {
    const found = await this.#find(patch);
    if (!('record' in found)) return found.step;
    if (!this.#permission.mayUpdate(patch.type) || !(await this.#permission.mayWrite(found.record)))
      return refuse('not-permitted');
    const { record, edits, merged, overwrote, conflicts } = mergePatch(found.record, patch, this.#options.model);
    this.overwrote.push(...overwrote);
    this.#conflicts.push(...conflicts);
    this.merged ||= merged;
    if (edits.length === 0) return undefined;
    return (await checkEdits(patch, edits, this.#set, this.#permission)) ?? this.#put(record);
  }

  async #delete(patch: Extract<Patch, { op: 'delete' }>): Promise<Step> {
    const found = await this.#find(patch);
    // What is gone need not be deleted again.
    if (!('record' in found)) return found.step === 'contested' ? undefined : found.step;
    const { record } = found;
    if (!this.#permission.mayDelete(patch.type) || !(await this.#permission.mayWrite(record)))
      return refuse('not-permitted');
    if (patch.base?.version !== undefined && patch.base.version !== record.version) return 'contested';
    return deleteRecord(record, this.#options.model, this.#set, this.#permission, this.#maxChanges);
  }

  /** The record a patch is for, as far as the actor may see it. */
  async #find(patch: RecordRef): Promise<{ readonly record: AnyRecord } | { readonly step: Refusal | 'contested' }> {
    const held = this.#set.held(patch);
    if (isTombstone(held) || (held === null && this.#set.stored(patch)))
      return { step: this.#permission.seesAll(patch.type) ? 'contested' : refuse('not-found') };
    return held && (await this.#permission.sees(held)) ? { record: held } : { step: refuse('not-found') };
  }

  async #put(record: AnyRecord): Promise<Step> {
    const fault = checkStoredFilter(record, this.#rules(record.type).model);
    if (fault) return fault;
    this.#set.put(record);
    return (await this.#permission.mayWrite(record)) ? undefined : refuse('not-permitted');
  }

  #rules(type: string): PatchRules {
    const { model, policy, actor, now } = this.#options;
    const readOnly = new Set(typePolicy(policy, actor.role, type)?.readOnly);
    const createdUntil = actor.role === 'admin' ? now : undefined;
    return { model: readableModel(model, policy, actor.role), whole: model, readOnly, createdUntil };
  }

  /** The records that a patch's references lead to, so that they are loaded with the rest. */
  #targets(patch: Patch): RecordRef[] {
    if (patch.op === 'delete') return [];
    const added = patch.op === 'update' ? (patch.add ?? {}) : {};
    return [...Object.entries(patch.set ?? {}), ...Object.entries(added)].flatMap(([name, value]) => {
      const type = ownField(this.#options.model, patch.type, name)?.field.target;
      if (type === undefined) return [];
      return [value].flat().flatMap((id) => (typeof id === 'string' ? [{ type, id }] : []));
    });
  }
}

/** A refusal that says which patch it is about. */
function named(refusal: Refusal, patch: Patch): Refusal {
  return { ...refusal, params: { type: patch.type, id: patch.id, ...refusal.params } };
}
