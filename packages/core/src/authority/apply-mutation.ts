import { refuse, unreachable, type Refusal } from '../failure/index.ts';
import { refKey, type AnyRecord, type RecordRef } from '../model/index.ts';
import type { FieldConflict, Mutation, MutationResult, Patch, Written } from '../port/index.ts';
import { readableModel, typePolicy } from './access.ts';
import { emptyRecord, mergePatch, type FieldEdit } from './apply-patch.ts';
import { checkPatch, checkValue } from './check-patch.ts';
import { deleteRecord } from './delete-record.ts';
import { digest } from './digest.ts';
import { Permission, type PermissionOptions } from './permission.ts';
import { ownField } from './patch-fields.ts';
import { plainJson } from './plain-json.ts';
import type { AuthorityTransaction, MutationEntry, RecordChange } from './storage.ts';
import { isTombstone, WorkingSet } from './working-set.ts';

/** A mutation changes at most so many records, those included that go with, or let go of, a deleted one. */
export const maxChanges = 10_000;

export interface AppliedMutation {
  readonly result: MutationResult;
  /** What was committed; null where nothing was. */
  readonly entry: MutationEntry | null;
}

/** A step's outcome: done, or why the whole mutation is not. `contested`: the record is gone, or other than the writer believed, as a whole. */
type Step = Refusal | 'contested' | undefined;

/**
 * Applies one mutation within a transaction: all of it, with one call of `commit`, or nothing (rules A1 to A13). The mutation has the shape of
 * `mutationSchema`; everything else about it is checked here. Refusals and conflicts are answers; it rejects only where the storage does.
 */
export async function applyMutation(
  transaction: AuthorityTransaction,
  mutation: Mutation,
  options: PermissionOptions,
): Promise<AppliedMutation> {
  const plain = plainJson({ command: mutation.command, at: mutation.at, patches: mutation.patches });
  if (!plain.ok) return refused(mutation, refuse(plain.issue.code, undefined, { path: plain.issue.path }));
  const content = digest(plain.text);
  const remembered = await transaction.recall(mutation.id);
  const run = new Run(transaction, options);
  if (remembered) {
    if (remembered.digest !== content) return refused(mutation, refuse('mutation-id-reused'));
    return {
      result: { id: mutation.id, status: 'duplicate', written: await run.present(remembered.result) },
      entry: null,
    };
  }
  // The copy, so that what is stored shares nothing with the caller's objects.
  const { patches } = plain.value as { readonly patches: readonly Patch[] };
  const outcome = await run.apply(patches);
  if (outcome !== undefined) return { result: { id: mutation.id, ...outcome }, entry: null };

  const changes = run.set.changes(options.now);
  if (changes.length > maxChanges)
    return refused(mutation, refuse('too-many-changes', undefined, { maximum: maxChanges }));
  const written = await run.written(changes);
  const result: MutationResult = run.merged
    ? { id: mutation.id, status: 'merged', written, overwrote: run.overwrote }
    : { id: mutation.id, status: 'applied', written };
  const { actor, now: at } = options;
  const entry: MutationEntry = {
    mutation: mutation.id,
    digest: content,
    command: mutation.command,
    actor: actor.user ?? actor.contact ?? actor.partner ?? null,
    at,
    changes,
    result,
  };
  await transaction.commit(entry);
  return { result, entry };
}

function refused(mutation: Mutation, refusal: Refusal): AppliedMutation {
  return { result: { id: mutation.id, status: 'refused', refusal }, entry: null };
}

type Declined =
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'conflict'; readonly conflicts: readonly FieldConflict[]; readonly current: readonly Written[] };

/** One mutation on its way: the patches in turn, over a working set. */
class Run {
  readonly set: WorkingSet;
  readonly overwrote: FieldConflict[] = [];
  merged = false;
  readonly #options: PermissionOptions;
  readonly #permission: Permission;
  readonly #touched = new Map<string, RecordRef>();
  readonly #conflicts: FieldConflict[] = [];

  constructor(transaction: AuthorityTransaction, options: PermissionOptions) {
    this.set = new WorkingSet(transaction);
    this.#options = options;
    this.#permission = new Permission(this.set, options);
  }

  async apply(patches: readonly Patch[]): Promise<Declined | undefined> {
    for (const patch of patches) {
      const fault = checkPatch(patch, this.#rules(patch.type));
      if (fault) return { status: 'refused', refusal: named(fault, patch) };
    }
    await this.set.load([...patches, ...patches.flatMap((patch) => this.#targets(patch))]);
    const contested = new Map<string, RecordRef>();
    let whole = false;
    for (const patch of patches) {
      const before = this.#conflicts.length;
      const step = await this.#patch(patch);
      if (typeof step === 'object') return { status: 'refused', refusal: named(step, patch) };
      if (step === 'contested') whole = true;
      if (step === 'contested' || this.#conflicts.length > before)
        contested.set(refKey(patch), { type: patch.type, id: patch.id });
      this.#touched.set(refKey(patch), { type: patch.type, id: patch.id });
    }
    if (!whole && this.#conflicts.length === 0) return undefined;
    return {
      status: 'conflict',
      conflicts: this.#conflicts,
      current: await this.#shown(contested.values(), (ref) => this.set.stored(ref)),
    };
  }

  /** What the actor sees of the records the mutation named or changed. */
  async written(changes: readonly RecordChange[]): Promise<Written[]> {
    const after = new Map(changes.map((change) => [refKey((change.after ?? change.before) as AnyRecord), change]));
    const refs = new Map([
      ...this.#touched,
      ...[...after].map(([key, change]) => [key, (change.after ?? change.before) as RecordRef] as const),
    ]);
    const written: Written[] = [];
    for (const [key, ref] of refs) {
      const change = after.get(key);
      if (change?.before && change.after === null) {
        const { type, id, version } = change.before;
        if (this.#touched.has(key) || (await this.#permission.sees(change.before)))
          written.push({ deleted: { type, id, version: version + 1 } });
        continue;
      }
      // Versions and times are the change's; where there is none, the record stands as it was found.
      written.push(...(await this.#shown([ref], () => change?.after ?? this.set.stored(ref))));
    }
    return written;
  }

  /** What there is now of the records that an earlier result named. */
  async present(result: MutationResult): Promise<Written[]> {
    const refs =
      'written' in result
        ? result.written.map((written) => ('record' in written ? written.record : written.deleted))
        : [];
    await this.set.load(refs.map(({ type, id }) => ({ type, id })));
    return this.#shown(refs, (ref) => this.set.stored(ref));
  }

  async #shown(
    refs: Iterable<RecordRef>,
    at: (ref: RecordRef) => ReturnType<WorkingSet['stored']>,
  ): Promise<Written[]> {
    const shown: Written[] = [];
    for (const ref of refs) {
      const held = at(ref);
      if (isTombstone(held)) shown.push({ deleted: { type: held.type, id: held.id, version: held.version } });
      const record = held && !isTombstone(held) ? await this.#permission.show(held) : undefined;
      if (record) shown.push({ record });
    }
    return shown;
  }

  #rules(type: string): Parameters<typeof checkPatch>[1] {
    const { model, policy, actor } = this.#options;
    return {
      model: readableModel(model, policy, actor.role),
      whole: model,
      readOnly: new Set(typePolicy(policy, actor.role, type)?.readOnly),
    };
  }

  /** The records that a patch's references lead to, so that they are loaded with the rest. */
  #targets(patch: Patch): RecordRef[] {
    if (patch.op === 'delete') return [];
    const values = [
      ...Object.entries(patch.set ?? {}),
      ...Object.entries(patch.op === 'update' ? (patch.add ?? {}) : {}),
    ];
    return values.flatMap(([name, value]) => {
      const target = ownField(this.#options.model, patch.type, name)?.field.target;
      return target === undefined
        ? []
        : [value].flat().flatMap((id) => (typeof id === 'string' ? [{ type: target, id }] : []));
    });
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
    const { model, now } = this.#options;
    const held = this.set.held(patch);
    if (isTombstone(held) || (held === null && this.set.stored(patch)))
      return refuse(this.#permission.seesAll(patch.type) ? 'deleted' : 'already-exists');
    if (held) {
      const same = mergePatch(held, { ...patch, op: 'update' }, model).edits.length === 0;
      return same && (await this.#permission.sees(held)) ? undefined : refuse('already-exists');
    }
    const { record, edits } = mergePatch(emptyRecord(patch, now), { ...patch, op: 'update' }, model);
    return (await this.#checkEdits(patch, edits)) ?? this.#put(record);
  }

  async #update(patch: Extract<Patch, { op: 'update' }>): Promise<Step> {
    const found = await this.#find(patch);
    if (!('record' in found)) return found.step;
    const { record } = found;
    const merge = mergePatch(record, patch, this.#options.model);
    this.overwrote.push(...merge.overwrote);
    this.#conflicts.push(...merge.conflicts);
    this.merged ||= merge.merged;
    if (!this.#permission.mayUpdate(patch.type) || !(await this.#permission.mayWrite(record)))
      return refuse('not-permitted');
    return merge.edits.length === 0
      ? undefined
      : ((await this.#checkEdits(patch, merge.edits)) ?? this.#put(merge.record));
  }

  async #delete(patch: Extract<Patch, { op: 'delete' }>): Promise<Step> {
    const found = await this.#find(patch);
    // What is gone need not be deleted again.
    if (!('record' in found)) return found.step === 'contested' ? undefined : found.step;
    const { record } = found;
    if (!this.#permission.mayDelete(patch.type) || !(await this.#permission.mayWrite(record)))
      return refuse('not-permitted');
    if (patch.base?.version !== undefined && patch.base.version !== record.version) return 'contested';
    return deleteRecord(record, this.#options.model, this.set, this.#permission, maxChanges);
  }

  /** The record a patch is for, as far as the actor may see it. */
  async #find(patch: RecordRef): Promise<{ readonly record: AnyRecord } | { readonly step: Refusal | 'contested' }> {
    const held = this.set.held(patch);
    if (isTombstone(held) || (held === null && this.set.stored(patch)))
      return { step: this.#permission.seesAll(patch.type) ? 'contested' : refuse('not-found') };
    return held && (await this.#permission.sees(held)) ? { record: held } : { step: refuse('not-found') };
  }

  async #put(record: AnyRecord): Promise<Step> {
    this.set.put(record);
    return (await this.#permission.mayWrite(record)) ? undefined : refuse('not-permitted');
  }

  /** What an edit must be beside what is stored: valid after the merge, leading to records in sight, unique in its foreign ids. */
  async #checkEdits(patch: RecordRef, edits: readonly FieldEdit[]): Promise<Refusal | undefined> {
    for (const { path, before, after } of edits) {
      const invalid = checkValue(path, after);
      if (invalid) return invalid;
      if (path.field.target !== undefined) {
        const old = new Set([before].flat());
        const refs = [after]
          .flat()
          .flatMap((id) => (typeof id === 'string' && !old.has(id) ? [{ type: path.field.target ?? '', id }] : []));
        await this.set.load(refs);
        for (const ref of refs) {
          // A record may refer to itself, also while it is being created.
          const target = refKey(ref) === refKey(patch) ? undefined : this.set.record(ref);
          if (refKey(ref) !== refKey(patch) && !(target && (await this.#permission.sees(target))))
            return refuse('unknown-reference', path.path, { target: ref.type });
        }
      }
      if (path.key.at === 'externalIds' && typeof after === 'string') {
        const owner = await this.set.externalOwner(patch.type, path.key.name, after);
        if (owner !== undefined && owner !== patch.id) return refuse('external-id-taken', path.path);
      }
    }
    return undefined;
  }
}

/** A refusal that says which patch it is about. */
function named(refusal: Refusal, patch: Patch): Refusal {
  return { ...refusal, params: { type: patch.type, id: patch.id, ...refusal.params } };
}
