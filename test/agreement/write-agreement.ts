import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  InvalidInputError,
  type Actor,
  type AnyRecord,
  type Backend,
  type Change,
  type ChangeMessage,
  type Interest,
  type Mutation,
  type NamedRef,
} from '@rapport/core';
import { createMemoryStore } from '@rapport/core/memory';
import { openStore, sqlBackend, type Store, type StoreOptions } from '@rapport/server';
import { fullExtension } from './arbitraries.ts';
import { idOf, idsOf, people, writtenTypes } from './cast.ts';
import { differenceLines } from './difference.ts';
import { policy, storeTimeZone } from './policy.ts';
import { holds, isReplay, runs } from './replay.ts';
import { historyKey, mutationOf, type Step } from './step.ts';
import { stepLists } from './steps.ts';

const usualRuns = 20;
const minute = 60_000;
const start = Date.parse('2026-03-29T00:30:00.000Z');

/** The last record, which everybody sees: whoever has heard of it has heard of all before it. */
const last = idOf('product', 9);
const lastMutation: Mutation = {
  id: 'ffffffff-0000-7000-8000-ffffffffffff',
  command: 'product.create',
  at: '2026-01-01T00:00:00.000Z',
  patches: [{ op: 'create', type: 'product', id: last, set: { name: 'Last', active: true } }],
};

interface Reader {
  readonly person: number;
  readonly interest?: readonly Interest[];
}
const readers: readonly Reader[] = [
  ...people.map((_, person) => ({ person })),
  {
    person: 1,
    interest: [
      { id: 'last', type: 'product' },
      {
        id: 'tagged',
        type: 'contact',
        where: {
          or: [
            { field: 'tags', op: 'exists', value: true },
            { field: 'company.name', op: 'contains', value: 'a' },
          ],
        },
      },
      {
        id: 'busy',
        type: 'company',
        where: {
          related: 'contacts',
          measure: 'count',
          op: 'gt',
          value: 0,
          where: { field: 'owner', op: 'exists', value: true },
        },
      },
    ],
  },
];

interface Heard {
  readonly changes: readonly Change[];
  readonly recheck: readonly string[];
}

/** Starts to follow, and gives what tells all that happened since, once the last record is written. */
async function follow(backend: Backend, interest: Reader['interest']): Promise<() => Promise<Heard>> {
  const stop = new AbortController();
  const changes = backend.changes({ since: null, signal: stop.signal, ...(interest ? { interest } : {}) });
  const feed = changes[Symbol.asyncIterator]();
  await feed.next();
  return async () => {
    const messages: Extract<ChangeMessage, { kind: 'changes' }>[] = [];
    const isLast = (change: Change): boolean => change.op === 'put' && change.record.id === last;
    while (!messages.some(({ changes }) => changes.some(isLast))) {
      const { value } = (await feed.next()) as IteratorYieldResult<ChangeMessage>;
      if (value.kind === 'reset') throw new Error('The feed was reset.');
      messages.push(value);
    }
    stop.abort();
    await feed.return?.();
    return {
      changes: messages.flatMap(({ changes }) => changes),
      recheck: [...new Set(messages.flatMap(({ recheck }) => recheck ?? []))].sort(),
    };
  };
}

async function push(backend: Backend, mutation: Mutation): Promise<unknown> {
  try {
    return (await backend.push([mutation]))[0];
  } catch (error) {
    if (error instanceof InvalidInputError) return { code: error.code, issues: error.issues.map(({ path }) => path) };
    throw error;
  }
}

const everything = async (backend: Backend): Promise<readonly AnyRecord[]> =>
  (await Promise.all(writtenTypes.map((type) => backend.query({ type, limit: 1000 })))).flatMap(
    ({ records }) => records,
  );

const foreignNames: readonly NamedRef[] = writtenTypes.flatMap((type) =>
  ['1', '2', 'É', 'x'].flatMap((externalId) =>
    ['erp', 'shop'].map((system): NamedRef => ({ type, name: { system, externalId } })),
  ),
);

/** Sends the same mutations to memory and to a database, and holds every answer, what there is at the end, and what followers heard, to be the same. */
export function agreeOnWrites(name: string, place: () => Promise<Pick<StoreOptions, 'databaseUrl'>>): void {
  describe(name, () => {
    let now = start;
    let organisations = 0;
    const outcomes = new Map<string, number>();
    const count = (outcome: string): unknown => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const clock = (): number => now;
    const newId = (): string => crypto.randomUUID();
    let store: Store;
    beforeAll(async () => {
      store = await openStore({ ...(await place()), clock, newId, policy, timeZone: storeTimeZone });
    });
    afterAll(() => store.close());

    const play = async (steps: readonly Step[]): Promise<void> => {
      const tenant = `organisation${organisations++}`;
      await store.modelOf(tenant);
      await store.extendModel(tenant, fullExtension);
      const memory = createMemoryStore({ extension: fullExtension, policy, clock, newId, timeZone: storeTimeZone });
      const backends = people.map((person) => {
        const actor: Actor = { ...person, tenant };
        return { memory: memory.backendFor(actor), sql: sqlBackend(store, actor) };
      });
      const of = (person: number): (typeof backends)[number] => backends[person] as (typeof backends)[number];
      now = start;
      const followers: { readonly memory: () => Promise<Heard>; readonly sql: () => Promise<Heard> }[] = [];
      for (const { person, interest } of readers)
        followers.push({
          memory: await follow(of(person).memory, interest),
          sql: await follow(of(person).sql, interest),
        });

      const history = new Map<string, AnyRecord[]>();
      const sent: Mutation[] = [];
      const refs = writtenTypes.flatMap((type) => idsOf(type).map((id): NamedRef => ({ type, name: { id } })));
      for (const [index, step] of steps.entries()) {
        now += minute;
        const mutation = mutationOf(step, index, sent, history);
        sent.push(mutation);
        const expected = await push(of(step.person).memory, mutation);
        const got = await push(of(step.person).sql, mutation);
        same(
          `push ${index} (${step.kind}) as ${JSON.stringify(people[step.person])}: ${JSON.stringify(mutation)}`,
          expected,
          got,
        );
        const { status = 'malformed', refusal } = expected as { status?: string; refusal?: { code: string } };
        count(status);
        if (refusal) count(refusal.code);
        for (const record of (await of(0).memory.get(refs)).records) {
          const key = historyKey(record.type, record.id);
          const versions = history.get(key) ?? [];
          if (versions.at(-1)?.version !== record.version) history.set(key, [...versions, record]);
        }
      }
      now += minute;
      same('the last push', await push(of(0).memory, lastMutation), await push(of(0).sql, lastMutation));
      for (const [person, { memory: expected, sql: got }] of backends.entries())
        same(`all that ${JSON.stringify(people[person])} sees`, await everything(expected), await everything(got));
      same('who has which foreign id', await of(0).memory.get(foreignNames), await of(0).sql.get(foreignNames));
      for (const [index, { person, interest }] of readers.entries()) {
        const follower = followers[index] as (typeof followers)[number];
        const heard = await follower.memory();
        same(`the feed of ${JSON.stringify({ ...people[person], interest })}`, heard, await follower.sql());
        for (const { op } of heard.changes) count(`${people[person]?.role} ${op}`);
        if (heard.recheck.length > 0) count('recheck');
      }
    };

    test('A1-A13, M1, M7: results, records and feeds are those of memory', { timeout: 900_000 }, async () => {
      await holds('feeds are those of memory', fc.asyncProperty(stepLists, play), usualRuns);
      if (runs(usualRuns) < usualRuns || isReplay) return;
      // Mutations that are all refused would agree, too.
      const seen = (outcome: string): number => outcomes.get(outcome) ?? 0;
      expect(seen('applied')).toBeGreaterThan(usualRuns * 10);
      const common = [
        'merged',
        'duplicate',
        'conflict',
        'not-found',
        'unknown-reference',
        'mutation-id-reused',
        'read-only',
        'recheck',
        'admin delete',
        'agent evict',
        'partner put',
        'customer put',
      ];
      for (const outcome of common) expect([outcome, seen(outcome) > 0]).toEqual([outcome, true]);
    });
  });
}

function same(what: string, memory: unknown, sql: unknown): void {
  const [expected, got] = [plain(memory), plain(sql)];
  if (isDeepStrictEqual(expected, got)) return;
  throw new Error([`Memory and SQL differ. ${what}`, ...differenceLines(expected, got)].join('\n'));
}

/** As it would travel. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
