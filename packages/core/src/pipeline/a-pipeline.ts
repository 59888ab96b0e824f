import { uuidv7, type Deal, type NewId, type Stage } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import type { DecisionContext } from './context.ts';

/** Ids for tests: readable, in order. */
export function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const envelope = {
  version: 1,
  createdAt: '2026-01-05T09:00:00.000Z',
  updatedAt: '2026-01-05T09:00:00.000Z',
  externalIds: {},
  custom: {},
} as const;

export const sales = idOf(1);
export const me = idOf(900);

export function aStage(fields: Partial<Stage> & Pick<Stage, 'id' | 'position'>): Stage {
  return {
    ...envelope,
    type: 'stage',
    name: `Stage ${fields.position}`,
    pipeline: sales,
    stageType: 'open',
    ...fields,
  };
}

export const qualified = aStage({
  id: idOf(11),
  position: 0,
  probability: 0.2,
  forecastCategory: 'pipeline',
  rottingDays: 14,
});
export const proposed = aStage({
  id: idOf(12),
  position: 1,
  probability: 0.5,
  forecastCategory: 'bestCase',
  rottingDays: 7,
});
export const negotiated = aStage({ id: idOf(13), position: 2, probability: 0.8, forecastCategory: 'commit' });
export const won = aStage({ id: idOf(14), position: 3, stageType: 'won', forecastCategory: 'closed' });
export const lost = aStage({ id: idOf(15), position: 4, stageType: 'lost', forecastCategory: 'omitted' });
export const stages: readonly Stage[] = [qualified, proposed, negotiated, won, lost];

/** A deal in the first stage since 2026-01-05. */
export function aDeal(fields: Partial<Deal> = {}): Deal {
  return {
    ...envelope,
    type: 'deal',
    id: idOf(100),
    name: 'Spectrometers',
    pipeline: sales,
    stage: qualified.id,
    status: 'open',
    amount: { amount: 100_000, currency: 'EUR' },
    probability: 0.2,
    probabilitySource: 'stage',
    enteredStageAt: '2026-01-05T09:00:00.000Z',
    ...fields,
  };
}

export function aContext(fields: Partial<DecisionContext> = {}): DecisionContext {
  return {
    now: '2026-01-15T09:00:00.000Z',
    newId: ids(),
    actor: { role: 'agent', user: me },
    timeZone: 'Europe/Berlin',
    ...fields,
  };
}

/** Makes ids one after the other. */
export function ids(): NewId {
  let made = 0;
  return () => uuidv7(++made, new Uint8Array(10));
}

/** The deal as patches leave it. */
export function patched(deal: Deal, patches: readonly Patch[]): Deal {
  return patches.reduce<Deal>((current, patch) => {
    if (patch.op !== 'update' || patch.id !== deal.id) return current;
    const kept = Object.entries(current).filter(([name]) => !patch.unset?.includes(name));
    return { ...Object.fromEntries(kept), ...patch.set, version: current.version + 1 } as Deal;
  }, deal);
}

/** What a decision gave, or a failure of the test that names the refusal. */
export function decided<Value>(
  result: ({ readonly ok: true } & Value) | { readonly ok: false; readonly code: string },
): Value {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result)}`);
  return result;
}
