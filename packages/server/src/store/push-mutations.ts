import { BackendError, refuse } from '@rapport/core';
import {
  applyMutation,
  readFilter,
  typesRead,
  writeFilter,
  type AccessPolicy,
  type RecordRules,
} from '@rapport/core/authority';
import { dependenciesOf } from '@rapport/core/filter';
import { fieldPath, refKey, type Instant, type Model, type RecordId, type RecordRef } from '@rapport/core/model';
import type { Actor, Mutation, MutationResult } from '@rapport/core/port';
import { sqlState, type Database, type Session } from '../sql/index.ts';
import { MutationTransaction } from './mutation-transaction.ts';
import type { MutationTraffic } from './mutation-traffic.ts';
import { externalKey, nothingFound, type ExternalName } from './read-sql.ts';

export interface PushOptions {
  readonly database: Database;
  readonly traffic: MutationTraffic;
  readonly model: Model;
  readonly policy: AccessPolicy;
  readonly rules: RecordRules;
  readonly actor: Actor;
  readonly now: () => Instant;
  readonly timeZone: string;
}

/** Applies mutations as if one after the other, each atomic by itself. Neighbours that have nothing to do with each other share their way to the disk. */
export async function pushMutations(
  mutations: readonly Mutation[],
  options: PushOptions,
): Promise<readonly MutationResult[]> {
  const results: MutationResult[] = [];
  const footprints = mutations.map((mutation) => footprintOf(options, mutation));
  while (results.length < mutations.length) {
    const start = results.length;
    const length = independent(footprints, start);
    const wave = mutations.slice(start, start + length).map((mutation) => pushMutation(mutation, options));
    // All of them end before a failure is told: none goes on unseen.
    const settled = await Promise.allSettled(wave);
    for (const one of settled) {
      if (one.status === 'rejected') throw one.reason;
      results.push(one.value);
    }
  }
  return results;
}

/** What a mutation changes and what it looks at, by key; undefined where that can't be told from the mutation alone. */
interface Footprint {
  readonly changes: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

function footprintOf({ model, policy, rules, actor }: PushOptions, mutation: Mutation): Footprint | undefined {
  // What is deleted may take others with it; what a policy finds out about other records may hang on the mutation before.
  const alone = mutation.patches.some(
    ({ op, type }) =>
      op === 'delete' ||
      !model.types.has(type) ||
      [readFilter, writeFilter].some((filter) => dependenciesOf(model, type, filter(policy, actor, type)).size > 0),
  );
  if (alone) return undefined;
  const externals = namedExternals(mutation).map(externalKey);
  const types = mutation.patches.map(({ type }) => type);
  const read = typesRead(mutation, { rules, model, actor });
  return {
    changes: new Set([mutation.id, ...mutation.patches.map(refKey), ...externals, ...types]),
    names: new Set([mutation.id, ...namedRefs(model, mutation).map(refKey), ...externals, ...read]),
  };
}

const longestWave = 64;

/** How many mutations from `start` on neither change what another one changes nor look at it. */
function independent(footprints: readonly (Footprint | undefined)[], start: number): number {
  const changed = new Set<string>();
  const named = new Set<string>();
  let length = 0;
  for (const footprint of footprints.slice(start, start + longestWave)) {
    if (!footprint || meet(footprint.changes, named) || meet(footprint.names, changed)) break;
    for (const key of footprint.changes) changed.add(key);
    for (const key of footprint.names) named.add(key);
    length += 1;
  }
  return Math.max(1, length);
}

const meet = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...some].some((key) => others.has(key));

const optimisticAttempts = 2;
const attempts = 6;

/**
 * Decides on what was read without locks and commits in one statement, which fails where that has changed meanwhile; then decides again, at last under
 * locks. A mutation that deletes takes locks from the start: nobody may come to refer to what goes.
 */
async function pushMutation(mutation: Mutation, options: PushOptions): Promise<MutationResult> {
  const { database, traffic, model, policy, rules, actor, now, timeZone } = options;
  const { tenant } = actor;
  const deletes = mutation.patches.some(({ op }) => op === 'delete');
  const decide = async (transaction: MutationTransaction): Promise<MutationResult> =>
    (await applyMutation(transaction, mutation, { model, policy, rules, actor, now: now(), timeZone })).result;
  for (let attempt = 1; ; attempt++) {
    try {
      if (!deletes && attempt <= optimisticAttempts) {
        const wanted = {
          refs: namedRefs(model, mutation),
          mutations: [mutation.id],
          externals: namedExternals(mutation),
        };
        const found = await traffic.read(model, wanted);
        const looked = {
          refs: new Set(wanted.refs.map(refKey)),
          mutations: new Set(wanted.mutations),
          externals: new Set(wanted.externals.map(externalKey)),
        };
        const session: Session = { query: (statement) => database.query(tenant, statement) };
        return await decide(new MutationTransaction({ model, tenant, session, traffic, found, looked }));
      }
      return await database.transaction(tenant, (session) => {
        const looked = { refs: new Set<string>(), mutations: new Set<RecordId>(), externals: new Set<string>() };
        return decide(new MutationTransaction({ model, tenant, session, found: nothingFound(), looked }));
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
