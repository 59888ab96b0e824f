import * as z from 'zod/mini';
import {
  applyMutation,
  createFeedReader,
  describeModel,
  readableModel,
  routeEntry,
  type AccessPolicy,
  type AuthorityStorage,
} from '../authority/index.ts';
import { InvalidInputError, type Issue } from '../failure/index.ts';
import { bindActor, checkFilter, maxPathReferences } from '../filter/index.ts';
import {
  recordIdSchema,
  toInstant,
  type AnyRecord,
  type Instant,
  type Model,
  type ModelExtension,
  type RecordRef,
} from '../model/index.ts';
import {
  mutationSchema,
  type Actor,
  type Backend,
  type BackendDescription,
  type CallOptions,
  type Change,
  type ChangeMessage,
  type Interest,
  type MutationResult,
  type NamedRef,
} from '../port/index.ts';
import {
  aggregateQuerySchema,
  checkAggregate,
  checkQuery,
  maxLimit,
  querySchema,
  runAggregate,
  runQuery,
  type AggregateQuery,
  type Query,
} from '../query/index.ts';
import { candidates } from './candidates.ts';
import type { ChangeLog } from './change-log.ts';
import type { RecordTables } from './record-tables.ts';
import { Sight } from './sight.ts';

/** What a backend over tables in memory stands on, wherever the records are kept for good. */
export interface TableStore {
  readonly name: string;
  readonly model: Model;
  /** What was added to the standard model. */
  readonly extension: ModelExtension;
  readonly policy: AccessPolicy;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly timeZone: string;
  readonly storage: AuthorityStorage;
  /** Resolves when there is something to read. The log stays the same one, the tables may be others the next time. */
  open(): Promise<OpenTables>;
}

export interface OpenTables {
  readonly tables: RecordTables;
  readonly log: ChangeLog;
}

const maxMutations = 1_000;
/** A reader who sees nothing of so many entries is told how far the feed has come, lest its cursor grow too old. */
const silence = 1_000;
const batch = 200;

const namedRefSchema = z.strictObject({
  type: z.string(),
  name: z.union([
    z.strictObject({ id: recordIdSchema }),
    z.strictObject({ system: z.string(), externalId: z.string() }),
  ]),
});

/** The port over tables in memory, for one actor: reads by the query engine within the actor's sight, writes by the authority. */
export function tableBackend(store: TableStore, actor: Actor): Backend {
  const { policy } = store;
  const model = readableModel(store.model, policy, actor.role);
  const now = (): Instant => toInstant(store.clock());
  const sightOf = (tables: RecordTables, timeZone = store.timeZone): Sight =>
    new Sight({ tables, policy, actor, now: now(), timeZone });
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
      const query = checked(asked, querySchema, (value) => checkQuery(model, value));
      const { tables, log } = await begin(options);
      const sight = sightOf(tables, query.timeZone);
      const where = query.where && bindActor(query.where, actor);
      const page = runQuery(
        sight.visible(query.type, candidates(tables, query.type, where)),
        { ...query, where },
        sight.context,
      );
      return { ...page, records: page.records.map((record) => sight.show(record)), cursor: log.cursor() };
    },

    aggregate: async (asked, options) => {
      const query = checked(asked, aggregateQuerySchema, (value) => checkAggregate(model, value));
      const { tables } = await begin(options);
      const sight = sightOf(tables, query.timeZone);
      const where = query.where && bindActor(query.where, actor);
      return runAggregate(
        sight.visible(query.type, candidates(tables, query.type, where)),
        { ...query, where },
        sight.context,
      );
    },

    get: async (refs, options) => {
      parsed(z.array(namedRefSchema).check(z.maxLength(maxLimit)), refs, 'The references are malformed: see issues.');
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
      const mutations = parsed(
        z.array(mutationSchema).check(z.maxLength(maxMutations)),
        asked,
        'The mutations are malformed: see issues.',
      );
      await begin(options);
      const results: MutationResult[] = [];
      for (const mutation of mutations) {
        options?.signal?.throwIfAborted();
        const authority = { model: store.model, policy, actor, timeZone: store.timeZone };
        const { result } = await store.storage.transaction((transaction) =>
          applyMutation(transaction, mutation, { ...authority, now: now() }),
        );
        results.push(result);
      }
      return results;
    },

    changes: (options) => follow(options),
  };

  async function* follow({
    since,
    interest,
    signal,
  }: Parameters<Backend['changes']>[0]): AsyncGenerator<ChangeMessage, void, undefined> {
    const interests = interest?.map((one, index) => checkedInterest(model, one, index));
    if (signal.aborted) return;
    const { tables, log } = await store.open();
    let sight = sightOf(tables);
    const reader = createFeedReader({
      model: store.model,
      policy,
      actor,
      interests,
      holds: (filter, record, over) => sight.holds(filter, record, over),
    });
    let sent = since === null ? log.position : log.positionOf(since);
    if (since === null) yield { kind: 'changes', from: log.cursor(), to: log.cursor(), changes: [] };
    let position = sent;
    while (!signal.aborted) {
      const entries = position === undefined || sent === undefined ? undefined : log.after(position, batch);
      if (entries === undefined || position === undefined || sent === undefined) {
        sent = position = log.position;
        yield { kind: 'reset', to: log.cursor() };
        continue;
      }
      if (entries.length === 0) {
        await log.waitBeyond(position, signal);
        continue;
      }
      sight = sightOf((await store.open()).tables);
      const routed = entries.map((entry) => routeEntry(entry, reader));
      const changes: Change[] = routed.flatMap((one) => one.changes);
      const recheck = [...new Set(routed.flatMap((one) => one.recheck))];
      position += entries.length;
      if (changes.length === 0 && recheck.length === 0 && position - sent < silence) continue;
      const message: ChangeMessage = {
        kind: 'changes',
        from: log.cursor(sent),
        to: log.cursor(position),
        changes,
        ...(recheck.length > 0 ? { recheck } : {}),
      };
      sent = position;
      yield message;
    }
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

/** A query whose form and names are right. The filter is left out of the schema's look: `checkFilter` says more, and its depth is bounded. */
function checked<Q extends Query | AggregateQuery>(
  query: Q,
  schema: z.ZodMiniType<Q>,
  check: (query: Q) => readonly Issue[],
): Q {
  parsed(schema, { ...query, where: undefined }, 'The query is malformed: see issues.');
  const issues = check(query);
  if (issues.length > 0) throw new InvalidInputError('The query can’t be asked: see issues.', issues);
  return query;
}

function checkedInterest(model: Model, interest: Interest, index: number): Interest {
  const issues = checkFilter(model, interest.type, interest.where ?? { and: [] });
  if (issues.length === 0) return interest;
  const at = ['interest', index, 'where'];
  throw new InvalidInputError(
    'The interest can’t be followed: see issues.',
    issues.map((issue) => ({ ...issue, path: [...at, ...issue.path] })),
  );
}

function parsed<T>(schema: z.ZodMiniType<T>, value: unknown, message: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidInputError(
    message,
    result.error.issues.map(({ path, code }) => ({
      path: path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
      code: code ?? 'invalid',
    })),
  );
}
