import { refuse, type Result } from '../failure/index.ts';
import type { RecordId, StageChange } from '../model/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { enterStage, type Completion, type DealRecords } from './enter-stage.ts';
import { stageById, statusOf } from './stages.ts';

export interface ReopenDeal extends Completion {
  /** An open stage; the one it was closed from, where it is not said and the history was handed in. */
  readonly stage?: RecordId;
}

/**
 * Opens a closed deal again, for a mutation with the command `deal.reopen`. The date and the reason of the close are taken back (the history keeps them);
 * its probability is the stage's, since winning or losing ended what was said before.
 *
 * Refused: `deal-open`; `required` with the field `stage` where none can be found; `unknown-stage`; `stage-not-open`; `requirements-missing`.
 */
export function reopenDeal(
  records: DealRecords & { readonly changes?: readonly StageChange[] },
  command: ReopenDeal,
  context: DecisionContext,
): Result<Decided> {
  const { deal, stages, changes = [] } = records;
  if (statusOf(deal, stageById(stages, deal.stage)) === 'open') return refuse('deal-open', 'stage');
  const closing = changes
    .filter((change) => change.deal === deal.id && change.to === deal.stage)
    .sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1))[0];
  const id = command.stage ?? closing?.from;
  if (id == null) return refuse('required', 'stage');
  const to = stageById(stages, id);
  if (!to) return refuse('unknown-stage', 'stage', { stage: id });
  if (to.stageType !== 'open') return refuse('stage-not-open', 'stage', { stage: id });
  const fields = { closedAt: undefined, lossReason: undefined };
  return enterStage(records, { to, completion: command, fields, needed: [] }, context);
}
