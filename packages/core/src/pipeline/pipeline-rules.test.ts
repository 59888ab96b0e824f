import { describe, expect, it } from 'vitest';
import type { AnyRecord, Deal, Stage } from '../model/index.ts';
import type { Actor, MutationResult, Patch } from '../port/index.ts';
import { anAuthority } from '../testing/index.ts';
import {
  aContext,
  aDeal,
  aStage,
  decided,
  envelope,
  idOf,
  ids,
  lost,
  me,
  negotiated,
  proposed,
  qualified,
  sales,
  stages,
  won,
} from './a-pipeline.ts';
import {
  decideApproval,
  loseDeal,
  moveDeal,
  pipelineRules,
  reopenDeal,
  requestApproval,
  rescheduleDeal,
  winDeal,
} from './index.ts';

const agent: Actor = { tenant: 'acme', role: 'agent', user: me };
const admin: Actor = { tenant: 'acme', role: 'admin', user: idOf(901) };
const deal = aDeal();
const context = aContext({ now: '2026-01-01T00:00:30.000Z', newId: ids() });
const since = '2026-01-01T00:00:00.000Z';
const open = aDeal({ enteredStageAt: since, createdAt: since });
const wonDeal = aDeal({
  stage: won.id,
  status: 'won',
  probability: 1,
  closedAt: since,
  enteredStageAt: since,
  createdAt: since,
});

function aWorld(records: readonly AnyRecord[] = [open], all: readonly Stage[] = stages) {
  const authority = anAuthority({
    rules: pipelineRules,
    records: [
      { ...envelope, type: 'pipeline', id: sales, name: 'Sales' },
      ...[me, idOf(901), idOf(902)].map((id): AnyRecord => ({ ...envelope, type: 'user', id, name: 'Somebody' })),
      ...all,
      ...records,
    ],
  });
  const push = async (patches: readonly Patch[], command = 'deal.update', actor = agent): Promise<MutationResult> =>
    (await authority.apply({ ...authority.aMutation(...patches), command }, actor)).result;
  return { authority, push, deal: () => authority.tables.get(deal) as Deal | undefined };
}

const set = (fields: Readonly<Record<string, unknown>>): readonly Patch[] => [
  { op: 'update', type: 'deal', id: deal.id, set: fields },
];
const refused = (code: string, field?: string, params: object = {}) => ({
  status: 'refused',
  refusal: {
    ok: false,
    code,
    ...(field === undefined ? {} : { field }),
    params: expect.objectContaining(params) as unknown,
  },
});
const without = (patches: readonly Patch[], type: string): readonly Patch[] =>
  patches.filter((patch) => patch.type !== type);
const withStage = (stage: Stage): readonly Stage[] => stages.map((each) => (each.id === stage.id ? stage : each));

describe('P20 an authority makes the decision again', () => {
  it('takes what decisions wrote', async () => {
    const { push, deal: now } = aWorld();
    const step = async (command: string, patches: readonly Patch[]): Promise<void> => {
      expect(await push(patches, command)).toMatchObject({ status: 'applied' });
    };
    const at = (minute: number) => ({ ...context, now: `2026-01-01T00:0${minute}:00.000Z` });
    await step('deal.move', decided(moveDeal({ deal: now()!, stages }, { stage: proposed.id }, at(1))).patches);
    await step('deal.move', decided(moveDeal({ deal: now()!, stages }, { stage: qualified.id }, at(2))).patches);
    await step('deal.lose', decided(loseDeal({ deal: now()!, stages }, { reason: 'Price' }, at(3))).patches);
    await step('deal.reopen', decided(reopenDeal({ deal: now()!, stages }, { stage: negotiated.id }, at(4))).patches);
    await step('deal.win', decided(winDeal({ deal: now()!, stages }, { closedOn: '2025-12-31' }, at(5))).patches);
    expect(now()).toMatchObject({ stage: won.id, status: 'won', probability: 1 });
  });

  it('refuses what a decision refuses, in its words, whatever the command is called', async () => {
    const strict = withStage({
      ...proposed,
      skippable: false,
      returnable: false,
      requirements: [{ kind: 'field', field: 'nextStep' }],
    });
    for (const [before, fields, refusal] of [
      [open, { stage: negotiated.id }, moveDeal({ deal: open, stages: strict }, { stage: negotiated.id }, context)],
      [open, { stage: proposed.id }, moveDeal({ deal: open, stages: strict }, { stage: proposed.id }, context)],
      [open, { stage: won.id }, moveDeal({ deal: open, stages: strict }, { stage: won.id }, context)],
      [wonDeal, { stage: qualified.id }, moveDeal({ deal: wonDeal, stages: strict }, { stage: qualified.id }, context)],
    ] as const) {
      if (refusal.ok) throw new Error('The decision was to refuse.');
      const { push } = aWorld([before], strict);
      for (const command of ['deal.update', 'deal.move', 'erp.sync'])
        expect(await push(set(fields), command)).toMatchObject({
          refusal: { ...refusal, params: { ...refusal.params, type: 'deal', id: deal.id } },
        });
    }
    const later = { ...open, stage: negotiated.id };
    expect(await aWorld([later], strict).push(set({ stage: proposed.id }))).toMatchObject(
      refused('stage-not-returnable', 'stage'),
    );
    const { push, deal: now } = aWorld([open], strict);
    expect(await push(set({ stage: won.id }), 'deal.win')).toMatchObject(refused('stage-passed-over', 'stage'));
    expect(await push(set({ stage: lost.id }), 'deal.lose')).toMatchObject(
      refused('requirements-missing', undefined, { missing: [{ kind: 'field', field: 'lossReason' }] }),
    );
    expect(await push(set({ stage: null }))).toMatchObject(refused('unknown-stage', 'stage'));
    expect(now()).toEqual(open);
  });

  it.each([
    [{ status: 'won' }, 'close-is-a-decision', 'status'],
    [{ status: null }, 'managed-field', 'status'],
    [{ pipeline: idOf(2) }, 'managed-field', 'pipeline'],
    [{ enteredStageAt: since.replace('00:00:00', '00:00:10') }, 'managed-field', 'enteredStageAt'],
    [{ closedAt: since }, 'managed-field', 'closedAt'],
    [{ probability: 0.9 }, 'managed-field', 'probability'],
    [{ probability: 1.5, probabilitySource: 'manual' }, 'invalid-value', 'probability'],
    [{ probability: null, probabilitySource: 'manual' }, 'required', 'probability'],
    [{ probability: 0.9, probabilitySource: null }, 'required', 'probabilitySource'],
  ])('an open deal: %j is refused %s', async (fields, code, field) => {
    const second = { ...envelope, type: 'pipeline', id: idOf(2), name: 'Renewals' };
    expect(await aWorld([open, second]).push(set(fields))).toMatchObject(refused(code, field));
  });

  it.each([
    [{ status: 'open' }, 'deal-closed', 'status'],
    [{ status: 'lost' }, 'deal-closed', 'status'],
    [{ probability: 0.5, probabilitySource: 'manual' }, 'deal-closed', 'probability'],
    [{ closedAt: null }, 'managed-field', 'closedAt'],
    [{ closedAt: '2026-01-03T00:00:00.000Z' }, 'closed-in-future', 'closedAt'],
  ])('a won deal: %j is refused %s', async (fields, code, field) => {
    expect(await aWorld([wonDeal]).push(set(fields))).toMatchObject(refused(code, field));
  });

  it('leaves alone what no decision writes, and corrections that fit', async () => {
    const { push } = aWorld();
    expect(await push(set({ name: 'Two spectrometers', rank: 'V', amount: null }))).toMatchObject({
      status: 'applied',
    });
    expect(await push(set({ probability: 0.9, probabilitySource: 'manual' }))).toMatchObject({ status: 'applied' });
    expect(await aWorld([wonDeal]).push(set({ closedAt: '2025-12-24T12:00:00.000Z' }))).toMatchObject({
      status: 'applied',
    });
  });

  it('asks as things stand when it decides, with what the mutation itself brings', async () => {
    const needs = withStage({
      ...proposed,
      requirements: [
        { kind: 'related', related: 'lineItems', atLeast: 1 },
        { kind: 'field', field: 'nextStep' },
      ],
    });
    const line: Patch = {
      op: 'create',
      type: 'lineItem',
      id: idOf(50),
      set: { deal: deal.id, name: 'Lamp', quantity: 1, unitPrice: { amount: 1, currency: 'EUR' } },
    };
    const { push } = aWorld([open], needs);
    const related = { lineItems: [{ ...envelope, type: 'lineItem', id: idOf(50), deal: deal.id }] };
    const { patches } = decided(
      moveDeal({ deal: open, stages: needs, related }, { stage: proposed.id, set: { nextStep: 'Call' } }, context),
    );
    // The browser believed in a line that is not there.
    expect(await push(patches, 'deal.move')).toMatchObject(
      refused('requirements-missing', undefined, {
        missing: [{ kind: 'related', related: 'lineItems', atLeast: 1, count: 0 }],
      }),
    );
    expect(await push([line, ...patches], 'deal.move')).toMatchObject({ status: 'applied' });
  });

  it('holds a deal that begins in a stage to that stage', async () => {
    const needs = withStage({ ...qualified, requirements: [{ kind: 'field', field: 'amount' }] });
    const create = (fields: object): readonly Patch[] => [
      { op: 'create', type: 'deal', id: idOf(101), set: { name: 'New', stage: qualified.id, ...fields } },
    ];
    const amount = { amount: 1, currency: 'EUR' };
    const { push } = aWorld([], needs);
    expect(await push(create({}))).toMatchObject(refused('requirements-missing'));
    expect(await push(create({ amount, stage: won.id }))).toMatchObject(refused('close-is-a-decision', 'stage'));
    expect(await push(create({ amount, status: 'won' }))).toMatchObject(refused('managed-field', 'status'));
    expect(await push(create({ amount, probability: 0.9, probabilitySource: 'stage' }))).toMatchObject(
      refused('managed-field', 'probability'),
    );
    expect(await push(create({ stage: null, status: 'won' }))).toMatchObject(refused('close-is-a-decision', 'status'));
    expect(await push(create({ amount, status: 'open' }))).toMatchObject({ status: 'applied' });
  });
});

describe('P21 the history', () => {
  const move = (): readonly Patch[] =>
    decided(moveDeal({ deal: open, stages }, { stage: proposed.id }, context)).patches;
  const altered = (fields: object): readonly Patch[] =>
    move().map((patch) => (patch.op === 'create' ? { ...patch, set: { ...patch.set, ...fields } } : patch));

  it('is written with the move, once and as it was', async () => {
    const { push } = aWorld();
    expect(await push(without(move(), 'stageChange'))).toMatchObject(refused('history-missing', 'stage'));
    expect(await push([...move(), ...move().slice(1)])).toMatchObject(refused('history-missing'));
    expect(await push(altered({ from: negotiated.id }))).toMatchObject(refused('moved-meanwhile', 'stage'));
    expect(await push(altered({ to: won.id }))).toMatchObject(refused('managed-field', 'to'));
    expect(await push(altered({ durationMilliseconds: 1 }))).toMatchObject(
      refused('moved-meanwhile', 'stage', { stage: qualified.id }),
    );
    expect(await push(altered({ changedBy: idOf(902) }))).toMatchObject(refused('managed-field', 'changedBy'));
    expect(await push(without(move(), 'deal'))).toMatchObject(refused('history-fixed', 'deal'));
    expect(await push(move())).toMatchObject({ status: 'applied' });
  });

  it('tells the second of two who move a deal to the same stage that it is there', async () => {
    const { push, deal: now } = aWorld();
    const [one, other] = [10, 20].map((second) => {
      const later = { ...context, now: `2026-01-01T00:00:${second}.000Z` };
      return decided(moveDeal({ deal: open, stages }, { stage: proposed.id }, later)).patches;
    });
    expect(await push(one ?? [], 'deal.move')).toMatchObject({ status: 'applied' });
    expect(await push(other ?? [], 'deal.move')).toMatchObject(
      refused('moved-meanwhile', 'stage', { stage: proposed.id }),
    );
    expect(now()?.enteredStageAt).toBe('2026-01-01T00:00:10.000Z');
  });

  it('is not changed afterwards, and goes with its deal', async () => {
    const { push, authority } = aWorld();
    const patches = move();
    await push(patches);
    const { id } = patches.find(({ type }) => type === 'stageChange')!;
    const at = { type: 'stageChange', id };
    expect(await push([{ op: 'update', ...at, set: { reason: 'Another' } }])).toMatchObject(
      refused('history-fixed', 'reason'),
    );
    expect(await push([{ op: 'delete', ...at }])).toMatchObject(refused('history-fixed'));
    expect(await push([{ op: 'delete', type: 'user', id: me }], 'user.delete', admin)).toMatchObject({
      status: 'applied',
    });
    expect(authority.tables.get(at)).toMatchObject({ changedBy: null });
    expect(await push([{ op: 'delete', type: 'deal', id: deal.id }])).toMatchObject({ status: 'applied' });
    expect(authority.tables.get(at)).toBeUndefined();
  });
});

describe('P24 that a close date was moved', () => {
  const dated = aDeal({ enteredStageAt: since, createdAt: since, expectedCloseDate: '2026-02-01' });
  const pushed = (to = '2026-03-01'): readonly Patch[] =>
    decided(rescheduleDeal(dated, { expectedCloseDate: to }, context)).patches;
  const altered = (fields: object): readonly Patch[] =>
    pushed().map((patch) => (patch.op === 'create' ? { ...patch, set: { ...patch.set, ...fields } } : patch));

  it('is told with the change, once and as it was', async () => {
    const { push } = aWorld([dated]);
    expect(await push(without(pushed(), 'deal'))).toMatchObject(refused('history-fixed', 'deal'));
    expect(await push([...pushed(), ...pushed().slice(1)])).toMatchObject(refused('history-fixed', 'deal'));
    expect(await push(altered({ to: '2026-02-15' }))).toMatchObject(
      refused('managed-field', 'to', { expected: '2026-03-01' }),
    );
    expect(await push(altered({ from: '2025-12-01' }))).toMatchObject(
      refused('moved-meanwhile', 'expectedCloseDate', { expectedCloseDate: '2026-02-01' }),
    );
    expect(await push(altered({ changedAt: '2026-02-01T00:00:00.000Z' }))).toMatchObject(
      refused('managed-field', 'changedAt'),
    );
    expect(await push(altered({ changedBy: idOf(902) }))).toMatchObject(refused('managed-field', 'changedBy'));
    expect(await push(altered({ changedBy: idOf(902) }), 'deal.reschedule', admin)).toMatchObject({
      status: 'applied',
    });
  });

  it('is told of the day that somebody else has set by then, or not at all', async () => {
    const { push, deal: now } = aWorld([dated]);
    expect(await push(pushed('2026-04-01'), 'deal.reschedule')).toMatchObject({ status: 'applied' });
    expect(await push(pushed(), 'deal.reschedule')).toMatchObject(
      refused('moved-meanwhile', 'expectedCloseDate', { expectedCloseDate: '2026-04-01' }),
    );
    expect(now()?.expectedCloseDate).toBe('2026-04-01');
  });

  it('is written by a move that gives another day along with it', async () => {
    const { push } = aWorld([dated]);
    const move = moveDeal(
      { deal: dated, stages },
      { stage: proposed.id, set: { expectedCloseDate: '2026-05-01' } },
      context,
    );
    const { patches } = decided(move);
    expect(patches.map(({ type }) => type)).toContain('closeDateChange');
    expect(await push(patches, 'deal.move')).toMatchObject({ status: 'applied' });
  });

  it('is not changed afterwards, and goes with its deal', async () => {
    const { push, authority } = aWorld([dated]);
    const patches = pushed();
    await push(patches);
    const at = { type: 'closeDateChange', id: patches.find(({ type }) => type === 'closeDateChange')!.id };
    expect(await push([{ op: 'update', ...at, set: { to: '2027-01-01' } }])).toMatchObject(
      refused('history-fixed', 'to'),
    );
    expect(await push([{ op: 'delete', ...at }], 'deal.update', admin)).toMatchObject(refused('history-fixed'));
    expect(await push([{ op: 'delete', type: 'deal', id: deal.id }])).toMatchObject({ status: 'applied' });
    expect(authority.tables.get(at)).toBeUndefined();
  });
});

describe('P22 an approval', () => {
  const boss = idOf(902);
  const guarded = withStage({ ...proposed, requirements: [{ kind: 'approval', by: boss }] });
  const ask = (): readonly Patch[] => decided(requestApproval(open, guarded[1]!, boss, context)).patches;
  const approver: Actor = { tenant: 'acme', role: 'agent', user: boss };

  it('is the word of who was asked, and of nobody else', async () => {
    const { push, authority } = aWorld([open], guarded);
    const request = ask();
    const approval = { type: 'dealApproval', id: request[0]!.id };
    const forged = { ...request[0]!, set: { ...(request[0] as { set: object }).set, status: 'approved' } } as Patch;
    expect(await push([forged])).toMatchObject(refused('not-approver', 'by'));
    expect(
      await push([{ ...forged, set: { ...(forged as { set: object }).set, by: 'nobody' } } as Patch]),
    ).toMatchObject(refused('no-such-requirement', 'by'));
    expect(await push(request, 'deal.requestApproval')).toMatchObject({ status: 'applied' });
    const approve = (by: string): readonly Patch[] => [
      { op: 'update', ...approval, set: { status: 'approved', decidedBy: by, decidedAt: since } },
    ];
    expect(await push(approve(me))).toMatchObject(refused('not-approver', 'by'));
    expect(await push([{ op: 'update', ...approval, set: { by: 'agent' } }])).toMatchObject(
      refused('managed-field', 'by'),
    );
    expect(await push(approve(me), 'deal.decideApproval', approver)).toMatchObject(
      refused('managed-field', 'decidedBy'),
    );
    const held = authority.tables.get(approval);
    const { patches } = decided(decideApproval(held as never, { approve: true }, [], { ...context, actor: approver }));
    expect(await push(patches, 'deal.decideApproval', approver)).toMatchObject({ status: 'applied' });
    expect(await push(approve(boss), 'deal.decideApproval', approver)).toMatchObject(
      refused('managed-field', 'decidedAt'),
    );
    expect(await push([{ op: 'update', ...approval, set: { status: 'declined' } }], 'x.y', approver)).toMatchObject(
      refused('already-decided', 'status'),
    );
    expect(await push([{ op: 'delete', ...approval }])).toMatchObject(refused('already-decided', 'status'));
    expect(
      await push(decided(moveDeal({ deal: open, stages }, { stage: proposed.id }, context)).patches),
    ).toMatchObject({
      status: 'applied',
    });
  });

  it("may be a team's", async () => {
    const desk = withStage({ ...proposed, requirements: [{ kind: 'approval', by: 'Deal desk' }] });
    const team: AnyRecord = { ...envelope, type: 'team', id: idOf(60), name: 'Deal desk', members: [boss] };
    const { push } = aWorld([open, team], desk);
    const request = decided(requestApproval(open, desk[1]!, 'Deal desk', context)).patches;
    await push(request);
    const approve = (by: string): readonly Patch[] => [
      { op: 'update', type: 'dealApproval', id: request[0]!.id, set: { status: 'approved', decidedBy: by } },
    ];
    expect(await push(approve(me))).toMatchObject(refused('not-approver'));
    expect(await push(approve(boss), 'deal.decideApproval', approver)).toMatchObject({ status: 'applied' });
  });
});

describe('P23 an import', () => {
  it("is an admin's, and brings in what another system has decided", async () => {
    const fields = { stage: won.id, status: 'won', closedAt: '2019-05-05T12:00:00.000Z' };
    const { push, deal: now } = aWorld();
    expect(await push(set(fields), 'import.rows')).toMatchObject(refused('close-is-a-decision'));
    expect(await push(set(fields), 'deal.update', admin)).toMatchObject(refused('close-is-a-decision'));
    expect(await push(set(fields), 'importer.rows', admin)).toMatchObject(refused('close-is-a-decision'));
    expect(await push(set(fields), 'import.rows', admin)).toMatchObject({ status: 'applied' });
    expect(now()).toMatchObject(fields);
  });
});

it('A16 what no rule is for is put to none', async () => {
  const seen: string[] = [];
  const authority = anAuthority({
    rules: {
      deal: {
        fields: ['stage'],
        reads: () => [],
        check: async ({ after }) => {
          seen.push(String(after?.['name']));
          return undefined;
        },
      },
    },
    records: [aStage({ id: qualified.id, position: 0 }), open],
  });
  await authority.push(admin, { op: 'update', type: 'deal', id: deal.id, set: { name: 'Renamed' } });
  await authority.push(admin, { op: 'update', type: 'stage', id: qualified.id, set: { name: 'First' } });
  expect(seen).toEqual([]);
  await authority.push(admin, { op: 'update', type: 'deal', id: deal.id, set: { stage: null } });
  expect(seen).toEqual(['Renamed']);
});
