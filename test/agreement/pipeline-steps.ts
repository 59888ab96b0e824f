import fc from 'fast-check';
import type { AnyRecord, Patch, Result } from '@rapport/core';
import type { Deal, DealApproval, Stage, StageChange, StageRequirement, Team } from '@rapport/core/model';
import {
  decideApproval,
  loseDeal,
  moveDeal,
  relatedNeeded,
  reopenDeal,
  requestApproval,
  resetProbability,
  setProbability,
  winDeal,
  type Decided,
  type DecisionContext,
} from '@rapport/core/pipeline';
import { dealIds, idOf, requirement, stageIds, userIds } from './pipeline-world.ts';

/** What is done to the patches of a decision before they are sent. */
export type Forgery =
  | { readonly kind: 'none' }
  | { readonly kind: 'dropped'; readonly patch: number }
  | { readonly kind: 'altered'; readonly patch: number; readonly fields: Readonly<Record<string, unknown>> };

export type PipelineStep =
  | {
      readonly kind: 'decide';
      readonly person: number;
      readonly decision: (typeof decisions)[number];
      readonly deal: number;
      readonly stage: number;
      readonly given: { readonly nextStep: boolean; readonly reason: boolean; readonly checked: boolean };
      readonly forgery: Forgery;
    }
  | {
      readonly kind: 'write';
      readonly person: number;
      readonly command: string;
      readonly deal: number;
      readonly set: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'beside'; readonly person: number; readonly deal: number; readonly what: (typeof besides)[number] }
  | { readonly kind: 'rule'; readonly stage: number; readonly requirements: readonly StageRequirement[] };

const decisions = ['move', 'move', 'move', 'win', 'lose', 'reopen', 'set', 'reset', 'ask', 'answer'] as const;
const besides = [
  'line',
  'no line',
  'task',
  'task done',
  'contact',
  'no approval',
  'approval taken',
  'approval made up',
  'history changed',
  'history gone',
  'made up history',
  'new deal',
] as const;

const values = {
  stage: fc.constantFrom<unknown>(...stageIds, null),
  status: fc.constantFrom<unknown>('open', 'won', 'lost', null),
  pipeline: fc.constantFrom<unknown>(idOf(1, 0), idOf(1, 1), null),
  probability: fc.constantFrom<unknown>(0, 0.2, 0.5, 1, 2, null),
  probabilitySource: fc.constantFrom<unknown>('stage', 'manual', 'model', null),
  enteredStageAt: fc.constantFrom<unknown>('2026-03-02T09:00:00.000Z', '2027-01-01T00:00:00.000Z', null),
  closedAt: fc.constantFrom<unknown>('2026-02-02T09:00:00.000Z', '2027-01-01T00:00:00.000Z', null),
  lossReason: fc.constantFrom<unknown>('Price', null),
  nextStep: fc.constantFrom<unknown>('Call', null),
  amount: fc.constantFrom<unknown>({ amount: 100, currency: 'EUR' }, null),
  changedAt: fc.constantFrom<unknown>('2026-03-02T09:00:00.000Z'),
  durationMilliseconds: fc.constantFrom<unknown>(0, 5),
  to: fc.constantFrom<unknown>(...stageIds),
  from: fc.constantFrom<unknown>(...stageIds),
} as const;
const someOf = (names: readonly (keyof typeof values)[]): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc
    .subarray([...names], { minLength: 1, maxLength: 3 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, values[name]]))));
const ofDeals = [
  'stage',
  'status',
  'pipeline',
  'probability',
  'probabilitySource',
  'enteredStageAt',
  'closedAt',
  'lossReason',
  'nextStep',
  'amount',
] as const;
const ofChanges = ['changedAt', 'durationMilliseconds', 'to', 'from'] as const;

const person = fc.constantFrom(0, 1, 1, 2);
const deal = fc.nat(dealIds.length - 1);
const stage = fc.nat(stageIds.length - 1);
const forgery: fc.Arbitrary<Forgery> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'none' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dropped' as const), patch: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('altered' as const), patch: fc.constant(0), fields: someOf(ofDeals) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('altered' as const), patch: fc.constant(1), fields: someOf(ofChanges) }),
  },
);

export const pipelineSteps: fc.Arbitrary<readonly PipelineStep[]> = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constant('decide' as const),
        person,
        decision: fc.constantFrom(...decisions),
        deal,
        stage,
        given: fc.record({ nextStep: fc.boolean(), reason: fc.boolean(), checked: fc.boolean() }),
        forgery,
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        person,
        command: fc.constantFrom('deal.update', 'deal.move', 'deal.win', 'deal.lose', 'deal.reopen'),
        deal,
        set: someOf(ofDeals),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('beside' as const), person, deal, what: fc.constantFrom(...besides) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('rule' as const),
        stage,
        requirements: fc.uniqueArray(requirement, { maxLength: 2 }),
      }),
    },
  ),
  { minLength: 40, maxLength: 60, size: 'max' },
);

/** All that a browser has loaded. */
export interface Loaded {
  readonly deals: readonly Deal[];
  readonly stages: readonly Stage[];
  readonly changes: readonly StageChange[];
  readonly approvals: readonly DealApproval[];
  readonly teams: readonly Team[];
  readonly related: Readonly<Record<string, readonly AnyRecord[]>>;
}

/** The command, and what the decision came to before anybody tampered with it. */
export function decide(
  step: Extract<PipelineStep, { kind: 'decide' }>,
  loaded: Loaded,
  context: DecisionContext,
): readonly [command: string, Result<Decided>] | undefined {
  const current = loaded.deals.find(({ id }) => id === dealIds[step.deal]);
  const to = loaded.stages.find(({ id }) => id === stageIds[step.stage]);
  if (!current || !to) return undefined;
  const here = loaded.stages.find(({ id }) => id === current.stage);
  const of = (records: readonly AnyRecord[]): readonly AnyRecord[] =>
    records.filter((record) => record['deal'] === current.id);
  const needed = relatedNeeded(loaded.stages);
  const records = {
    deal: current,
    stages: loaded.stages,
    changes: loaded.changes,
    related: Object.fromEntries(needed.map((name) => [name, of(loaded.related[name] ?? [])])),
  };
  const completion = {
    set: step.given.nextStep ? { nextStep: 'Call' } : {},
    ...(step.given.checked ? { checked: ['Demo held'] } : {}),
  };
  const closing = { ...completion, ...(to.stageType === 'open' ? {} : { stage: to.id }) };
  switch (step.decision) {
    case 'move':
      return ['deal.move', moveDeal(records, { ...completion, stage: to.id }, context)];
    case 'win':
      return ['deal.win', winDeal(records, closing, context)];
    case 'lose':
      return [
        'deal.lose',
        loseDeal(records, { ...closing, ...(step.given.reason ? { reason: 'Price' } : {}) }, context),
      ];
    case 'reopen':
      return ['deal.reopen', reopenDeal(records, { ...completion, stage: to.id }, context)];
    case 'set':
      return ['deal.setProbability', setProbability(current, here, 0.7)];
    case 'reset':
      return ['deal.resetProbability', resetProbability(current, here)];
    case 'ask': {
      const by = (to.requirements ?? []).flatMap((each) => (each.kind === 'approval' ? [each.by] : []))[0];
      return ['deal.requestApproval', requestApproval(current, to, by ?? 'nobody', context)];
    }
    case 'answer': {
      const asked = loaded.approvals.findLast((each) => each.deal === current.id);
      return (
        asked && ['deal.decideApproval', decideApproval(asked, { approve: step.given.reason }, loaded.teams, context)]
      );
    }
  }
}

export function forged(patches: readonly Patch[], forgery: Forgery): readonly Patch[] {
  if (forgery.kind === 'none') return patches;
  if (forgery.kind === 'dropped') return patches.filter((_, index) => index !== forgery.patch);
  return patches.map((patch, index) =>
    index === forgery.patch && patch.op !== 'delete' ? { ...patch, set: { ...patch.set, ...forgery.fields } } : patch,
  );
}

/** What is written beside a deal, and what its rules may count on. */
export function beside(
  { what, deal: index }: Extract<PipelineStep, { kind: 'beside' }>,
  loaded: Loaded,
  newId: () => string,
  later: string,
): readonly Patch[] {
  const deal = dealIds[index] ?? '';
  const of = (records: readonly AnyRecord[] | undefined): AnyRecord | undefined =>
    records?.findLast((record) => record['deal'] === deal);
  const create = (type: string, set: Readonly<Record<string, unknown>>): readonly Patch[] => [
    { op: 'create', type, id: newId(), set },
  ];
  const remove = (record: AnyRecord | undefined): readonly Patch[] =>
    record ? [{ op: 'delete', type: record.type, id: record.id }] : [];
  const update = (record: AnyRecord | undefined, set: Readonly<Record<string, unknown>>): readonly Patch[] =>
    record ? [{ op: 'update', type: record.type, id: record.id, set }] : [];
  switch (what) {
    case 'line':
      return create('lineItem', { deal, name: 'Lamp', quantity: 1, unitPrice: { amount: 1, currency: 'EUR' } });
    case 'no line':
      return remove(of(loaded.related['lineItems']));
    case 'task':
      return create('task', { deal, subject: 'Call', status: 'open', dueAt: later });
    case 'task done':
      return update(of(loaded.related['tasks']), { status: 'done' });
    case 'contact':
      return create('contactRole', { deal, contact: idOf(5, 0), role: 'primary' });
    case 'no approval':
      return remove(of(loaded.approvals));
    case 'approval taken':
      return update(of(loaded.approvals), { status: 'approved', decidedBy: userIds[1] });
    case 'approval made up': {
      const asked = loaded.stages.flatMap(({ id, requirements }) =>
        (requirements ?? []).flatMap((each) => (each.kind === 'approval' ? [{ stage: id, by: each.by }] : [])),
      )[0];
      return asked ? create('dealApproval', { deal, ...asked, status: 'approved', decidedBy: userIds[1] }) : [];
    }
    case 'history changed':
      return update(of(loaded.changes), { to: stageIds[1] });
    case 'history gone':
      return remove(of(loaded.changes));
    case 'made up history':
      return create('stageChange', { deal, to: stageIds[1], changedAt: later, changedBy: userIds[1] });
    case 'new deal':
      return create('deal', { name: 'New', stage: stageIds[2], status: 'open' });
  }
}
