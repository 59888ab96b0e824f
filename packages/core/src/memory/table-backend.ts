import { applyMutation, describeModel, readableModel } from '../authority/index.ts';
import { bindActor, maxPathReferences } from '../filter/index.ts';
import { toInstant, type AnyRecord, type Instant, type RecordRef } from '../model/index.ts';
import type {
  Actor,
  Backend,
  BackendDescription,
  CallOptions,
  Interest,
  MutationResult,
  NamedRef,
} from '../port/index.ts';
import {
  aggregateQuerySchema,
  checkAggregate,
  checkQuery,
  maxLimit,
  querySchema,
  runAggregate,
  runQuery,
} from '../query/index.ts';
import { candidates } from './candidates.ts';
import {
  checkInterests,
  checkRequest,
  maxMutations,
  mutationsSchema,
  namedRefsSchema,
  parseRequest,
} from './check-request.ts';
import { followChanges } from './follow-changes.ts';
import { recordsInIdOrder } from './id-order.ts';
import type { RecordTables } from './record-tables.ts';
import { Sight } from './sight.ts';
import type { OpenTables, TableStore } from './table-store.ts';

/** The port over tables in memory, for one actor: reads by the query engine within the actor's sight, writes by the authority. */
export function tableBackend(store: TableStore, actor: Actor): Backend {
  const { policy } = store;
  const model = readableModel(store.model, policy, actor.role);
  const now = (): Instant => toInstant(store.clock());
  const sightOf = (tables: RecordTables, timeZone = store.timeZone): Sight =>
    new Sight({ tables, policy, actor, now: now(), timeZone, policyTimeZone: store.timeZone });
  const begin = async ({ signal }: CallOptions = {}): Promise<OpenTables> => {
    signal?.throwIfAborted();
    const open = await store.open();
    signal?.throwIfAborted();
    return open;
  };

  return {
    describe: async (options) => {
      await begin(options);
      return description(store, actor, now());
    },

    query: async (asked, options) => {
      const query = checkRequest(asked, querySchema, (value) => checkQuery(model, value));
      const { tables, log } = await begin(options);
      const sight = sightOf(tables, query.timeZone);
      const bound = { ...query, where: query.where && bindActor(query.where, actor) };
      const all = candidates(tables, query.type, bound.where);
      const inIdOrder = all === undefined && !query.total && (query.orderBy ?? []).length === 0;
      const records = inIdOrder
        ? recordsInIdOrder(tables, sight, bound)
        : sight.visible(query.type, all ?? tables.all(query.type));
      const page = runQuery(records, bound, sight.context);
      return { ...page, records: page.records.map((record) => sight.show(record)), cursor: log.cursor() };
    },

    aggregate: async (asked, options) => {
      const query = checkRequest(asked, aggregateQuerySchema, (value) => checkAggregate(model, value));
      const { tables } = await begin(options);
      const sight = sightOf(tables, query.timeZone);
      const where = query.where && bindActor(query.where, actor);
      return runAggregate(
        sight.visible(query.type, candidates(tables, query.type, where) ?? tables.all(query.type)),
        { ...query, where },
        sight.context,
      );
    },

    get: async (refs, options) => {
      parseRequest(namedRefsSchema, refs);
      const { tables } = await begin(options);
      const sight = sightOf(tables);
      const found = refs
        .map((ref) => ({ ref, record: lookUp(tables, ref) }))
        .map(({ ref, record }) => ({ ref, record: record && sight.sees(record) ? record : undefined }));
      const records = new Map(
        found.flatMap(({ record }): [AnyRecord, AnyRecord][] => (record ? [[record, sight.show(record)]] : [])),
      );
      return {
        records: [...records.values()],
        missing: found.filter(({ record }) => !record).map(({ ref }) => ref),
        redirects: [],
      };
    },

    push: async (asked, options) => {
      const mutations = parseRequest(mutationsSchema, asked);
      await begin(options);
      const results: MutationResult[] = [];
      for (const mutation of mutations) {
        options?.signal?.throwIfAborted();
        const authority = { model: store.model, policy, rules: store.rules, actor, timeZone: store.timeZone };
        const { result } = await store.storage.transaction((transaction) =>
          applyMutation(transaction, mutation, { ...authority, now: now() }),
        );
        results.push(result);
      }
      return results;
    },

    changes: ({ since, interest, signal }) => follow(since, interest, signal),
  };

  // Faults in what was asked show when the first message is asked for, as every other rejection does.
  async function* follow(since: string | null, interest: readonly Interest[] | undefined, signal: AbortSignal) {
    const interests = checkInterests(model, interest);
    yield* followChanges(store, { actor, since, interests, signal, now, sightOf });
  }
}

function description(store: TableStore, actor: Actor, now: Instant): BackendDescription {
  return {
    protocol: 1,
    name: store.name,
    types: describeModel(store.model, store.policy, actor.role),
    extension: store.extension,
    pathDepth: maxPathReferences,
    paging: { maxLimit, window: null, stable: true },
    total: 'exact',
    aggregates: true,
    concurrency: 'field',
    idempotent: true,
    atomic: true,
    feed: 'live',
    maxMutations,
    rateLimit: null,
    timeZone: store.timeZone,
    now,
  };
}

function lookUp(tables: RecordTables, { type, name }: NamedRef): AnyRecord | undefined {
  const id = 'id' in name ? name.id : tables.externalOwner(type, name.system, name.externalId);
  const ref: RecordRef | undefined = id === undefined ? undefined : { type, id };
  return ref && tables.get(ref);
}
