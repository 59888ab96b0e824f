import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../memory/index.ts';
import type { AnyRecord, Deal } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import {
  aContext,
  aDeal,
  decided,
  envelope,
  idOf,
  ids,
  negotiated,
  proposed,
  qualified,
  sales,
  stages,
  won,
} from './a-pipeline.ts';
import { compareInColumn, moveDeal, winDeal } from './index.ts';

const context = aContext();

function aBoard(deals: readonly Deal[]) {
  const newId = ids();
  const pipeline = { ...envelope, type: 'pipeline', id: sales, name: 'Sales' } as AnyRecord;
  const user = { ...envelope, type: 'user', id: idOf(900), name: 'Anna' } as AnyRecord;
  const records = [pipeline, user, ...stages, ...deals] as readonly AnyRecord[];
  const store = createMemoryStore({ clock: () => Date.parse(context.now), newId: ids(), records });
  const backend = store.backendFor({ tenant: 'house', role: 'agent', user: idOf(900) });
  let sent = 5_000;
  return {
    newId,
    push: async (command: string, patches: readonly Patch[]) =>
      (await backend.push([{ id: idOf(++sent), command, at: context.now, patches }]))[0]!,
    deals: async () => (await backend.query({ type: 'deal' })).records as unknown as readonly Deal[],
    changes: async () => (await backend.query({ type: 'stageChange' })).records,
  };
}

describe('P2 two people at one board', () => {
  it('who moves the same card second is told, and leaves no trace', async () => {
    const deal = aDeal();
    const board = aBoard([deal]);
    const mine = { ...context, newId: board.newId };
    const first = decided(moveDeal({ deal, stages }, { stage: proposed.id }, mine));
    const second = decided(moveDeal({ deal, stages }, { stage: negotiated.id }, mine));
    expect(await board.push('deal.move', first.patches)).toMatchObject({ status: 'applied' });
    expect(await board.push('deal.move', second.patches)).toMatchObject({
      status: 'conflict',
      conflicts: [{ field: 'stage', theirs: proposed.id }],
    });
    expect(await board.deals()).toMatchObject([{ stage: proposed.id, probability: 0.5 }]);
    expect(await board.changes()).toHaveLength(1);
  });

  it('two cards dropped into one place both stand there, in an order that all see alike', async () => {
    const [a, b] = [1, 2].map((number) => aDeal({ id: idOf(200 + number), stage: qualified.id }));
    const [top, bottom] = [
      aDeal({ id: idOf(301), stage: proposed.id, rank: 'V' }),
      aDeal({ id: idOf(302), stage: proposed.id, rank: 'W' }),
    ];
    const board = aBoard([a!, b!, top, bottom]);
    const column = { stage: proposed.id, deals: [top, bottom] };
    for (const deal of [b!, a!]) {
      const { patches } = decided(
        moveDeal(
          { deal, stages, column },
          { stage: proposed.id, place: { after: top.id } },
          { ...context, newId: board.newId },
        ),
      );
      expect(await board.push('deal.move', patches)).toMatchObject({ status: 'applied' });
    }
    const order = [...(await board.deals())].sort(compareInColumn).map(({ id }) => id);
    expect(order).toEqual([top.id, a!.id, b!.id, bottom.id]);
  });

  it('a deal that was won meanwhile is not moved', async () => {
    const deal = aDeal();
    const board = aBoard([deal]);
    const mine = { ...context, newId: board.newId };
    const move = decided(moveDeal({ deal, stages }, { stage: proposed.id }, mine));
    await board.push('deal.win', decided(winDeal({ deal, stages }, {}, mine)).patches);
    expect(await board.push('deal.move', move.patches)).toMatchObject({ status: 'conflict' });
    expect(await board.deals()).toMatchObject([{ stage: won.id, status: 'won', probability: 1 }]);
  });
});
