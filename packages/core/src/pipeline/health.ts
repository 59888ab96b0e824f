import { localDay } from '../filter/index.ts';
import {
  toInstant,
  type Activity,
  type CloseDateChange,
  type DateOnly,
  type Deal,
  type Instant,
  type Stage,
  type Task,
} from '../model/index.ts';
import type { FigureContext } from './deal-figures.ts';
import type { StageDuration } from './durations.ts';
import { isPlanned } from './planned.ts';
import { pushesOf } from './slippage.ts';
import { statusOf } from './stages.ts';

/** Something about a deal that wants attention, with the figures that say why. Days are whole periods of 24 hours, or for dates calendar days. */
export type HealthSignal =
  | {
      readonly code: 'rotting';
      readonly params: { readonly since: Instant; readonly days: number; readonly limit: number };
    }
  | {
      readonly code: 'slow-in-stage';
      readonly params: {
        readonly days: number;
        readonly percentile: 75 | 90;
        readonly limit: number;
        readonly stays: number;
      };
    }
  | { readonly code: 'no-next-step' }
  | { readonly code: 'close-date-passed'; readonly params: { readonly date: DateOnly; readonly days: number } }
  | { readonly code: 'close-date-pushed'; readonly params: { readonly times: number; readonly days: number } };

export interface DealHealth {
  readonly signals: readonly HealthSignal[];
  /** When the deal begins to rot, or began to, if nothing else happens; null where it can't. */
  readonly rotsAt: Instant | null;
}

/** What a deal's health is read from; records of other deals are left out. */
export interface HealthRecords {
  readonly deal: Deal;
  readonly stage: Stage | undefined;
  readonly activities: readonly Activity[];
  readonly tasks: readonly Task[];
  readonly closeDateChanges?: readonly CloseDateChange[];
  /** The stage's, of deals that were won (`wonDurations`); without it no stay is called slow. */
  readonly benchmark?: StageDuration;
}

const day = 86_400_000;
/** So few stays say nothing about what is usual. */
const fewestStays = 5;

/** What wants attention in an open deal, the gravest first; nothing does in a closed one. */
export function dealHealth(records: HealthRecords, context: FigureContext): DealHealth {
  const { deal, stage } = records;
  if (statusOf(deal, stage) !== 'open') return { signals: [], rotsAt: null };
  const planned = [...records.tasks, ...records.activities].filter(
    (record) => record.deal === deal.id && isPlanned(record, context.now),
  );
  const since = quietSince(records, context.now);
  const limit = stage?.rottingDays ?? 0;
  const plannedAt = planned.map((record) => (record.type === 'task' ? record.dueAt : record.occurredAt) ?? '');
  const rotsAt = limit > 0 ? [toInstant(Date.parse(since) + limit * day), ...plannedAt].sort().at(-1)! : null;
  const isRotting = rotsAt !== null && rotsAt <= context.now;
  const rotting: HealthSignal = { code: 'rotting', params: { since, days: daysBetween(since, context.now), limit } };
  const hasNext = planned.length > 0 || (deal.nextStep ?? '').trim() !== '';
  return {
    rotsAt,
    signals: [
      ...(isRotting ? [rotting] : []),
      ...closeDateSignals(records, context),
      ...slowSignal(records, context.now),
      ...(hasNext ? [] : [{ code: 'no-next-step' } as const]),
    ],
  };
}

/** The later of entering the stage and the last activity: not the creation of the deal, nor a change of some field. */
function quietSince({ deal, activities }: HealthRecords, now: Instant): Instant {
  const happened = activities.filter(({ deal: id, occurredAt }) => id === deal.id && occurredAt < now);
  return [deal.enteredStageAt ?? deal.createdAt, ...happened.map(({ occurredAt }) => occurredAt)].sort().at(-1)!;
}

function slowSignal({ deal, benchmark }: HealthRecords, now: Instant): readonly HealthSignal[] {
  if (!benchmark || benchmark.stays < fewestStays) return [];
  const entered = deal.enteredStageAt ?? deal.createdAt;
  const stayed = Date.parse(now) - Date.parse(entered);
  const percentile = stayed > benchmark.p90 ? 90 : 75;
  const limit = percentile === 90 ? benchmark.p90 : benchmark.p75;
  if (stayed <= limit) return [];
  const params = { days: daysBetween(entered, now), percentile, limit: limit / day, stays: benchmark.stays } as const;
  return [{ code: 'slow-in-stage', params }];
}

function closeDateSignals(
  { deal, closeDateChanges = [] }: HealthRecords,
  { now, timeZone }: FigureContext,
): readonly HealthSignal[] {
  const date = deal.expectedCloseDate ?? undefined;
  const today = localDay(Date.parse(now), timeZone);
  const { times, days } = pushesOf(closeDateChanges.filter((change) => change.deal === deal.id));
  return [
    ...(date !== undefined && date < today
      ? [{ code: 'close-date-passed', params: { date, days: (Date.parse(today) - Date.parse(date)) / day } } as const]
      : []),
    ...(times > 0 ? [{ code: 'close-date-pushed', params: { times, days } } as const] : []),
  ];
}

function daysBetween(from: Instant, to: Instant): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / day);
}
