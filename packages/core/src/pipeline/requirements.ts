import { InvalidInputError, unreachable } from '../failure/index.ts';
import { fold } from '../filter/index.ts';
import {
  isRecordId,
  type AnyRecord,
  type Deal,
  type DealApproval,
  type Instant,
  type Stage,
  type StageRequirement,
} from '../model/index.ts';
import { isPlanned } from './planned.ts';

/** Something that a deal lacks for a stage. A board can ask for just that, in place. */
export type MissingRequirement =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'related'; readonly related: string; readonly atLeast: number; readonly count: number }
  | { readonly kind: 'checklist'; readonly item: string }
  | { readonly kind: 'approval'; readonly by: string; readonly status: 'none' | 'requested' | 'declined' };

/** The records that refer to a deal, by the model's name for the way to them: `lineItems`, `contactRoles`, `tasks`, `activities`, `approvals`. */
export type RelatedRecords = Readonly<Record<string, readonly AnyRecord[]>>;

/**
 * The related records that must be at hand to decide whether a deal may enter some stages, by the model's names.
 * `primaryContact` is found in the deal or its `contactRoles`; `nextActivity` in its `tasks` and `activities`; an approval in `approvals`.
 */
export function relatedNeeded(stages: readonly Stage[]): readonly string[] {
  const needed = stages.flatMap((stage) => stage.requirements ?? []).flatMap(sourcesOf);
  return [...new Set(needed)].sort();
}

/**
 * All that a deal lacks for a stage, in the order of its requirements.
 * @throws InvalidInputError where related records that a requirement counts were not handed in.
 */
export function missingFor(
  deal: Deal,
  stage: Stage,
  related: RelatedRecords,
  now: Instant,
): readonly MissingRequirement[] {
  return (stage.requirements ?? []).flatMap((requirement): MissingRequirement[] => {
    const records = (name: string): readonly AnyRecord[] => related[name] ?? notGiven(name, stage);
    switch (requirement.kind) {
      case 'field':
        return isFilled(fieldOf(deal, requirement.field)) ? [] : [{ kind: 'field', field: requirement.field }];
      case 'related': {
        const count = countRelated(requirement.related, deal, records, now);
        return count >= requirement.atLeast ? [] : [{ ...requirement, count }];
      }
      case 'checklist':
        return (deal.checklist ?? []).some((item) => fold(item) === fold(requirement.item)) ? [] : [requirement];
      case 'approval': {
        const status = approvalStatus(records('approvals') as readonly DealApproval[], stage, requirement.by);
        return status === 'approved' ? [] : [{ kind: 'approval', by: requirement.by, status }];
      }
      default:
        return unreachable(requirement);
    }
  });
}

function sourcesOf(requirement: StageRequirement): readonly string[] {
  if (requirement.kind === 'approval') return ['approvals'];
  if (requirement.kind !== 'related') return [];
  if (requirement.related === 'primaryContact') return ['contactRoles'];
  return requirement.related === 'nextActivity' ? ['tasks', 'activities'] : [requirement.related];
}

function countRelated(name: string, deal: Deal, records: (name: string) => readonly AnyRecord[], now: Instant): number {
  if (name === 'primaryContact') {
    return deal.contact != null ? 1 : records('contactRoles').filter(({ role }) => role === 'primary').length;
  }
  if (name === 'nextActivity') {
    return [...records('tasks'), ...records('activities')].filter((record) => isPlanned(record, now)).length;
  }
  return records(name).length;
}

/** The latest word counts. Where a person was asked, it is that person's own. */
function approvalStatus(
  approvals: readonly DealApproval[],
  stage: Stage,
  by: string,
): 'approved' | 'declined' | 'requested' | 'none' {
  const latest = approvals
    .filter((approval) => approval.stage === stage.id && approval.by === by)
    .sort((a, b) => compareText(a.decidedAt ?? a.createdAt, b.decidedAt ?? b.createdAt) || compareText(a.id, b.id))
    .at(-1);
  if (!latest) return 'none';
  const isForeign = latest.status === 'approved' && isRecordId(by) && latest.decidedBy !== by;
  return isForeign ? 'requested' : latest.status;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fieldOf(deal: Deal, name: string): unknown {
  return name.startsWith('custom.') ? deal.custom[name.slice('custom.'.length)] : (deal as AnyRecord)[name];
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) ? value.length > 0 : value != null;
}

function notGiven(name: string, stage: Stage): never {
  throw new InvalidInputError(
    `The stage ${stage.name} asks for the deal's ${name}: hand them in as related.${name} (relatedNeeded says which).`,
    [{ path: ['related', name], code: 'required' }],
  );
}
