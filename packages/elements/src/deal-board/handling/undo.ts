import type { Client } from '@rapport/client';
import type { Deal, Patch, Result, Stage } from '@rapport/core';
import { localDay } from '@rapport/core/filter/calendar';
import { refuse } from '@rapport/core/failure';
import type { DealFields, Decided, DecisionContext } from '@rapport/core/pipeline';
import { relatedOf, type Given } from '../../deal/index.ts';
import { decide, kindOf } from './decide.ts';

type UpdatePatch = Extract<Patch, { op: 'update' }>;

/** A move that was made here, and can be taken back as long as nobody has moved the deal since. */
export interface Made {
  /** As it was before. */
  readonly deal: Deal;
  readonly to: string;
  readonly patches: readonly Patch[];
}

/** What a later move would have changed. */
const tellTale = ['stage', 'enteredStageAt', 'rank', 'status', 'closedAt', 'owner'] as const;
/** What decisions write by themselves. */
const managed: readonly string[] = [
  'pipeline',
  'stage',
  'status',
  'rank',
  'probability',
  'probabilitySource',
  'enteredStageAt',
  'closedAt',
  'lossReason',
  'checklist',
];

/** Whether a deal is still as a move left it. */
export function isUnmoved(now: Deal, { deal, patches }: Made): boolean {
  const { set = {}, unset = [] } = updateOf(deal, patches) ?? {};
  return tellTale.every((name) => {
    const left = unset.includes(name) ? undefined : name in set ? set[name] : deal[name];
    return (now[name] ?? undefined) === (left ?? undefined);
  });
}

/**
 * The move back, as a decision of its own under the rules that hold for all: to the stage and the place it came from, with what was given along taken back.
 * What the deal's probability was by hand, or by a model, it is again.
 */
export async function moveBack(
  client: Client,
  now: Deal,
  { deal, patches }: Made,
  stages: readonly Stage[],
  context: DecisionContext,
): Promise<Result<Decided & { readonly command: string }>> {
  const before = updateOf(deal, patches)?.base?.fields ?? {};
  const written = fieldsOf(updateOf(deal, patches));
  const given = Object.fromEntries(
    written.filter((name) => !managed.includes(name)).map((name) => [name, before[name] ?? undefined]),
  ) as DealFields;
  const home = { rank: deal.rank ?? undefined };
  const to = stages.find(({ id }) => id === deal.stage);
  if (now.stage === deal.stage)
    return {
      ok: true,
      command: 'deal.move',
      explanation: [],
      patches: [rewritten(now, undefined, { ...given, ...home })],
    };
  if (!to) return refuse('unknown-stage', 'stage');
  const kind = kindOf(
    now,
    stages.find(({ id }) => id === now.stage),
    to,
  );
  const closing: Given =
    to.stageType === 'open'
      ? {}
      : {
          ...(deal.closedAt == null ? {} : { closedOn: localDay(Date.parse(deal.closedAt), context.timeZone) }),
          ...(deal.lossReason == null ? {} : { reason: deal.lossReason }),
        };
  const related = await relatedOf(client, now, to, context.now);
  const { decided, refused } = decide(
    kind,
    [{ deal: now, stages, related }],
    to,
    undefined,
    { ...closing, set: given },
    context,
  );
  const [refusal] = refused;
  if (refusal) return refusal.refusal;
  const [back] = decided;
  if (!back) return refuse('unknown-stage', 'stage');
  const isByHand =
    to.stageType === 'open' && (deal.probabilitySource === 'manual' || deal.probabilitySource === 'model');
  const kept = isByHand ? { probability: deal.probability, probabilitySource: deal.probabilitySource } : {};
  const update = updateOf(deal, back.patches);
  const others = back.patches.filter((patch) => patch !== update);
  return {
    ok: true,
    command: `deal.${kind}`,
    explanation: back.explanation,
    patches: [rewritten(now, update, { ...home, ...kept }), ...others],
  };
}

function updateOf(deal: Deal, patches: readonly Patch[]): UpdatePatch | undefined {
  return patches.find((patch): patch is UpdatePatch => patch.op === 'update' && patch.id === deal.id);
}

function fieldsOf(update: UpdatePatch | undefined): readonly string[] {
  return [...Object.keys(update?.set ?? {}), ...(update?.unset ?? [])];
}

/** An update that writes these fields, too; undefined takes one back to missing. */
function rewritten(
  deal: Deal,
  update: UpdatePatch | undefined,
  fields: Readonly<Record<string, unknown>>,
): UpdatePatch {
  const names = Object.keys(fields);
  const values = deal as Readonly<Record<string, unknown>>;
  const known = names.filter((name) => values[name] != null).map((name) => [name, values[name]]);
  const kept = Object.entries(update?.set ?? {}).filter(([name]) => !names.includes(name));
  const set = Object.fromEntries([...kept, ...Object.entries(fields).filter(([, value]) => value != null)]);
  const unset = [
    ...(update?.unset ?? []).filter((name) => !names.includes(name)),
    ...names.filter((name) => fields[name] == null),
  ];
  return {
    op: 'update',
    type: 'deal',
    id: deal.id,
    base: { version: deal.version, fields: { ...update?.base?.fields, ...Object.fromEntries(known) } },
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(unset.length > 0 ? { unset } : {}),
  };
}
