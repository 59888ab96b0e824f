import type { Deal, Refusal, Stage, StageChange } from '@rapport/core';
import {
  loseDeals,
  moveDeals,
  reopenDeals,
  statusOf,
  winDeals,
  type BulkDecided,
  type Column,
  type DealRecords,
  type DecisionContext,
  type Place,
} from '@rapport/core/pipeline';
import type { Given } from '../../deal/index.ts';
import type { BoardColumn } from '../board-column.ts';

export type MoveKind = 'move' | 'win' | 'lose' | 'reopen';

/** Which decision takes a deal to a stage. */
export function kindOf(deal: Deal, from: Stage | undefined, to: Stage): MoveKind {
  if (from?.id === to.id) return 'move';
  if (to.stageType !== 'open') return to.stageType === 'won' ? 'win' : 'lose';
  return statusOf(deal, from) === 'open' ? 'move' : 'reopen';
}

/** The one decision that all ways of moving share, for deals of one kind: each has its own patches, or is refused by itself. */
export function decide(
  kind: MoveKind,
  records: readonly (DealRecords & { readonly changes?: readonly StageChange[] })[],
  to: Stage,
  place: Place | undefined,
  given: Given,
  context: DecisionContext,
): BulkDecided {
  const command = { ...given, stage: to.id, ...(place === undefined ? {} : { place }) };
  switch (kind) {
    case 'move':
      return moveDeals(records, command, context);
    case 'win':
      return winDeals(records, command, context);
    case 'lose':
      return loseDeals(records, command, context);
    case 'reopen':
      return reopenDeals(records, command, context);
  }
}

/**
 * The deals of a stage as far as they are loaded, for a place among them; undefined where nobody gives them an order. Where the last loaded deal has no
 * rank, those behind it have none either: all that are loaded may be given one.
 */
export function columnOf(column: BoardColumn | undefined): Column | undefined {
  const { snapshot, stage } = column ?? {};
  if (!snapshot || !stage || snapshot.status === 'loading' || stage.stageType !== 'open') return undefined;
  const deals = snapshot.records;
  return { stage: stage.id, deals, partial: snapshot.hasMore && deals.at(-1)?.rank != null };
}

/** The deals as they are to be placed one after the other, so that they stand in the order in which they were given. */
export function inOrder<Item>(items: readonly Item[], place: Place | undefined): readonly Item[] {
  return place === 'first' || (typeof place === 'object' && 'after' in place) ? items.toReversed() : items;
}

/** Refusals by deal. */
export function refusalOf(decided: BulkDecided, deal: string): Refusal | undefined {
  return decided.refused.find((each) => each.deal === deal)?.refusal;
}
