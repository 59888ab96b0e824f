import { describe, expect, it } from 'vitest';
import type { Activity, AnyRecord, Deal, Stage, Task } from '@rapport/core';
import { createMemoryStore } from '@rapport/core/memory';
import { toInstant, uuidv7 } from '@rapport/core/model';
import { dealHealth, seededRandom } from '@rapport/core/pipeline';
import { boardWhere, columnRequest, columnWhere, isNarrowed, type BoardFilter } from './board-request.ts';

const now = Date.parse('2026-11-21T10:00:00.000Z');
const day = 86_400_000;
let made = 0;
const newId = (): string => uuidv7(++made, new Uint8Array(10));
const aRecord = (type: string, values: object): AnyRecord =>
  ({
    type,
    id: newId(),
    version: 1,
    createdAt: toInstant(now - 90 * day),
    updatedAt: toInstant(now - 90 * day),
    externalIds: {},
    custom: {},
    ...values,
  }) as AnyRecord;
const pipeline = aRecord('pipeline', { name: 'Sales' });
const stage = (position: number, values: Partial<Stage>): Stage =>
  aRecord('stage', {
    name: `Stage ${position}`,
    pipeline: pipeline.id,
    position,
    stageType: 'open',
    ...values,
  }) as Stage;
const stages = [stage(0, { rottingDays: 14 }), stage(1, {}), stage(2, { stageType: 'won' })];
const none: BoardFilter = { where: undefined, text: '', isMine: false, isRotting: false, user: undefined, now };

describe('what a board asks for', () => {
  it('rotting deals are those that their health calls so', async () => {
    const random = seededRandom(7);
    const deals: Deal[] = [];
    const activities: Activity[] = [];
    const tasks: Task[] = [];
    for (let index = 0; index < 200; index++) {
      const at = stages[Math.floor(random() * 3)]!;
      const deal = aRecord('deal', {
        name: `Deal ${index}`,
        pipeline: pipeline.id,
        stage: at.id,
        status: at.stageType,
        enteredStageAt: toInstant(now - Math.floor(random() * 40) * day),
        ...(at.stageType === 'won' ? { closedAt: toInstant(now) } : {}),
      }) as Deal;
      deals.push(deal);
      const when = (): string => toInstant(now + Math.floor(random() * 40 - 35) * day);
      if (random() < 0.6)
        activities.push(aRecord('activity', { kind: 'call', deal: deal.id, occurredAt: when() }) as Activity);
      if (random() < 0.4)
        tasks.push(
          aRecord('task', {
            subject: 'Call',
            status: random() < 0.5 ? 'open' : 'done',
            deal: deal.id,
            dueAt: when(),
          }) as Task,
        );
    }
    const records = [pipeline, ...stages, ...deals, ...activities, ...tasks] as readonly AnyRecord[];
    const store = createMemoryStore({ clock: () => now, newId, records });
    const backend = store.backendFor({ tenant: 'test', role: 'agent' });
    const expected = deals.filter((deal) => {
      const { signals } = dealHealth(
        { deal, stage: stages.find(({ id }) => id === deal.stage), activities, tasks },
        { now: toInstant(now), timeZone: 'UTC' },
      );
      return signals.some(({ code }) => code === 'rotting');
    });
    const where = boardWhere(stages, { ...none, isRotting: true });
    const { records: found } = await backend.query({ type: 'deal', where, limit: 1_000 });
    expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(expected.length).toBeGreaterThan(5);
  });

  it('orders open columns as people did, and closed ones by the latest close', () => {
    expect(columnRequest(stages[0]!, none, 50)).toMatchObject({
      limit: 50,
      orderBy: [{ field: 'rank', direction: 'asc' }],
    });
    expect(columnRequest(stages[2]!, none, 50)).toMatchObject({ orderBy: [{ field: 'closedAt', direction: 'desc' }] });
  });

  it('leaves whose deals are mine to the backend where nobody has said who works here', () => {
    const mine = { ...none, isMine: true };
    expect(JSON.stringify(columnWhere(stages[0]!, mine))).toContain('{"actor":"user"}');
    expect(JSON.stringify(columnWhere(stages[0]!, { ...mine, user: 'somebody' }))).toContain('"somebody"');
    expect(isNarrowed(mine)).toBe(true);
    expect(isNarrowed({ ...none, text: '  ' })).toBe(false);
  });
});
