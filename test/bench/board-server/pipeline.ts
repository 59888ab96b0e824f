import type { Backend, Patch } from '@rapport/core';
import type { Filter } from '@rapport/core/filter';
import { toInstant } from '@rapport/core/model';
import type { Query } from '@rapport/core/query';
import { ranksBetween } from '@rapport/core/pipeline';

// A pipeline of any number of deals in eight stages, as an import leaves it, and what a board asks of it.

export const now = Date.parse('2026-03-01T12:00:00.000Z');
const day = 86_400_000;
const idOf = (kind: number, index: number): string =>
  `0000000${kind}-0000-7000-8000-${String(index).padStart(12, '0')}`;
export const pipeline = idOf(1, 0);

/** Name, type, probability, and the share of the deals that are in it, in percent. */
const steps = [
  ['Enquiry', 'open', 0.1, 20],
  ['Qualified', 'open', 0.2, 14],
  ['Demo', 'open', 0.35, 10],
  ['Offer', 'open', 0.5, 8],
  ['Negotiation', 'open', 0.7, 5],
  ['Signature', 'open', 0.9, 3],
  ['Won', 'won', 1, 22],
  ['Lost', 'lost', 0, 18],
] as const;
export const stageIds = steps.map((_, index) => idOf(2, index));

/** Fills a tenant, a thousand deals a mutation. */
export async function fillPipeline(backend: Backend, deals: number): Promise<void> {
  const create = (type: string, id: string, set: Readonly<Record<string, unknown>>): Patch => ({
    op: 'create',
    type,
    id,
    set: { ...set },
  });
  const stages = steps.map(([name, stageType, probability], position) =>
    create('stage', stageIds[position] ?? '', { name, pipeline, position, stageType, probability }),
  );
  await push(backend, [create('pipeline', pipeline, { name: 'New business' }), ...stages]);
  const ranks = ranksBetween(null, null, deals) ?? [];
  const places = steps.flatMap(([, , , share], stage) => Array.from({ length: share }, () => stage));
  for (let start = 0; start < deals; start += 1_000) {
    await push(
      backend,
      Array.from({ length: Math.min(1_000, deals - start) }, (_, offset) => {
        const index = start + offset;
        const stage = places[(index * 37) % places.length] ?? 0;
        return create('deal', idOf(3, index), dealValues(index, stage, ranks[(index * 7919) % deals] ?? ''));
      }),
    );
  }
}

function dealValues(index: number, stage: number, rank: string): Readonly<Record<string, unknown>> {
  const [, status, chance] = steps[stage] ?? steps[0];
  const byHand = status === 'open' && index % 11 === 0;
  const closedAt = toInstant(now - ((index * 13) % 730) * day - (index % 86_400) * 1_000);
  return {
    name: `Analyser ${index} for customer ${(index * 31) % 4_999}`,
    pipeline,
    stage: stageIds[stage],
    status,
    rank,
    amount: { amount: 100_000 + ((index * 7_919) % 9_000) * 1_000, currency: index % 9 === 0 ? 'USD' : 'EUR' },
    probability: byHand ? (index % 20) / 20 : chance,
    probabilitySource: byHand ? 'manual' : 'stage',
    enteredStageAt: toInstant(now - ((index * 17) % 120) * day),
    expectedCloseDate: toInstant(now + ((index * 19) % 200) * day).slice(0, 10),
    nextStep: status === 'open' ? 'Call the head of the laboratory about the offer' : null,
    source: ['Trade fair', 'Website', 'Recommendation'][index % 3],
    ...(status === 'open' ? {} : { closedAt }),
    ...(status === 'lost' ? { lossReason: 'Price' } : {}),
  };
}

async function push(backend: Backend, patches: readonly Patch[]): Promise<void> {
  const mutation = { id: crypto.randomUUID(), command: 'import.deals', at: toInstant(now), patches };
  const [result] = await backend.push([mutation]);
  if (result?.status !== 'applied')
    throw new Error(`The deals were not taken: ${JSON.stringify(result).slice(0, 300)}`);
}

/** The first page of each column, as a board asks for it. */
export const columnPages: readonly Query[] = steps.map(([, status], index) => ({
  type: 'deal',
  where: { and: [{ field: 'stage', op: 'eq', value: stageIds[index] ?? '' }] },
  orderBy: status === 'open' ? [{ field: 'rank', direction: 'asc' }] : [{ field: 'closedAt', direction: 'desc' }],
  limit: 50,
}));

/** The deals that a board's totals are of. */
export const boardWhere: Filter = { and: [{ field: 'stage', op: 'in', value: stageIds }] };
