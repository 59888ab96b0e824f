import type { Client, LiveQuery, LiveRequest, LiveSnapshot, Write } from '@rapport/client';
import type { AggregateAnswer, AnyRecord, Deal, Filter, Money, MutationResult } from '@rapport/core';
import { rankBetween, ranksBetween } from '@rapport/core/pipeline';
import type { Lane, Update } from './contender.ts';

const pipeline = '01920000-0000-7000-8000-000000000100';
const instant = '2025-12-31T08:00:00.000Z';

/** A client that has everything at hand in arrays, as the other contenders have their state: what is measured is the board. */
export interface ArrayClient {
  readonly client: Client;
  order(column: string): readonly string[];
  update(update: Update): void;
}

interface Held<R extends AnyRecord> {
  records: readonly R[];
  snapshot: LiveSnapshot<R> | undefined;
  readonly listeners: Set<() => void>;
}

export function arrayClient(lanes: readonly Lane[]): ArrayClient {
  const names = new Map<string, AnyRecord>();
  const named = (type: string, name: string): string => {
    const key = `${type} ${name}`;
    const known = names.get(key) ?? record(type, idOf(names.size + 1), { name });
    names.set(key, known);
    return known.id;
  };
  const columns = new Map<string, Held<Deal>>(
    lanes.map((lane) => {
      const ranks = ranksBetween(null, null, lane.cards.length) ?? [];
      const records = lane.cards.map(
        (card, index) =>
          record('deal', card.id, {
            name: card.name,
            pipeline,
            stage: lane.id,
            status: 'open',
            rank: ranks[index],
            company: named('company', card.company),
            owner: named('user', card.owner),
            amount: { amount: card.amount * 100, currency: 'EUR' },
            expectedCloseDate: card.closes,
            enteredStageAt: instant,
            nextStep: 'Call',
          }) as unknown as Deal,
      );
      return [lane.id, held(records)] as const;
    }),
  );
  const pipelines = held([record('pipeline', pipeline, { name: 'Sales', position: 1 })]);
  const stages = held(
    lanes.map((lane, position) =>
      record('stage', lane.id, { name: lane.title, pipeline, position, stageType: 'open', probability: 0.5 }),
    ),
  );
  const byId = new Map([...names.values()].map((each) => [each.id, each]));
  const columnOf = (id: string) => [...columns.values()].find(({ records }) => records.some((deal) => deal.id === id));

  /** Takes a deal out of its column and puts it where its stage and rank say. */
  const set = (id: string, fields: Partial<Deal>): Deal | undefined => {
    const from = columnOf(id);
    const before = from?.records.find((deal) => deal.id === id);
    if (!from || !before) return undefined;
    const after = { ...before, ...fields, version: before.version + 1 } as Deal;
    const to = columns.get(after.stage ?? '') ?? from;
    if (after.stage === before.stage && after.rank === before.rank) {
      replace(
        from,
        from.records.map((deal) => (deal === before ? after : deal)),
      );
      return after;
    }
    replace(
      from,
      from.records.filter((deal) => deal !== before),
    );
    const place = to.records.findIndex((deal) => (deal.rank ?? '') > (after.rank ?? ''));
    replace(to, to.records.toSpliced(place < 0 ? to.records.length : place, 0, after));
    return after;
  };

  // A server adds up, not the page: the first sums are at hand like all else.
  for (const { records } of columns.values()) sumOf(records);

  const client: Partial<Client> = {
    live: ((request: LiveRequest) => {
      if (request.type === 'pipeline') return query(pipelines);
      if (request.type === 'stage') return query(stages);
      return query(columns.get(stageIn(request.where) ?? '') ?? held<Deal>([]));
    }) as Client['live'],
    backend: {
      get: async (refs: readonly { readonly name: { readonly id?: string } }[]) => ({
        records: refs.flatMap(({ name }) => byId.get(name.id ?? '') ?? []),
        missing: [],
        redirects: [],
      }),
    } as unknown as Client['backend'],
    describe: (async () => ({ types: { deal: { update: true }, pipeline: {} } })) as unknown as Client['describe'],
    aggregate: async ({ type }): Promise<AggregateAnswer> => ({
      rows:
        type !== 'deal'
          ? []
          : [...columns].map(([stage, { records }]) => ({
              key: [stage, 'open', 0.5, null],
              figures: { count: records.length, amount: [sumOf(records)] },
            })),
      partial: false,
    }),
    write: (async (write: Write): Promise<MutationResult> => {
      const written = write.patches.flatMap((patch) => {
        const after =
          patch.op === 'update' && patch.type === 'deal' ? set(patch.id, patch.set as Partial<Deal>) : undefined;
        return after ? [{ record: after }] : [];
      });
      return { id: idOf(999_999), status: 'applied', written };
    }) as Client['write'],
    prepareToWrite: async () => undefined,
    connection: { getSnapshot: () => online, subscribe: () => () => undefined },
    newId: () => crypto.randomUUID(),
    now: () => Date.parse(instant),
  };
  return {
    client: client as Client,
    order: (column) => columns.get(column)?.records.map(({ id }) => id) ?? [],
    update: (update) => {
      if (update.kind === 'rename') set(update.id, { name: update.name });
      else if (update.kind === 'amount') set(update.id, { amount: { amount: update.amount * 100, currency: 'EUR' } });
      else {
        const others = (columns.get(update.to)?.records ?? []).filter(({ id }) => id !== update.id);
        const rank = rankBetween(others[update.index - 1]?.rank ?? null, others[update.index]?.rank ?? null);
        set(update.id, { stage: update.to, ...(rank ? { rank } : {}) });
      }
    },
  };
}

const online = { state: 'online', pendingWrites: 0, attention: [] } as unknown as ReturnType<
  Client['connection']['getSnapshot']
>;

const sums = new WeakMap<readonly Deal[], Money>();

/** What deals are worth together, added up once. */
function sumOf(deals: readonly Deal[]): Money {
  let sum = sums.get(deals);
  if (!sum) {
    sum = { amount: deals.reduce((total, { amount }) => total + (amount?.amount ?? 0), 0), currency: 'EUR' };
    sums.set(deals, sum);
  }
  return sum;
}

function held<R extends AnyRecord>(records: readonly R[]): Held<R> {
  return { records, snapshot: undefined, listeners: new Set() };
}

function replace<R extends AnyRecord>(one: Held<R>, records: readonly R[]): void {
  one.records = records;
  one.snapshot = undefined;
  for (const listener of one.listeners) queueMicrotask(listener);
}

function query<R extends AnyRecord>(one: Held<R>): LiveQuery<R> {
  return {
    getSnapshot: () =>
      (one.snapshot ??= {
        status: 'ready',
        records: one.records,
        hasMore: false,
        loadingMore: false,
        total: { kind: 'exact', value: one.records.length },
        pending: new Set<string>(),
        error: undefined,
        coverage: 'complete',
      } as LiveSnapshot<R>),
    subscribe: (listener) => {
      one.listeners.add(listener);
      return () => void one.listeners.delete(listener);
    },
    loadMore: async () => undefined,
    refresh: async () => undefined,
  };
}

/** The stage that a column's filter names. */
function stageIn(where: Filter | undefined): string | undefined {
  if (!where) return undefined;
  if ('and' in where) return where.and.map(stageIn).find((stage) => stage !== undefined);
  return 'field' in where && where.field === 'stage' && typeof where.value === 'string' ? where.value : undefined;
}

function record(type: string, id: string, fields: Readonly<Record<string, unknown>>): AnyRecord {
  return {
    type,
    id,
    version: 1,
    createdAt: instant,
    updatedAt: instant,
    externalIds: {},
    custom: {},
    ...fields,
  } as unknown as AnyRecord;
}

function idOf(number: number): string {
  return `01920000-0000-7000-9000-${String(number).padStart(12, '0')}`;
}
