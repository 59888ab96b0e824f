import fc from 'fast-check';
import { toInstant, type Actor, type Mutation, type Patch } from '@rapport/core';
import { stageTypes, type StageRequirement } from '@rapport/core/model';

/** What a pipeline's rules are tried on: two pipelines, a few deals, and people with and without a say. */
export const idOf = (kind: number, index: number): string =>
  `0000000${kind}-0000-7000-8000-${String(index).padStart(12, '0')}`;
export const dealIds = [0, 1, 2].map((index) => idOf(3, index));
export const userIds = [0, 1, 2].map((index) => idOf(0, index));
export const people: readonly Omit<Actor, 'tenant'>[] = [
  { role: 'admin', user: idOf(0, 0) },
  { role: 'agent', user: idOf(0, 1) },
  { role: 'agent', user: idOf(0, 2) },
];
const [first, second] = [idOf(1, 0), idOf(1, 1)];

export interface PlannedStage {
  readonly probability: number | undefined;
  readonly skippable: boolean;
  readonly returnable: boolean;
  readonly requirements: readonly StageRequirement[];
}

export const requirement: fc.Arbitrary<StageRequirement> = fc.constantFrom<StageRequirement>(
  { kind: 'field', field: 'nextStep' },
  { kind: 'field', field: 'amount' },
  { kind: 'related', related: 'lineItems', atLeast: 1 },
  { kind: 'related', related: 'primaryContact', atLeast: 1 },
  { kind: 'related', related: 'nextActivity', atLeast: 1 },
  { kind: 'checklist', item: 'Demo held' },
  { kind: 'approval', by: userIds[2] ?? '' },
  { kind: 'approval', by: 'Deal desk' },
  { kind: 'approval', by: 'agent' },
);
const stage: fc.Arbitrary<PlannedStage> = fc.record({
  probability: fc.constantFrom(undefined, 0.2, 0.5),
  skippable: fc.boolean(),
  returnable: fc.boolean(),
  requirements: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(requirement, { maxLength: 2 }) },
  ),
});

/** Four stages, won and lost in the first pipeline; two, won and lost in the second. */
export const plannedStages = fc.array(stage, { minLength: 10, maxLength: 10 });
export const stageIds = Array.from({ length: 10 }, (_, index) => idOf(2, index));

/** The import that a world begins with. */
export function beginning(stages: readonly PlannedStage[], now: number): Mutation {
  const create = (type: string, id: string, set: Readonly<Record<string, unknown>>): Patch => ({
    op: 'create',
    type,
    id,
    set: Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)),
  });
  const entered = toInstant(now);
  const patches = [
    ...userIds.map((id) => create('user', id, { name: 'Somebody' })),
    create('team', idOf(4, 0), { name: 'Deal desk', members: [userIds[1]] }),
    create('contact', idOf(5, 0), { name: 'Ana' }),
    create('pipeline', first, { name: 'Sales' }),
    create('pipeline', second, { name: 'Renewals' }),
    ...stages.map((planned, index) => {
      const [start, length] = index < 6 ? [0, 6] : [6, 4];
      const stageType = stageTypes[Math.max(0, index - start - length + 3)];
      const set = { ...planned, name: `Stage ${index}`, position: index - start, stageType };
      return create('stage', stageIds[index] ?? '', { ...set, pipeline: index < 6 ? first : second });
    }),
    ...dealIds.map((id, index) => {
      const { probability } = stages[0] ?? {};
      const probabilitySource = probability === undefined ? undefined : 'stage';
      const at = { pipeline: first, stage: stageIds[0], status: 'open', enteredStageAt: entered };
      return create('deal', id, { name: `Deal ${index}`, ...at, probability, probabilitySource });
    }),
  ];
  return { id: idOf(9, 999), command: 'import.world', at: entered, patches };
}
