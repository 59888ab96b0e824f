import { describe, expect, it } from 'vitest';
import type { AnyRecord, Deal, DealApproval, Stage } from '../model/index.ts';
import { mutationSchema, type Patch } from '../port/index.ts';
import {
  aContext,
  aDeal,
  aStage,
  decided,
  envelope,
  idOf,
  lost,
  me,
  negotiated,
  patched,
  proposed,
  qualified,
  sales,
  stages,
  won,
} from './a-pipeline.ts';
import {
  loseDeal,
  missingOf,
  moveDeal,
  moveDeals,
  probabilityOf,
  relatedNeeded,
  reopenDeal,
  rescheduleDeal,
  resetProbability,
  scoreProbability,
  setProbability,
  winDeal,
  winDeals,
} from './index.ts';

const context = aContext();
const created = (patches: readonly Patch[], type: string) =>
  patches.flatMap((patch) => (patch.op === 'create' && patch.type === type ? [patch.set] : []));
const withStage = (stage: Stage): readonly Stage[] => stages.map((each) => (each.id === stage.id ? stage : each));

describe('P2 a move', () => {
  it('writes the deal and one change with how long it had been where it was, and whose it is', () => {
    const deal = aDeal({ contact: idOf(700), company: idOf(701) });
    const { patches } = decided(
      moveDeal({ deal, stages }, { stage: proposed.id, reason: 'They asked for a price' }, context),
    );
    expect(patches[0]).toMatchObject({
      op: 'update',
      base: { version: 1, fields: { stage: qualified.id, probability: 0.2 } },
      set: { stage: proposed.id, probability: 0.5, enteredStageAt: context.now },
    });
    expect(created(patches, 'stageChange')).toEqual([
      {
        deal: deal.id,
        company: idOf(701),
        contact: idOf(700),
        from: qualified.id,
        to: proposed.id,
        changedAt: context.now,
        changedBy: me,
        durationMilliseconds: 10 * 86_400_000,
        amount: deal.amount,
        reason: 'They asked for a price',
      },
    ]);
    expect(mutationSchema.parse({ id: idOf(1), command: 'deal.move', at: context.now, patches }).patches).toHaveLength(
      2,
    );
  });

  it('goes to a stage of another pipeline, with it', () => {
    const renewal = aStage({ id: idOf(50), position: 3, pipeline: idOf(2), probability: 0.9 });
    const { patches } = decided(
      moveDeal({ deal: aDeal(), stages: [...stages, renewal] }, { stage: renewal.id }, context),
    );
    expect(patches[0]).toMatchObject({ set: { pipeline: idOf(2), stage: renewal.id, probability: 0.9 } });
  });

  it('within a column changes the rank alone, and no history', () => {
    const other = aDeal({ id: idOf(101), rank: 'V' });
    const deal = aDeal({ rank: 'W' });
    const column = { stage: qualified.id, deals: [deal, other] };
    const { patches } = decided(moveDeal({ deal, stages, column }, { stage: qualified.id, place: 'first' }, context));
    expect(patches).toEqual([expect.objectContaining({ id: deal.id, set: { rank: expect.any(String) } })]);
    expect((patched(deal, patches).rank ?? '') < 'V').toBe(true);
  });

  it('that is refused has nothing to apply or to undo', () => {
    const stage = { ...proposed, requirements: [{ kind: 'field' as const, field: 'nextStep' }] };
    const result = moveDeal({ deal: aDeal(), stages: withStage(stage) }, { stage: proposed.id }, context);
    expect(result.ok).toBe(false);
    expect(result).not.toHaveProperty('patches');
  });

  it('does not pass over a stage that may not be, nor come back to one that does not allow it', () => {
    const firm = withStage({ ...proposed, skippable: false, returnable: false });
    expect(moveDeal({ deal: aDeal(), stages: firm }, { stage: negotiated.id }, context)).toMatchObject({
      code: 'stage-passed-over',
      params: { stages: [proposed.id] },
    });
    expect(winDeal({ deal: aDeal(), stages: firm }, {}, context)).toMatchObject({ code: 'stage-passed-over' });
    expect(loseDeal({ deal: aDeal(), stages: firm }, { reason: 'Price' }, context)).toMatchObject({ ok: true });
    const later = aDeal({ stage: negotiated.id });
    expect(moveDeal({ deal: later, stages: firm }, { stage: proposed.id }, context)).toMatchObject({
      code: 'stage-not-returnable',
    });
    expect(moveDeal({ deal: later, stages: firm }, { stage: qualified.id }, context)).toMatchObject({ ok: true });
  });

  it('a closed stage on the way is not passed over', () => {
    const before = stages.map((each) => (each.id === lost.id ? { ...lost, position: 2.5, skippable: false } : each));
    expect(winDeal({ deal: aDeal(), stages: before }, {}, context)).toMatchObject({ ok: true });
  });

  it('writes only what differs', () => {
    const deal = aDeal({ tags: ['key'] });
    const set = { amount: { currency: 'EUR', amount: 100_000 }, tags: ['key'], nextStep: 'Call' };
    const [patch] = decided(moveDeal({ deal, stages }, { stage: proposed.id, set }, context)).patches;
    expect(patch).toMatchObject({ set: { nextStep: 'Call' } });
    expect(patch).not.toHaveProperty('set.amount');
    expect(patch).not.toHaveProperty('set.tags');
  });

  it('does not write what only decisions write', () => {
    expect(moveDeal({ deal: aDeal(), stages }, { stage: proposed.id, set: { status: 'won' } }, context)).toMatchObject({
      code: 'managed-field',
      field: 'status',
    });
  });
});

describe('P3 requirements', () => {
  const strict: Stage = {
    ...proposed,
    requirements: [
      { kind: 'field', field: 'expectedCloseDate' },
      { kind: 'field', field: 'custom.budget' },
      { kind: 'related', related: 'primaryContact', atLeast: 1 },
      { kind: 'related', related: 'lineItems', atLeast: 2 },
      { kind: 'related', related: 'nextActivity', atLeast: 1 },
      { kind: 'checklist', item: 'Demo given' },
      { kind: 'approval', by: 'finance' },
    ],
  };
  const none = { contactRoles: [], lineItems: [], tasks: [], activities: [], approvals: [] };

  it('a move that falls short is refused with the list of all that is missing', () => {
    const result = moveDeal(
      { deal: aDeal(), stages: withStage(strict), related: none },
      { stage: proposed.id },
      context,
    );
    expect(result).toMatchObject({ ok: false, code: 'requirements-missing' });
    expect(missingOf(result as never)).toEqual([
      { kind: 'field', field: 'expectedCloseDate' },
      { kind: 'field', field: 'custom.budget' },
      { kind: 'related', related: 'primaryContact', atLeast: 1, count: 0 },
      { kind: 'related', related: 'lineItems', atLeast: 2, count: 0 },
      { kind: 'related', related: 'nextActivity', atLeast: 1, count: 0 },
      { kind: 'checklist', item: 'Demo given' },
      { kind: 'approval', by: 'finance', status: 'none' },
    ]);
  });

  it('are met in place, in the same mutation', () => {
    const line = { ...envelope, type: 'lineItem', id: idOf(1) } as AnyRecord;
    const task = {
      ...envelope,
      type: 'task',
      id: idOf(2),
      status: 'open',
      dueAt: '2026-01-20T09:00:00.000Z',
    } as AnyRecord;
    const approval = {
      ...envelope,
      type: 'dealApproval',
      id: idOf(3),
      stage: proposed.id,
      by: 'finance',
      status: 'approved',
    } as AnyRecord;
    const related = { ...none, lineItems: [line, line], tasks: [task], approvals: [approval] };
    const completion = {
      set: { expectedCloseDate: '2026-03-01', contact: idOf(700), 'custom.budget': 5 },
      checked: ['Demo given'],
    } as const;
    const deal = aDeal({ checklist: ['Called'] });
    const { patches } = decided(
      moveDeal({ deal, stages: withStage(strict), related }, { stage: proposed.id, ...completion }, context),
    );
    expect(patches[0]).toMatchObject({
      set: {
        expectedCloseDate: '2026-03-01',
        contact: idOf(700),
        'custom.budget': 5,
        checklist: ['Called', 'Demo given'],
      },
    });
    expect(created(patches, 'stageChange')[0]).toMatchObject({ contact: idOf(700) });
    expect(created(patches, 'closeDateChange')).toEqual([
      { deal: deal.id, to: '2026-03-01', changedAt: context.now, changedBy: me },
    ]);
  });

  it('hold whichever decision enters the stage', () => {
    const paid = { ...won, requirements: [{ kind: 'field' as const, field: 'company' }] };
    const missing = { code: 'requirements-missing', params: { missing: [{ kind: 'field', field: 'company' }] } };
    expect(winDeal({ deal: aDeal(), stages: withStage(paid) }, {}, context)).toMatchObject(missing);
    const back = { ...qualified, requirements: [{ kind: 'field' as const, field: 'company' }] };
    const closed = aDeal({ stage: lost.id, status: 'lost' });
    expect(reopenDeal({ deal: closed, stages: withStage(back) }, { stage: back.id }, context)).toMatchObject(missing);
  });

  it('say which records must be at hand, and are not decided without them', () => {
    expect(relatedNeeded([strict])).toEqual(['activities', 'approvals', 'contactRoles', 'lineItems', 'tasks']);
    expect(() => moveDeal({ deal: aDeal(), stages: withStage(strict) }, { stage: proposed.id }, context)).toThrow(
      'related.contactRoles',
    );
  });

  it("ask for a person's own word, and the latest counts", () => {
    const asks = { ...proposed, requirements: [{ kind: 'approval' as const, by: idOf(901) }] };
    const approval = (fields: Partial<DealApproval>) =>
      ({
        ...envelope,
        type: 'dealApproval',
        id: idOf(3),
        deal: idOf(100),
        stage: proposed.id,
        by: idOf(901),
        status: 'approved',
        ...fields,
      }) as AnyRecord;
    const move = (...approvals: AnyRecord[]) =>
      moveDeal({ deal: aDeal(), stages: withStage(asks), related: { approvals } }, { stage: proposed.id }, context);
    expect(move(approval({ decidedBy: idOf(902) })).ok).toBe(false);
    const yes = approval({ decidedBy: idOf(901), decidedAt: '2026-01-10T09:00:00.000Z' });
    expect(move(yes).ok).toBe(true);
    expect(move(yes, approval({ id: idOf(4), status: 'declined', decidedAt: '2026-01-11T09:00:00.000Z' })).ok).toBe(
      false,
    );
  });
});

describe('P4 probability', () => {
  it('follows the stage', () => {
    const { patches } = decided(moveDeal({ deal: aDeal(), stages }, { stage: negotiated.id }, context));
    expect(patched(aDeal(), patches)).toMatchObject({ probability: 0.8, probabilitySource: 'stage' });
  });

  it('that was set by hand stays through moves, bulk moves and models until it is reset', () => {
    const deal = patched(aDeal(), decided(setProbability(aDeal(), qualified, 0.65)).patches);
    expect(deal).toMatchObject({ probability: 0.65, probabilitySource: 'manual' });
    const moved = patched(deal, decided(moveDeal({ deal, stages }, { stage: proposed.id }, context)).patches);
    const [bulk] = moveDeals([{ deal, stages }], { stage: proposed.id }, context).decided;
    expect(moved.probability).toBe(0.65);
    expect(patched(deal, bulk!.patches).probability).toBe(0.65);
    expect(decided(scoreProbability(moved, proposed, 0.3)).patches).toEqual([]);
    expect(patched(moved, decided(resetProbability(moved, proposed)).patches)).toMatchObject({
      probability: 0.5,
      probabilitySource: 'stage',
    });
    expect(patched(moved, decided(resetProbability(moved, proposed, 0.4)).patches)).toMatchObject({
      probability: 0.4,
      probabilitySource: 'model',
    });
  });

  it('of a model goes before the stage', () => {
    const deal = patched(aDeal(), decided(scoreProbability(aDeal(), qualified, 0.33)).patches);
    expect(
      patched(deal, decided(moveDeal({ deal, stages }, { stage: proposed.id }, context)).patches).probability,
    ).toBe(0.33);
  });

  it('is 1 when won and 0 when lost, always', () => {
    const deal = aDeal({ probability: 0.65, probabilitySource: 'manual' });
    expect(patched(deal, decided(winDeal({ deal, stages }, {}, context)).patches).probability).toBe(1);
    expect(patched(deal, decided(loseDeal({ deal, stages }, { reason: 'Price' }, context)).patches).probability).toBe(
      0,
    );
    expect(probabilityOf(aDeal({ stage: won.id, probability: 0.3 }), won)).toBe(1);
    expect(probabilityOf(aDeal({ stage: lost.id, probability: 0.3 }), lost)).toBe(0);
    expect(setProbability(aDeal({ status: 'won' }), won, 0.5)).toMatchObject({ code: 'deal-closed' });
  });

  it("a change of the stage's default does not touch the deals in it", () => {
    expect(probabilityOf(aDeal(), { ...qualified, probability: 0.9 })).toBe(0.2);
  });

  it('is between 0 and 1', () => {
    expect(() => setProbability(aDeal(), qualified, 1.2)).toThrow('from 0 to 1');
    expect(() => setProbability(aDeal(), qualified, Number.NaN)).toThrow('from 0 to 1');
  });
});

describe('P5 a close is a decision', () => {
  it('and not a move: the refusal names the decision', () => {
    expect(moveDeal({ deal: aDeal(), stages }, { stage: won.id }, context)).toMatchObject({
      code: 'close-is-a-decision',
      params: { command: 'deal.win' },
    });
    expect(moveDeal({ deal: aDeal(), stages }, { stage: lost.id }, context)).toMatchObject({
      code: 'close-is-a-decision',
      params: { command: 'deal.lose' },
    });
  });

  it('keeps the reason, the competitor, the actual amount and the date', () => {
    const amount = { amount: 90_000, currency: 'EUR' };
    const { patches } = decided(
      winDeal(
        { deal: aDeal(), stages },
        { amount, competitor: 'Acme', reason: 'Service', closedOn: '2026-01-13' },
        context,
      ),
    );
    expect(patches[0]).toMatchObject({
      set: { stage: won.id, status: 'won', amount, competitor: 'Acme', closedAt: '2026-01-13T11:00:00.000Z' },
    });
    expect(created(patches, 'stageChange')[0]).toMatchObject({ amount, reason: 'Service', changedAt: context.now });
  });

  it('is for today or an earlier day of the organisation', () => {
    const late = aContext({ now: '2026-01-15T23:30:00.000Z' });
    expect(winDeal({ deal: aDeal(), stages }, { closedOn: '2026-01-16' }, late)).toMatchObject({ ok: true });
    expect(winDeal({ deal: aDeal(), stages }, { closedOn: '2026-01-17' }, late)).toMatchObject({
      code: 'closed-in-future',
    });
  });

  it('as lost asks for the reason, with all else that is missing', () => {
    const asks = { ...lost, requirements: [{ kind: 'field' as const, field: 'competitor' }] };
    const missing = [
      { kind: 'field', field: 'lossReason' },
      { kind: 'field', field: 'competitor' },
    ];
    expect(loseDeal({ deal: aDeal(), stages: withStage(asks) }, {}, context)).toMatchObject({
      code: 'requirements-missing',
      params: { missing },
    });
    expect(
      loseDeal({ deal: aDeal(), stages: withStage(asks) }, { reason: 'Price', competitor: 'Acme' }, context),
    ).toMatchObject({ ok: true });
  });

  it('is taken back by another decision, to where it was closed from', () => {
    const open = aDeal({ stage: negotiated.id });
    const closing = decided(loseDeal({ deal: open, stages }, { reason: 'Price' }, context)).patches;
    const deal = patched(open, closing);
    const change = { ...envelope, type: 'stageChange', id: idOf(5), ...created(closing, 'stageChange')[0] } as never;
    expect(moveDeal({ deal, stages }, { stage: qualified.id }, context)).toMatchObject({
      code: 'deal-closed',
      params: { command: 'deal.reopen' },
    });
    expect(reopenDeal({ deal, stages }, {}, context)).toMatchObject({ code: 'required', field: 'stage' });
    const reopened = patched(deal, decided(reopenDeal({ deal, stages, changes: [change] }, {}, context)).patches);
    expect(reopened).toMatchObject({ stage: negotiated.id, status: 'open', probability: 0.8 });
    expect(reopened).not.toHaveProperty('closedAt');
    expect(reopened).not.toHaveProperty('lossReason');
    expect(reopenDeal({ deal: open, stages }, { stage: qualified.id }, context)).toMatchObject({ code: 'deal-open' });
  });
});

describe('P6 many at once', () => {
  const deals = [1, 2, 3].map((each): Deal =>
    aDeal({ id: idOf(200 + each), ...(each === 2 ? { status: 'won', stage: won.id } : {}) }),
  );

  it('each is decided as it would be alone; one that is refused does not hold up the rest', () => {
    const { decided: done, refused } = moveDeals(
      deals.map((deal) => ({ deal, stages })),
      { stage: proposed.id },
      context,
    );
    expect(done.map(({ deal }) => deal)).toEqual([idOf(201), idOf(203)]);
    expect(refused).toMatchObject([{ deal: idOf(202), refusal: { code: 'deal-closed' } }]);
    for (const { deal, patches } of done) {
      const alone = decided(
        moveDeal({ deal: deals.find(({ id }) => id === deal)!, stages }, { stage: proposed.id }, context),
      );
      expect(patches[0]).toEqual(alone.patches[0]);
    }
  });

  it('stand in the column in the order they were given', () => {
    const open = deals.filter(({ status }) => status === 'open');
    const column = { stage: won.id, deals: [aDeal({ id: idOf(300), stage: won.id, rank: 'V' })] };
    const { decided: done } = winDeals(
      open.map((deal) => ({ deal, stages, column })),
      {},
      context,
    );
    const ranks = done.map(
      ({ deal, patches }) =>
        patched(
          open.find(({ id }) => id === deal)!,
          patches,
        ).rank!,
    );
    expect(['V', ...ranks]).toEqual(['V', ...ranks].toSorted());
    expect(new Set(ranks).size).toBe(2);
  });
});

describe('P7 the expected close date', () => {
  it('is moved by a decision that keeps that it was moved', () => {
    const deal = aDeal({ expectedCloseDate: '2026-02-01' });
    const { patches } = decided(rescheduleDeal(deal, { expectedCloseDate: '2026-03-01', reason: 'Budget' }, context));
    expect(created(patches, 'closeDateChange')).toEqual([
      { deal: deal.id, from: '2026-02-01', to: '2026-03-01', changedAt: context.now, changedBy: me, reason: 'Budget' },
    ]);
    expect(rescheduleDeal(deal, { expectedCloseDate: '2026-02-30' }, context)).toMatchObject({ code: 'invalid-date' });
    expect(decided(rescheduleDeal(deal, { expectedCloseDate: '2026-02-01' }, context)).patches).toEqual([]);
  });
});

it('P2 stages belong to their pipeline', () => {
  const foreign = aStage({ id: idOf(60), position: 0, pipeline: idOf(2), stageType: 'won' });
  expect(winDeal({ deal: aDeal({ pipeline: sales }), stages: [foreign, qualified] }, {}, context)).toMatchObject({
    code: 'no-such-stage',
  });
});
