import type { Refusal, Result } from '../failure/index.ts';
import type { Deal, RecordId } from '../model/index.ts';
import type { Patch } from '../port/index.ts';
import { loseDeal, winDeal, type CloseDeal, type LoseDeal } from './close-deal.ts';
import type { Column } from './column.ts';
import type { BulkDecided, Decided, DecisionContext } from './context.ts';
import type { DealRecords } from './enter-stage.ts';
import { moveDeal, type MoveDeal } from './move-deal.ts';
import { reopenDeal, type ReopenDeal } from './reopen-deal.ts';

type Decide<Records, Command> = (records: Records, command: Command, context: DecisionContext) => Result<Decided>;

/** `moveDeal` for many: each deal is decided by itself, on top of those before it, and has a mutation of its own. */
export function moveDeals(records: readonly DealRecords[], command: MoveDeal, context: DecisionContext): BulkDecided {
  return decideAll(moveDeal, records, command, context);
}

/** `winDeal` for many. */
export function winDeals(records: readonly DealRecords[], command: CloseDeal, context: DecisionContext): BulkDecided {
  return decideAll(winDeal, records, command, context);
}

/** `loseDeal` for many. */
export function loseDeals(records: readonly DealRecords[], command: LoseDeal, context: DecisionContext): BulkDecided {
  return decideAll(loseDeal, records, command, context);
}

/** `reopenDeal` for many. */
export function reopenDeals(
  records: readonly Parameters<typeof reopenDeal>[0][],
  command: ReopenDeal,
  context: DecisionContext,
): BulkDecided {
  return decideAll(reopenDeal, records, command, context);
}

function decideAll<Records extends DealRecords, Command>(
  decide: Decide<Records, Command>,
  all: readonly Records[],
  command: Command,
  context: DecisionContext,
): BulkDecided {
  const decided: ({ deal: RecordId } & Decided)[] = [];
  const refused: { deal: RecordId; refusal: Refusal }[] = [];
  // The deals that were placed before stand in the column of the ones after, as the patches left them.
  const placed = new Map<RecordId, Deal>();
  for (const records of all) {
    const column = records.column && withPlaced(records.column, placed);
    const result = decide(column ? { ...records, column } : records, command, context);
    if (!result.ok) {
      refused.push({ deal: records.deal.id, refusal: result });
      continue;
    }
    const { patches, explanation } = result;
    decided.push({ deal: records.deal.id, patches, explanation });
    for (const deal of [records.deal, ...(column?.deals ?? [])]) {
      const after = withPatches(deal, patches);
      if (after !== deal) placed.set(deal.id, after);
    }
  }
  return { decided, refused };
}

/** The column with the deals that joined it or moved within it. */
function withPlaced(column: Column, placed: ReadonlyMap<RecordId, Deal>): Column {
  const known = new Set(column.deals.map(({ id }) => id));
  const joined = [...placed.values()].filter(({ id, stage }) => stage === column.stage && !known.has(id));
  return { ...column, deals: [...column.deals.map((deal) => placed.get(deal.id) ?? deal), ...joined] };
}

function withPatches(deal: Deal, patches: readonly Patch[]): Deal {
  const patch = patches.find(({ id }) => id === deal.id);
  return patch?.op === 'update' ? { ...deal, ...patch.set } : deal;
}
