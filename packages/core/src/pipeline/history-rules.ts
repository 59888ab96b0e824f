import type { RuleContext } from '../authority/index.ts';
import { refuse, type Refusal } from '../failure/index.ts';
import type { AnyRecord } from '../model/index.ts';

/** Whether a mutation deletes a record. */
export function isGone(type: string, id: unknown, { changes }: Pick<RuleContext, 'changes'>): boolean {
  return changes.some(({ before, after }) => !after && before?.type === type && before.id === id);
}

/** What was told stays as it was told. What it referred to may go: the model lets go of it. `targets` are those fields with their types. */
export function checkFixed(
  before: AnyRecord,
  after: AnyRecord,
  written: readonly string[],
  targets: Readonly<Record<string, string>>,
  context: RuleContext,
): Refusal | undefined {
  const changed = written.find((name) => {
    const [target, value] = [targets[name], before[name]];
    const isLetGo = target !== undefined && after[name] == null && isGone(target, value, context);
    return JSON.stringify(value) !== JSON.stringify(after[name]) && !isLetGo;
  });
  return changed === undefined ? undefined : refuse('history-fixed', changed);
}

/** Nobody tells in another's name, unless it is an admin. */
export function checkTeller(changedBy: unknown, { actor }: RuleContext): Refusal | undefined {
  const isForeign = changedBy != null && changedBy !== actor.user && actor.role !== 'admin';
  return isForeign ? refuse('managed-field', 'changedBy', { expected: actor.user ?? null }) : undefined;
}
