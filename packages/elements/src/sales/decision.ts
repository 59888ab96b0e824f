import type { Client } from '@rapport/client';
import type { MutationResult, Refusal, Result, User } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { Decided, DecisionContext } from '@rapport/core/pipeline';

/** What decisions take from the world. `user` is who works here, where the host has said so. */
export function decisionContext(client: Client, timeZone: string, user: User | undefined): DecisionContext {
  const role = user?.role ?? 'agent';
  const actor: DecisionContext['actor'] = user ? { role, user: user.id } : { role };
  return { now: toInstant(client.now()), newId: client.newId, actor, timeZone };
}

/** Writes what was decided as one mutation. Gives the refusal, by the decision or by the backend; undefined where it took effect or there was nothing to do. */
export async function writeDecision(
  client: Client,
  command: string,
  decided: Result<Decided>,
): Promise<MutationResult | Refusal | undefined> {
  if (!decided.ok) return decided;
  if (decided.patches.length === 0) return undefined;
  return declined(client, await client.write({ command, patches: decided.patches }));
}

/** A result that did not take effect; it is shown where it was asked for, so that nobody else has to. */
export function declined(client: Client, result: MutationResult): MutationResult | undefined {
  if (result.status !== 'refused' && result.status !== 'conflict') return undefined;
  client.discard(result.id);
  return result;
}
