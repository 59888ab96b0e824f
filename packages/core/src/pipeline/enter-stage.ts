import { refuse, type Refusal, type Result } from '../failure/index.ts';
import { fold } from '../filter/index.ts';
import type { Deal, RecordId, Stage } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import { placeInColumn, type Column, type Place } from './column.ts';
import type { Decided, DecisionContext, Reason } from './context.ts';
import { fieldsPatch, withFields, type DealFields } from './fields-patch.ts';
import { closeDateChangePatches, durationOf, stageChangePatch } from './history-patches.ts';
import { probabilityIn } from './probability.ts';
import { missingFor, type MissingRequirement, type RelatedRecords } from './requirements.ts';
import { stageById } from './stages.ts';

/** What a decision about a deal looks at. */
export interface DealRecords {
  readonly deal: Deal;
  /** Of every pipeline concerned, all stages. */
  readonly stages: readonly Stage[];
  /** The deals of the stage it goes to, for its place among them. Without it (or with another stage's) the deal goes to the end, unranked. */
  readonly column?: Column;
  /** What the stage's requirements count: see `relatedNeeded`. */
  readonly related?: RelatedRecords;
}

/** What may be given along with every decision that enters a stage: just what was missing. */
export interface Completion {
  /** Fields to write with it. Those that decisions keep are refused `managed-field`. */
  readonly set?: DealFields;
  /** Items of the checklist that are done. */
  readonly checked?: readonly string[];
  /** Where in the column; last where it is not said. */
  readonly place?: Place;
  /** Kept in the history. */
  readonly reason?: string;
}

/** The fields that only decisions write: what they say must fit together. */
const managedFields: readonly string[] = [
  'type',
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'custom',
  'externalIds',
  'hidden',
  'pipeline',
  'stage',
  'status',
  'rank',
  'probability',
  'probabilitySource',
  'enteredStageAt',
  'closedAt',
  'checklist',
];

interface Entry {
  readonly to: Stage;
  readonly completion: Completion;
  /** What the decision itself writes. */
  readonly fields: DealFields;
  /** What the decision itself asks for. */
  readonly needed: readonly string[];
}

/** Enters a stage, which is part of every decision that does: completes, checks, writes the deal, its place and the history. */
export function enterStage(
  { deal, stages, column, related = {} }: DealRecords,
  { to, completion, fields, needed }: Entry,
  context: DecisionContext,
): Result<Decided> {
  const managed = Object.keys(completion.set ?? {}).find((name) => managedFields.includes(name));
  if (managed !== undefined) return refuse('managed-field', managed);
  const completed = withFields(deal, { ...completion.set, ...checkedFields(deal, completion.checked), ...fields });
  const missing = [
    ...needed
      .filter((field) => isEmpty(completed, field))
      .map((field): MissingRequirement => ({ kind: 'field', field })),
    ...missingFor(completed, to, related, context.now),
  ];
  if (missing.length > 0) return requirementsMissing(deal.id, to, missing);
  const placed = placeIn(column?.stage === to.id ? column : undefined, deal.id, completion.place);
  if (!placed.ok) return placed;
  const from = stageById(stages, deal.stage);
  const probability = probabilityIn(deal, to);
  const written: DealFields = {
    ...completion.set,
    ...checkedFields(deal, completion.checked),
    ...fields,
    ...probability.fields,
    pipeline: to.pipeline,
    stage: to.id,
    status: to.stageType,
    enteredStageAt: context.now,
    rank: placed.rank,
  };
  const params = { ...(from ? { from: from.id, milliseconds: durationOf(deal, context) } : {}), to: to.id };
  return {
    ok: true,
    patches: [
      ...fieldsPatch(deal, written),
      stageChangePatch(completed, from, to, completion.reason, context),
      ...closeDateChangePatches(deal, completed, completion.reason, context),
      ...placed.patches,
    ],
    explanation: [{ code: 'stage-entered', params }, probability.reason, ...placed.explanation],
  };
}

/** The place in a column, with the patches of the neighbours that make room. Without a column: none. */
export function placeIn(
  column: Column | undefined,
  deal: RecordId,
  place: Place = 'last',
): ({ readonly ok: true; readonly rank: string | undefined } & Decided) | Refusal {
  if (!column) return { ok: true, rank: undefined, patches: [], explanation: [] };
  const placed = placeInColumn(column, deal, place);
  if (!placed.ok) return placed;
  const patches = placed.moved.flatMap((moved): readonly Patch[] => fieldsPatch(moved.deal, { rank: moved.rank }));
  const explanation: readonly Reason[] =
    patches.length === 0 ? [] : [{ code: 'column-rebalanced', params: { deals: patches.length } }];
  return { ok: true, rank: placed.rank, patches, explanation };
}

function requirementsMissing(deal: RecordId, to: Stage, missing: readonly MissingRequirement[]): Refusal {
  return refuse('requirements-missing', undefined, { deal, stage: to.id, missing });
}

/** The list that a refusal `requirements-missing` carries; empty for any other. */
export function missingOf(refusal: Refusal): readonly MissingRequirement[] {
  return refusal.code === 'requirements-missing' ? (refusal.params?.['missing'] as readonly MissingRequirement[]) : [];
}

function checkedFields(deal: Deal, checked: readonly string[] = []): DealFields {
  const done = deal.checklist ?? [];
  const fresh = checked.filter((item) => !done.some((each) => fold(each) === fold(item)));
  return fresh.length === 0 ? {} : { checklist: [...done, ...fresh] };
}

function isEmpty(deal: Deal, field: string): boolean {
  const value = (deal as Readonly<Record<string, unknown>>)[field];
  return value == null || (typeof value === 'string' && value.trim() === '');
}
