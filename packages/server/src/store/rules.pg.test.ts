import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '@rapport/test-postgres';
import type { AnyRecord } from '@rapport/core/model';
import { toInstant, uuidv7, type Deal, type Stage } from '@rapport/core/model';
import { moveDeal, pipelineRules } from '@rapport/core/pipeline';
import type { Actor, Mutation, MutationResult, Patch } from '@rapport/core/port';
import { openStore, sqlBackend, type Store } from './index.ts';

const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
const admin: Actor = { tenant: 'acme', role: 'admin' };
const mutation = (command: string, patches: readonly Patch[]): Mutation => ({
  id: newId(),
  command,
  at: toInstant(Date.now()),
  patches,
});

let database: Awaited<ReturnType<typeof freshDatabase>>;
let store: Store;
/** What happens after a rule has read, and before its mutation is kept. */
let meanwhile: (() => Promise<unknown>) | undefined;
let rounds = 0;
beforeAll(async () => {
  database = await freshDatabase();
  const deal = pipelineRules['deal']!;
  store = await openStore({
    databaseUrl: database.url,
    connections: 8,
    clock: Date.now,
    newId,
    rules: {
      ...pipelineRules,
      deal: {
        ...deal,
        check: async (change, context) => {
          rounds += 1;
          const refusal = await deal.check(change, context);
          const happens = meanwhile;
          meanwhile = undefined;
          await happens?.();
          return refusal;
        },
      },
    },
  });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

describe('A16 what a rule has read is still so when the mutation is kept', () => {
  const backend = () => sqlBackend(store, admin);
  const push = async (command: string, patches: readonly Patch[]): Promise<MutationResult> => {
    const [result] = await backend().push([mutation(command, patches)]);
    return result!;
  };
  const create = (type: string, set: Readonly<Record<string, unknown>>): Extract<Patch, { op: 'create' }> => ({
    op: 'create',
    type,
    id: newId(),
    set,
  });
  const read = async (type: string, id: string): Promise<AnyRecord | undefined> =>
    (await backend().get([{ type, name: { id } }])).records[0];

  /** A deal before a stage that asks for a line item, which is there. */
  async function aDeal() {
    const pipeline = create('pipeline', { name: 'Sales' });
    const stages = [0, 1, 3].map((position) =>
      create('stage', {
        name: `Stage ${position}`,
        pipeline: pipeline.id,
        position,
        stageType: 'open',
        ...(position === 3 ? { requirements: [{ kind: 'related', related: 'lineItems', atLeast: 1 }] } : {}),
      }),
    );
    const deal = create('deal', { name: 'Deal', pipeline: pipeline.id, stage: stages[0]!.id, status: 'open' });
    const unitPrice = { amount: 1, currency: 'EUR' };
    const line = create('lineItem', { deal: deal.id, name: 'Lamp', quantity: 1, unitPrice });
    expect(await push('deal.begin', [pipeline, ...stages, deal, line])).toMatchObject({ status: 'applied' });
    const held = (await read('deal', deal.id)) as Deal;
    const known = (await Promise.all(stages.map(({ id }) => read('stage', id)))) as Stage[];
    const related = { lineItems: [(await read('lineItem', line.id))!] };
    const context = { now: toInstant(Date.now()), newId, actor: admin, timeZone: 'UTC' };
    const decided = moveDeal({ deal: held, stages: known, related }, { stage: stages[2]!.id }, context);
    if (!decided.ok) throw new Error(decided.code);
    return { pipeline: pipeline.id, stages: known, line, move: decided.patches, deal: deal.id };
  }
  const stageOf = async (deal: string): Promise<unknown> => (await read('deal', deal))?.['stage'];

  test.each([
    [
      'a stage that may no longer be passed over',
      async ({ stages }: Awaited<ReturnType<typeof aDeal>>) =>
        push('stage.update', [{ op: 'update', type: 'stage', id: stages[1]!.id, set: { skippable: false } }]),
      'stage-passed-over',
    ],
    [
      'a stage that was put in between',
      async ({ pipeline }: Awaited<ReturnType<typeof aDeal>>) =>
        push('stage.create', [
          create('stage', { name: 'New', pipeline, position: 2, stageType: 'open', skippable: false }),
        ]),
      'stage-passed-over',
    ],
    [
      'a line item that is gone',
      async ({ line }: Awaited<ReturnType<typeof aDeal>>) =>
        push('lineItem.delete', [{ op: 'delete', type: 'lineItem', id: line.id }]),
      'requirements-missing',
    ],
  ])('%s', async (_, change, code) => {
    const world = await aDeal();
    meanwhile = async () => expect(await change(world)).toMatchObject({ status: 'applied' });
    rounds = 0;
    expect(await push('deal.move', world.move)).toMatchObject({ status: 'refused', refusal: { code } });
    expect(rounds).toBe(2);
    expect(await stageOf(world.deal)).toBe(world.stages[0]!.id);
  });

  test('what has nothing to do with it is not waited for', async () => {
    const world = await aDeal();
    meanwhile = () => push('task.create', [create('task', { deal: world.deal, subject: 'Call', status: 'open' })]);
    rounds = 0;
    expect(await push('deal.move', world.move)).toMatchObject({ status: 'applied' });
    expect(rounds).toBe(1);
  });

  test('a move comes after what was sent before it, in the same push, too', async () => {
    const world = await aDeal();
    const gone = mutation('lineItem.update', [
      { op: 'update', type: 'stage', id: world.stages[1]!.id, set: { skippable: false } },
    ]);
    const results = await backend().push([gone, mutation('deal.move', world.move)]);
    expect(results).toMatchObject([
      { status: 'applied' },
      { status: 'refused', refusal: { code: 'stage-passed-over' } },
    ]);
  });

  test('many deals that move at once do not stand in each other’s way', async () => {
    const worlds = await Promise.all(Array.from({ length: 20 }, aDeal));
    rounds = 0;
    const results = await backend().push(worlds.map(({ move }) => mutation('deal.move', move)));
    expect(results.every(({ status }) => status === 'applied')).toBe(true);
    expect(rounds).toBe(20);
  });
});
