import sql from 'sql-template-tag';
import * as z from 'zod';
import { InvalidInputError, type Issue } from '@rapport/core';
import { describeModel, readFilter, readableModel, visibleRecord } from '@rapport/core/authority';
import { bindActor, checkFilter, maxPathReferences } from '@rapport/core/filter';
import { recordIdSchema, type Model } from '@rapport/core/model';
import {
  mutationSchema,
  type Actor,
  type Backend,
  type ChangeMessage,
  type Interest,
  type Mutation,
  type NamedRef,
} from '@rapport/core/port';
import {
  checkAggregate,
  checkQuery,
  decodeCursor,
  defaultLimit,
  encodeCursor,
  aggregateQuerySchema,
  maxLimit,
  orderOf,
  querySchema,
  type AggregateQuery,
  type Page,
  type Query,
} from '@rapport/core/query';
import { aggregateSql, type Scope, feedPosition, selectSql } from '../sql/index.ts';
import { getRecords } from './get-records.ts';
import type { Store } from './open-store.ts';
import { pushMutations } from './push-mutations.ts';
import { createRouter } from './reader.ts';

/** Most mutations in one push. */
export const maxMutations = 1_000;

/** A reader who sees nothing of so many entries is told how far the feed has come, lest its cursor grow too old. */
const silence = 1_000;

const namedRefsSchema = z
  .array(
    z.strictObject({
      type: z.string(),
      name: z.union([
        z.strictObject({ id: recordIdSchema }),
        z.strictObject({ system: z.string().max(100), externalId: z.string().max(1_000) }),
      ]),
    }),
  )
  .max(maxLimit);

/** What one actor may do with the store. Cheap to make: one a request is fine. */
export function sqlBackend(store: Store, actor: Actor): Backend {
  const { database, policy, feed } = store;
  const { tenant } = actor;
  const scopeOf = (model: Model, timeZone: string | undefined): Scope => ({
    model,
    now: store.now(),
    timeZone: timeZone ?? store.timeZone,
    policyTimeZone: store.timeZone,
    readable: (type) => readFilter(policy, actor, type),
  });
  const bound = (where: Query['where']): Query['where'] => where && bindActor(where, actor);

  return {
    async describe(options) {
      options?.signal?.throwIfAborted();
      const { model, extension } = await store.modelOf(tenant);
      return {
        protocol: 1,
        name: 'rapport',
        types: describeModel(model, policy, actor.role),
        extension,
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
        now: store.now(),
      };
    },

    async query(input, options): Promise<Page> {
      options?.signal?.throwIfAborted();
      const { model } = await store.modelOf(tenant);
      const known = readableModel(model, policy, actor.role);
      const query = checked(input, querySchema, (asked) => checkQuery(known, asked));
      const after =
        query.after === undefined
          ? undefined
          : decodeCursor(query, orderOf(known, query.type, query.orderBy), query.after);
      const limit = query.limit ?? defaultLimit;
      const select = selectSql(
        scopeOf(model, query.timeZone),
        tenant,
        { ...query, where: bound(query.where) },
        limit + 1,
        after,
      );
      const some = await database.query(tenant, select.statement, options?.signal);
      const rows = some.length > 0 ? some : await database.query(tenant, select.whereNone(), options?.signal);
      options?.signal?.throwIfAborted();
      const page = select.read(rows);
      const records = page.records.slice(0, limit).map((record) => visibleRecord(record, policy, actor.role));
      return {
        records,
        next: page.records.length > limit ? encodeCursor(query, page.orderValues(limit - 1)) : null,
        total: page.total === null ? { kind: 'unknown' } : { kind: 'exact', value: page.total },
        cursor: page.cursor,
      };
    },

    async aggregate(input, options) {
      options?.signal?.throwIfAborted();
      const { model } = await store.modelOf(tenant);
      const known = readableModel(model, policy, actor.role);
      const query = checked(input, aggregateQuerySchema, (asked) => checkAggregate(known, asked));
      const aggregate = aggregateSql(scopeOf(model, query.timeZone), tenant, { ...query, where: bound(query.where) });
      const answer = await store.figures.answer(tenant, aggregate, options?.signal);
      options?.signal?.throwIfAborted();
      return answer;
    },

    async get(input, options) {
      options?.signal?.throwIfAborted();
      const refs: readonly NamedRef[] = parse(namedRefsSchema, input);
      const { model } = await store.modelOf(tenant);
      reject(
        'There is no such record type',
        refs.flatMap(({ type }, index): Issue[] =>
          model.types.has(type)
            ? []
            : [{ path: [index, 'type'], code: 'unknown-type', params: { type, known: [...model.types.keys()] } }],
        ),
      );
      const { records, missing } = await getRecords(database, scopeOf(model, undefined), tenant, refs);
      options?.signal?.throwIfAborted();
      return { records: records.map((record) => visibleRecord(record, policy, actor.role)), missing, redirects: [] };
    },

    async push(input, options) {
      options?.signal?.throwIfAborted();
      const mutations: readonly Mutation[] = parse(z.array(mutationSchema).max(maxMutations), input);
      const { model } = await store.modelOf(tenant);
      return pushMutations(mutations, {
        database,
        traffic: store.trafficOf(tenant),
        model,
        policy,
        rules: store.rules,
        actor,
        now: () => store.now(),
        timeZone: store.timeZone,
      });
    },

    async *changes({ since, interest, signal }): AsyncGenerator<ChangeMessage> {
      if (signal.aborted) return;
      const { model } = await store.modelOf(tenant);
      checkInterests(readableModel(model, policy, actor.role), interest);
      const { feed: followed, leave } = await feed.follow(tenant);
      try {
        const route = createRouter({
          database,
          model,
          policy,
          actor,
          interests: interest,
          now: () => store.now(),
          timeZone: store.timeZone,
        });
        const present = async (): Promise<Cursor> =>
          parseCursor(
            (
              await database.query(
                tenant,
                sql`select ${feedPosition} from rapport._tenant p where p.tenant = ${tenant}`,
              )
            )[0]?.[0] ?? '',
          );
        let at = since === null ? await present() : parseCursor(since);
        let sent = at;
        if (since === null) yield { kind: 'changes', from: cursorText(at), to: cursorText(at), changes: [] };
        while (!signal.aborted) {
          const page = await followed.after(at.epoch, at.position);
          if (page.kind === 'lost') {
            sent = at = { epoch: page.epoch, position: page.position };
            yield { kind: 'reset', to: cursorText(at) };
          } else if (page.entries.length > 0) {
            const routed = await route(page.entries);
            if (signal.aborted) return;
            at = { epoch: at.epoch, position: page.position };
            const changes = routed.flatMap((one) => one.changes);
            const recheck = [...new Set(routed.flatMap((one) => one.recheck))];
            if (changes.length === 0 && recheck.length === 0 && at.position - sent.position < silence) continue;
            const from = cursorText(sent);
            sent = at;
            yield { kind: 'changes', from, to: cursorText(at), changes, ...(recheck.length > 0 ? { recheck } : {}) };
          } else {
            await followed.wait(at.position, signal);
          }
        }
      } finally {
        leave();
      }
    },
  };
}

/** A place in the feed: which history, and how far. */
interface Cursor {
  readonly epoch: string;
  readonly position: number;
}

const cursorText = ({ epoch, position }: Cursor): string => `${epoch}.${position}`;

/** Whatever is no cursor of ours is of another history. */
function parseCursor(text: string): Cursor {
  const [, epoch, position] = /^([^.]+)\.(\d{1,15})$/.exec(text) ?? [];
  return epoch !== undefined && position !== undefined
    ? { epoch, position: Number(position) }
    : { epoch: '', position: -1 };
}

function checkInterests(model: Model, interests: readonly Interest[] | undefined): void {
  reject(
    'The interests can’t be followed',
    (interests ?? []).flatMap(({ type, where }, index): Issue[] =>
      model.types.has(type)
        ? where === undefined
          ? []
          : checkFilter(model, type, where).map((issue) => ({
              ...issue,
              path: ['interest', index, 'where', ...issue.path],
            }))
        : [{ path: ['interest', index, 'type'], code: 'unknown-type', params: { type } }],
    ),
  );
}

/** A query whose form and names are right. The schema passes over the filter: `checkFilter` says more, and bounds its depth. */
function checked<Q extends Query | AggregateQuery>(
  query: Q,
  schema: z.core.$ZodType<Q>,
  check: (query: Q) => readonly Issue[],
): Q {
  parse(schema, { ...query, where: undefined });
  reject('The query can’t be asked', check(query));
  return query;
}

function parse<T>(schema: z.core.$ZodType<T>, input: unknown): T {
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    'What was asked is malformed: see issues.',
    parsed.error.issues.map((issue) => ({
      path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
      code: issue.code,
    })),
  );
}

function reject(message: string, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InvalidInputError(`${message}: see issues.`, issues);
}
