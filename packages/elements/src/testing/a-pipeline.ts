import { createClient, type Client } from '@rapport/client';
import type { AnyRecord, Backend, Deal, Mutation, MutationResult, Stage } from '@rapport/core';
import { createMemoryStore, type MemoryStore } from '@rapport/core/memory';
import { rankColumn } from '@rapport/core/pipeline';
import { ago, aRecord, mika, newId, nordwind, now, ana, newcomer } from './world.ts';

export const sales = aRecord('pipeline', { name: 'New business', position: 0 });
export const renewals = aRecord('pipeline', { name: 'Renewals', position: 1, externalIds: { erp: 'renewals' } });
export const lena = aRecord('user', { name: 'Lena Brandt' });

const aStage = (position: number, name: string, values: Partial<Stage> = {}): Stage =>
  aRecord('stage', { name, pipeline: sales.id, position, stageType: 'open', ...values }) as Stage;

export const qualified = aStage(0, 'Qualified', { probability: 0.2, rottingDays: 14 });
export const proposal = aStage(1, 'Proposal', { probability: 0.5, rottingDays: 7 });
export const negotiation = aStage(2, 'Negotiation', { probability: 0.8 });
export const won = aStage(3, 'Won', { stageType: 'won' });
export const lost = aStage(4, 'Lost', { stageType: 'lost' });
export const upcoming = aStage(0, 'Upcoming', { pipeline: renewals.id, probability: 0.6 });

let made = 0;
/** A deal in the first stage, since an hour ago, at the end of its column. */
export function aDeal(values: Partial<Deal> = {}): Deal {
  const rank = `a${String(++made).padStart(6, '0')}V`;
  return aRecord('deal', {
    name: `Deal ${made}`,
    pipeline: sales.id,
    stage: qualified.id,
    status: 'open',
    amount: { amount: 100_000, currency: 'EUR' },
    probability: 0.2,
    probabilitySource: 'stage',
    enteredStageAt: ago(60),
    owner: mika.id,
    nextStep: 'Call',
    rank,
    ...values,
  }) as Deal;
}

/** Many deals of a stage, in order. */
export function manyDeals(count: number, values: Partial<Deal> = {}): readonly Deal[] {
  const deals = Array.from({ length: count }, () => aDeal({ ...values, rank: null }));
  const ranks = new Map(rankColumn(deals).map(({ deal, rank }) => [deal.id, rank]));
  return deals.map((deal) => ({ ...deal, rank: ranks.get(deal.id) ?? null }));
}

export interface BoardWorld {
  readonly store: MemoryStore;
  readonly client: Client;
  /** Somebody else at the same store. */
  readonly other: Client;
  /** The record types that were queried and aggregated, in order. */
  readonly asked: string[];
  /** Set: decides what becomes of a mutation before the store sees it. */
  judge: ((mutation: Mutation) => MutationResult | undefined) | undefined;
  /** Set: pushes wait for it. */
  hold: Promise<void> | undefined;
  /** Set: figures are partial. */
  isPartial: boolean;
  /** Set: what other records are called is told only then. */
  names: Promise<void> | undefined;
  /** Set: the backend says that deals can't be changed. */
  isReadOnly: boolean;
  /** A deal as the store has it. */
  deal(id: string): Promise<Deal>;
}

/** A pipeline's store with these deals beside its stages, and clients whose backend can be made to refuse and to wait. */
export function aBoardWorld(
  deals: readonly AnyRecord[],
  stages: readonly Stage[] = [qualified, proposal, negotiation, won, lost],
): BoardWorld {
  const records = [mika, lena, nordwind, ana, newcomer, sales, ...stages, ...deals] as readonly AnyRecord[];
  const store = createMemoryStore({ clock: () => now, newId, timeZone: 'Europe/Berlin', records });
  const backend = store.backendFor({ tenant: 'test', role: 'agent', user: mika.id });
  const world: BoardWorld = {
    store,
    client: createClient({ backend: watched(backend, () => world), clock: () => now, newId }),
    other: createClient({ backend, clock: () => now, newId }),
    asked: [],
    judge: undefined,
    hold: undefined,
    names: undefined,
    isPartial: false,
    isReadOnly: false,
    deal: async (id) => {
      const { records: found } = await backend.get([{ type: 'deal', name: { id } }]);
      return found[0] as Deal;
    },
  };
  return world;
}

function watched(backend: Backend, world: () => BoardWorld): Backend {
  return {
    describe: async (options) => {
      const description = await backend.describe(options);
      const { deal, ...types } = description.types;
      return world().isReadOnly && deal
        ? { ...description, types: { ...types, deal: { ...deal, update: false } } }
        : description;
    },
    query: (query, options) => {
      world().asked.push(`query ${query.type}`);
      return backend.query(query, options);
    },
    aggregate: async (query, options) => {
      world().asked.push(`aggregate ${query.type}`);
      const answer = await backend.aggregate(query, options);
      return world().isPartial && query.type === 'deal' ? { ...answer, partial: true } : answer;
    },
    get: async (refs, options) => {
      await world().names;
      return backend.get(refs, options);
    },
    push: async (mutations, options) => {
      await world().hold;
      const results: MutationResult[] = [];
      for (const mutation of mutations) {
        const judged = world().judge?.(mutation);
        results.push(judged ?? (await backend.push([mutation], options))[0]!);
      }
      return results;
    },
    changes: (options) => backend.changes(options),
  };
}
