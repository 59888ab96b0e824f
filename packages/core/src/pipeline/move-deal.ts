import { refuse, type Result } from '../failure/index.ts';
import type { RecordId } from '../model/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { enterStage, placeIn, type Completion, type DealRecords } from './enter-stage.ts';
import { fieldsPatch } from './fields-patch.ts';
import { isBarredReturn, passedOver } from './stage-limits.ts';
import { stageById, statusOf } from './stages.ts';

export interface MoveDeal extends Completion {
  readonly stage: RecordId;
}

/**
 * Moves a deal to an open stage, of whatever pipeline, or within its own column: for a mutation with the command `deal.move`.
 *
 * Refused: `requirements-missing` with `params.missing`, all that the deal lacks (`missingOf` reads it); `unknown-stage`;
 * `close-is-a-decision` for a won or lost stage, `params.command` names the decision; `deal-closed` for a won or lost deal;
 * `stage-passed-over` with `params.stages`; `stage-not-returnable`; `managed-field`; `unknown-place`; `column-unranked`.
 */
export function moveDeal(records: DealRecords, command: MoveDeal, context: DecisionContext): Result<Decided> {
  const { deal, stages, column } = records;
  const to = stageById(stages, command.stage);
  if (!to) return refuse('unknown-stage', 'stage', { stage: command.stage });
  const from = stageById(stages, deal.stage);
  if (from?.id === to.id) {
    if (!command.place || column?.stage !== to.id) return { ok: true, patches: [], explanation: [] };
    const placed = placeIn(column, deal.id, command.place);
    if (!placed.ok) return placed;
    const patches = [...fieldsPatch(deal, { rank: placed.rank }), ...placed.patches];
    return { ok: true, patches, explanation: placed.explanation };
  }
  const status = statusOf(deal, from);
  if (status !== 'open') return refuse('deal-closed', 'stage', { status, command: 'deal.reopen' });
  if (to.stageType !== 'open') {
    const decision = to.stageType === 'won' ? 'deal.win' : 'deal.lose';
    return refuse('close-is-a-decision', 'stage', { command: decision, stage: to.id });
  }
  const over = passedOver(from, to, stages);
  if (over.length > 0) return refuse('stage-passed-over', 'stage', { stages: over.map(({ id }) => id) });
  if (isBarredReturn(from, to)) return refuse('stage-not-returnable', 'stage', { stage: to.id });
  return enterStage(records, { to, completion: command, fields: {}, needed: [] }, context);
}
