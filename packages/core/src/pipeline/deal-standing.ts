import type { RuleContext } from '../authority/index.ts';
import { refuse, type Refusal } from '../failure/index.ts';
import { localDay } from '../filter/index.ts';
import type { DateOnly, Deal, Instant, Stage } from '../model/index.ts';
import { hasCome } from './rule-clock.ts';

/** What says where a deal stands: it fits together because decisions write it. */
export const standing = [
  'pipeline',
  'stage',
  'status',
  'probability',
  'probabilitySource',
  'enteredStageAt',
  'closedAt',
] as const;
export type Standing = (typeof standing)[number];

/** Where a deal stands; nowhere, where there is none yet. */
export function standingOf(deal: Deal | undefined): Partial<Deal> {
  return Object.fromEntries(standing.map((name) => [name, deal?.[name]]));
}

/** What is written is not what the decision would have written. */
export function managed(name: Standing | 'lossReason', expected: unknown): Refusal {
  return refuse('managed-field', name, { expected: expected ?? null });
}

/** An open deal's probability says where it comes from; one of the stage's is the stage's. */
export function checkProbability(
  { probability, probabilitySource }: Deal,
  stage: Stage | undefined,
): Refusal | undefined {
  if (probability != null && !(probability >= 0 && probability <= 1))
    return refuse('invalid-value', 'probability', { kind: 'number', minimum: 0, maximum: 1 });
  if (probability != null && probabilitySource == null) return refuse('required', 'probabilitySource');
  if (probability == null && probabilitySource != null) return refuse('required', 'probability');
  if (probabilitySource === 'manual' || probabilitySource === 'model') return undefined;
  const expected = stage?.probability ?? null;
  return (probability ?? null) === expected ? undefined : managed('probability', expected);
}

/** The day of a close in the organisation's time zone; today's, where only a clock is ahead. */
export function closingDay(closedAt: Instant, { now, timeZone }: RuleContext): DateOnly {
  return localDay(Date.parse(hasCome(closedAt, now) && closedAt > now ? now : closedAt), timeZone);
}
