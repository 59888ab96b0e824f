import { refuse, type Refusal, type Result } from '../failure/index.ts';
import { instantAt, localDay } from '../filter/index.ts';
import { toInstant, type DateOnly, type Instant, type Money, type RecordId, type Stage } from '../model/index.ts';
import type { Decided, DecisionContext } from './context.ts';
import { enterStage, type Completion, type DealRecords } from './enter-stage.ts';
import { passedOver } from './stage-limits.ts';
import { stageById, stagesOf, statusOf } from './stages.ts';

/** What both ways to close a deal take. */
export interface CloseDeal extends Completion {
  /** Where the pipeline has several stages of the kind; its first, where it is not said. */
  readonly stage?: RecordId;
  /** What it came to. */
  readonly amount?: Money;
  /** The day it was decided, in the organisation's time zone: today, where it is not said. */
  readonly closedOn?: DateOnly;
  /** Whom it was won against, or lost to. */
  readonly competitor?: string;
}

export interface LoseDeal extends CloseDeal {
  /** Why. It is asked for as the field `lossReason` where it is not given. */
  readonly reason?: string;
}

/**
 * Closes a deal as won, for a mutation with the command `deal.win`. Its probability is 1 from there on.
 *
 * Refused: as `moveDeal`, and `no-such-stage` where the pipeline has no won stage, `closed-in-future` for a day yet to come.
 */
export function winDeal(records: DealRecords, command: CloseDeal, context: DecisionContext): Result<Decided> {
  return closeDeal('won', records, command, context);
}

/**
 * Closes a deal as lost, with the reason, for a mutation with the command `deal.lose`. Its probability is 0 from there on. A deal can be lost from any open stage.
 *
 * Refused: as `winDeal`; without a reason `requirements-missing`, whose list has the field `lossReason`.
 */
export function loseDeal(records: DealRecords, command: LoseDeal, context: DecisionContext): Result<Decided> {
  return closeDeal('lost', records, command, context);
}

function closeDeal(
  kind: 'won' | 'lost',
  records: DealRecords,
  command: CloseDeal,
  context: DecisionContext,
): Result<Decided> {
  const { deal, stages } = records;
  const from = stageById(stages, deal.stage);
  const status = statusOf(deal, from);
  if (status !== 'open') return refuse('deal-closed', 'stage', { status, command: 'deal.reopen' });
  const to = closingStage(kind, records, command.stage);
  if ('ok' in to) return to;
  const closedAt = closingInstant(command.closedOn, context);
  if (closedAt === undefined) return refuse('closed-in-future', 'closedAt', { closedOn: command.closedOn });
  const over = kind === 'won' ? passedOver(from, to, stages) : [];
  if (over.length > 0) return refuse('stage-passed-over', 'stage', { stages: over.map(({ id }) => id) });
  const { amount, competitor, reason } = command;
  const fields = {
    closedAt,
    ...(amount === undefined ? {} : { amount }),
    ...(competitor === undefined ? {} : { competitor }),
    ...(kind === 'lost' && reason !== undefined ? { lossReason: reason } : {}),
  };
  const needed = kind === 'lost' ? ['lossReason'] : [];
  return enterStage(records, { to, completion: command, fields, needed }, context);
}

function closingStage(kind: 'won' | 'lost', { deal, stages }: DealRecords, id: RecordId | undefined): Stage | Refusal {
  const pipeline = stageById(stages, deal.stage)?.pipeline ?? deal.pipeline;
  const closing = pipeline == null ? [] : stagesOf(pipeline, stages).filter(({ stageType }) => stageType === kind);
  const stage = id === undefined ? closing[0] : closing.find((each) => each.id === id);
  return stage ?? refuse('no-such-stage', 'stage', { stageType: kind, ...(id === undefined ? {} : { stage: id }) });
}

/** Now, for today; noon of an earlier day, which is that day in every zone near. Undefined for a day to come. */
function closingInstant(day: DateOnly | undefined, { now, timeZone }: DecisionContext): Instant | undefined {
  const today = localDay(Date.parse(now), timeZone);
  if (day === undefined || day === today) return now;
  return day > today ? undefined : toInstant(instantAt(Date.parse(`${day}T12:00:00.000Z`), timeZone));
}
