import type { Deal, Instant, RecordId, Stage, StageChange } from '../model/index.ts';
import { toInstant } from '../model/index.ts';
import { grouped } from './grouped.ts';
import { stageById } from './stages.ts';

/** A deal's time in an open stage, from entering to leaving it. */
export interface StageStay {
  readonly deal: RecordId;
  readonly stage: RecordId;
  readonly from: Instant;
  /** Null while it lasts. */
  readonly to: Instant | null;
  /** How long it took; until now, while it lasts. */
  readonly milliseconds: number;
}

/** The stays of deals in open stages, each deal's in order, from their history. What the history lacks is as the deal has it: where it is, and since when. */
export function stageStays(
  deals: readonly Deal[],
  changes: readonly StageChange[],
  stages: readonly Stage[],
  now: Instant,
): readonly StageStay[] {
  const byDeal = grouped(changes, ({ deal }) => deal);
  const isOpen = (id: RecordId): boolean => stageById(stages, id)?.stageType === 'open';
  return deals.flatMap((deal) =>
    entriesOf(deal, [...(byDeal.get(deal.id) ?? [])].sort(compareChanges))
      .map(({ stage, at }, index, entries) => stayOf(deal, stage, at, entries[index + 1]?.at, now))
      .filter(({ stage }) => isOpen(stage)),
  );
}

/** When a deal began: when it was created, or earlier where its history was brought from elsewhere. */
export function startOf(deal: Deal, changes: readonly StageChange[]): Instant {
  const first = changes.filter((change) => change.deal === deal.id).sort(compareChanges)[0];
  return first ? startBefore(first, deal) : deal.createdAt;
}

interface Entry {
  readonly stage: RecordId;
  readonly at: Instant;
}

function entriesOf(deal: Deal, changes: readonly StageChange[]): readonly Entry[] {
  const [first] = changes;
  const last = changes.at(-1);
  const before = first?.from == null ? [] : [{ stage: first.from, at: startBefore(first, deal) }];
  const entered = changes.map(({ to, changedAt }): Entry => ({ stage: to, at: changedAt }));
  const at = deal.enteredStageAt ?? deal.closedAt ?? last?.changedAt ?? deal.createdAt;
  const untold = deal.stage == null || last?.to === deal.stage ? [] : [{ stage: deal.stage, at }];
  return [...before, ...entered, ...untold];
}

/** A history that was brought from elsewhere begins before its deal's record was created. */
function startBefore({ changedAt, durationMilliseconds }: StageChange, { createdAt }: Deal): Instant {
  const known = durationMilliseconds == null ? changedAt : toInstant(Date.parse(changedAt) - durationMilliseconds);
  return known < createdAt || durationMilliseconds != null ? known : createdAt;
}

function stayOf(deal: Deal, stage: RecordId, from: Instant, to: Instant | undefined, now: Instant): StageStay {
  const milliseconds = Math.max(0, Date.parse(to ?? now) - Date.parse(from));
  return { deal: deal.id, stage, from, to: to ?? null, milliseconds };
}

function compareChanges(a: StageChange, b: StageChange): number {
  if (a.changedAt !== b.changedAt) return a.changedAt < b.changedAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
