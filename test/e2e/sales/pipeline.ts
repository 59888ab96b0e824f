import type { Backend, Patch } from '@rapport/core';
import { ranksBetween } from '@rapport/core/pipeline';

// A pipeline small enough to be on the screen as a whole, with rules that refuse.

const idOf = (kind: number, index: number): string =>
  `0000000${kind}-0000-7000-8000-${String(index).padStart(12, '0')}`;
export const managerId = idOf(1, 0);
export const sellerId = idOf(1, 1);
export const dealCount = 24;
export const dealIds = Array.from({ length: dealCount }, (_, index) => idOf(4, index));

const stages = [
  { name: 'Enquiry', stageType: 'open', probability: 0.1 },
  { name: 'Qualified', stageType: 'open', probability: 0.25, requirements: [{ kind: 'field', field: 'nextStep' }] },
  { name: 'Offer', stageType: 'open', probability: 0.5 },
  {
    name: 'Negotiation',
    stageType: 'open',
    probability: 0.75,
    requirements: [{ kind: 'related', related: 'lineItems', atLeast: 1 }],
  },
  { name: 'Won', stageType: 'won', probability: 1 },
  { name: 'Lost', stageType: 'lost', probability: 0 },
] as const;
export const stageIds = stages.map((_, index) => idOf(3, index));
export const stageNames = stages.map(({ name }) => name);
/** Deals begin in the open stages. */
const begun = 4;

/** Two people, a pipeline and its deals, as an import leaves them. Every third deal is the manager's. */
export async function fill(backend: Backend): Promise<void> {
  const at = new Date(Date.now() - 86_400_000).toISOString();
  const create = (type: string, id: string, set: Readonly<Record<string, unknown>>): Patch => ({
    op: 'create',
    type,
    id,
    set: { ...set },
  });
  const ranks = ranksBetween(null, null, dealCount) ?? [];
  const patches = [
    create('user', managerId, { name: 'Marta Lindqvist', role: 'admin' }),
    create('user', sellerId, { name: 'Tobias Kern', role: 'agent' }),
    create('pipeline', idOf(2, 0), { name: 'New business' }),
    ...stages.map((stage, position) =>
      create('stage', stageIds[position] ?? '', { ...stage, position, pipeline: idOf(2, 0) }),
    ),
    ...dealIds.map((id, index) => {
      const stage = index % begun;
      return create('deal', id, {
        name: `Deal ${index + 1}`,
        pipeline: idOf(2, 0),
        stage: stageIds[stage],
        status: 'open',
        rank: ranks[index],
        owner: index % 3 === 0 ? managerId : sellerId,
        amount: { amount: (index + 1) * 100_000, currency: 'EUR' },
        probability: stages[stage]?.probability,
        probabilitySource: 'stage',
        enteredStageAt: at,
        ...(index % 2 === 0 ? { nextStep: 'Call' } : {}),
      });
    }),
    ...dealIds.flatMap((deal, index) =>
      index % 4 === 0
        ? []
        : [
            create('lineItem', idOf(5, index), {
              deal,
              name: 'Spectrometer',
              quantity: 1,
              unitPrice: { amount: 100_000, currency: 'EUR' },
            }),
          ],
    ),
  ];
  const [result] = await backend.push([{ id: idOf(9, 0), command: 'import.fixture', at, patches }]);
  if (result?.status !== 'applied') throw new Error(`The fixture was not taken: ${JSON.stringify(result)}`);
}
