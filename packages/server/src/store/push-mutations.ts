import { BackendError, refuse } from '@rapport/core';
import { applyMutation, type AccessPolicy } from '@rapport/core/authority';
import { fieldPath, refKey, type Instant, type Model, type RecordId, type RecordRef } from '@rapport/core/model';
import type { Actor, Mutation, MutationResult } from '@rapport/core/port';
import type { Database } from '../sql/index.ts';
import { MutationTransaction } from './mutation-transaction.ts';
import { addFound, externalKey, readSql, type ExternalName, type Found } from './read-sql.ts';

export interface PushOptions {
  readonly database: Database;
  readonly model: Model;
  readonly policy: AccessPolicy;
  readonly actor: Actor;
  readonly now: () => Instant;
  readonly timeZone: string;
}

/** Applies mutations in order, each atomic by itself. */
export async function pushMutations(
  mutations: readonly Mutation[],
  options: PushOptions,
): Promise<readonly MutationResult[]> {
  const results: MutationResult[] = [];
  for (const mutation of mutations) results.push(await pushMutation(mutation, options));
  return results;
}

const optimisticAttempts = 2;
const attempts = 6;

/**
 * Decides on what was read without locks and commits in one statement, which fails where that has changed meanwhile; then decides again, at last under
 * locks. A mutation that deletes takes locks from the start: nobody may come to refer to what goes.
 */
async function pushMutation(mutation: Mutation, options: PushOptions): Promise<MutationResult> {
  const { database, model, policy, actor, now, timeZone } = options;
  const deletes = mutation.patches.some(({ op }) => op === 'delete');
  for (let attempt = 1; ; attempt++) {
    try {
      const decide = (transaction: MutationTransaction) =>
        applyMutation(transaction, mutation, { model, policy, actor, now: now(), timeZone });
      if (!deletes && attempt <= optimisticAttempts) {
        const session = {
          query: (statement: Parameters<Database['query']>[1]) => database.query(actor.tenant, statement),
        };
        const refs = namedRefs(model, mutation);
        const found: Found = { records: new Map(), remembered: new Map(), owners: new Map() };
        const externals = namedExternals(mutation);
        const wanted = { refs, mutations: [mutation.id], externals };
        addFound(model, await session.query(readSql(model, actor.tenant, wanted)), found);
        const looked = {
          refs: new Set(refs.map(refKey)),
          mutations: new Set([mutation.id]),
          externals: new Set(externals.map(externalKey)),
        };
        return (
          await decide(new MutationTransaction({ model, tenant: actor.tenant, session, locking: false, found, looked }))
        ).result;
      }
      return await database.transaction(actor.tenant, async (session) => {
        const found: Found = { records: new Map(), remembered: new Map(), owners: new Map() };
        const looked = { refs: new Set<string>(), mutations: new Set<RecordId>(), externals: new Set<string>() };
        return (
          await decide(new MutationTransaction({ model, tenant: actor.tenant, session, locking: true, found, looked }))
        ).result;
      });
    } catch (error) {
      const state = sqlState(error);
      // Text that PostgreSQL can't hold.
      if (state === '22P05' || state === '22021')
        return { id: mutation.id, status: 'refused', refusal: refuse('malformed-text') };
      if (state === undefined || !again.has(state)) throw error;
      if (attempt >= attempts)
        throw new BackendError('server', 'The record is changed by too many at once: send the mutation again.', {
          cause: error,
        });
    }
  }
}

// Serialization failure, deadlock, an id taken meanwhile: what is decided next sees why.
const again: ReadonlySet<string> = new Set(['40001', '40P01', '23505']);

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : undefined;
}

/** The records that a mutation names: those it changes, and those its values refer to. */
function namedRefs(model: Model, mutation: Mutation): readonly RecordRef[] {
  const refs = mutation.patches.flatMap((patch): RecordRef[] => {
    if (!model.types.has(patch.type)) return [];
    const values =
      patch.op === 'create' ? [patch.set] : patch.op === 'update' ? [patch.set ?? {}, patch.add ?? {}] : [];
    const named = values.flatMap((set) =>
      Object.entries(set).flatMap(([name, value]) => {
        const target = fieldPath(model, patch.type, name)?.field.target;
        return target === undefined
          ? []
          : [value].flat().flatMap((id) => (typeof id === 'string' && uuid.test(id) ? [{ type: target, id }] : []));
      }),
    );
    return [{ type: patch.type, id: patch.id }, ...named];
  });
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}

/** The foreign ids that a mutation gives. */
function namedExternals(mutation: Mutation): readonly ExternalName[] {
  return mutation.patches.flatMap((patch) =>
    Object.entries(patch.op === 'delete' ? {} : (patch.set ?? {})).flatMap(([name, value]) => {
      const system = name.startsWith('externalIds.') ? name.slice('externalIds.'.length) : undefined;
      return system !== undefined && typeof value === 'string' ? [{ type: patch.type, system, externalId: value }] : [];
    }),
  );
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
