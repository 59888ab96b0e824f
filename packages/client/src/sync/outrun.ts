import type { KeptWrite } from '../device/index.ts';
import type { OutboxEffect, OutboxEvent } from './state.ts';

/** What was to take the place of a declined write and does not: another window decided first. It is shown until its writer is told. */
export function outrun(event: OutboxEvent, effects: readonly OutboxEffect[]): readonly KeptWrite[] {
  const mutation = event.kind === 'decide' ? event.mutation : undefined;
  const isLost = effects.some((effect) => effect.kind === 'settle' && effect.id === mutation?.id);
  return mutation && isLost ? [{ mutation, state: 'queued' }] : [];
}
