import { refuse, type Refusal } from '../failure/index.ts';
import type { Mutation, MutationResult, Patch } from '../port/index.ts';
import { checkRules, type RuleOptions } from './check-rules.ts';
import { digest } from './digest.ts';
import { PatchRun } from './patch-run.ts';
import { Permission } from './permission.ts';
import { plainJson } from './plain-json.ts';
import type { AuthorityTransaction, MutationEntry } from './storage.ts';
import { WorkingSet } from './working-set.ts';
import { presentRecords, writtenRecords } from './written-records.ts';

/** A mutation changes at most so many records, those included that go with, or let go of, a deleted one. */
export const maxChanges = 10_000;

export interface AppliedMutation {
  readonly result: MutationResult;
  /** What was committed; null where nothing was. */
  readonly entry: MutationEntry | null;
}

/**
 * Applies one mutation within a transaction: all of it, with one call of `commit`, or nothing (rules A1 to A16). The mutation has the shape of
 * `mutationSchema`; everything else about it is checked here. Refusals and conflicts are answers; it rejects only where the storage does.
 */
export async function applyMutation(
  transaction: AuthorityTransaction,
  mutation: Mutation,
  options: RuleOptions,
): Promise<AppliedMutation> {
  const { id } = mutation;
  const refused = (refusal: Refusal): AppliedMutation => ({ result: { id, status: 'refused', refusal }, entry: null });

  const plain = plainJson({ command: mutation.command, at: mutation.at, patches: mutation.patches });
  if (!plain.ok) return refused(refuse(plain.issue.code, undefined, { path: plain.issue.path }));
  const content = digest(plain.text);
  const set = new WorkingSet(transaction);
  const permission = new Permission(set, options);

  const remembered = await transaction.recall(id);
  if (remembered) {
    if (remembered.digest !== content) return refused(refuse('mutation-id-reused'));
    const written = await presentRecords(remembered.result, set, permission);
    return { result: { id, status: 'duplicate', written }, entry: null };
  }

  // The copy, so that what is stored shares nothing with the caller's objects.
  const { patches } = plain.value as { readonly patches: readonly Patch[] };
  const run = new PatchRun(set, permission, options, maxChanges);
  const declined = await run.apply(patches);
  if (declined) return { result: { id, ...declined }, entry: null };
  const changes = set.changes(options.now);
  if (changes.length > maxChanges) return refused(refuse('too-many-changes', undefined, { maximum: maxChanges }));
  const { refusal, basis } = await checkRules(mutation, changes, set, permission, options);
  if (refusal) return refused(refusal);

  const written = await writtenRecords(run.touched, changes, set, permission);
  const result: MutationResult = run.merged
    ? { id, status: 'merged', written, overwrote: run.overwrote }
    : { id, status: 'applied', written };
  const { actor, now: at } = options;
  const by = actor.user ?? actor.contact ?? actor.partner ?? null;
  const { command } = mutation;
  const entry: MutationEntry = { mutation: id, digest: content, command, actor: by, at, changes, result };
  await transaction.commit(entry, basis);
  return { result, entry };
}
