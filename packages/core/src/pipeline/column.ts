import { refuse, type Result } from '../failure/index.ts';
import type { Deal, RecordId } from '../model/index.ts';
import { rankBetween, ranksBetween } from './rank.ts';

/** The deals of a stage, as far as they are loaded. */
export interface Column {
  readonly stage: RecordId;
  /** In any order. */
  readonly deals: readonly Deal[];
  /** Not all of the stage's deals: the first and the last of them keep their ranks, for what lies beyond. */
  readonly partial?: boolean;
}

/** Where in a column: at an end, or next to another deal. */
export type Place = 'first' | 'last' | { readonly before: RecordId } | { readonly after: RecordId };

/** A deal's new rank, and those of the neighbours that had to make room. */
export interface Placed {
  readonly rank: string;
  readonly moved: readonly { readonly deal: Deal; readonly rank: string }[];
}

/** The order in a column: by rank in code-point order, deals without one last; ties by id. */
export function compareInColumn(a: Deal, b: Deal): number {
  const [left, right] = [a.rank ?? undefined, b.rank ?? undefined];
  if (left !== right) return right === undefined || (left !== undefined && left < right) ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const longestRank = 10;
const mostMoved = 500;

/**
 * Places a deal in a column: one key, unless there is no room or the key would be long; then the nearest neighbours are spread out.
 * Refused `unknown-place` where the neighbour named is not in the column, `column-unranked` where more than 500 deals would have to move:
 * `rankColumn` puts such a column in order once.
 */
export function placeInColumn(column: Column, deal: RecordId, place: Place): Result<Placed> {
  const deals = column.deals.filter(({ id }) => id !== deal).sort(compareInColumn);
  const index = indexOf(deals, place);
  if (index === undefined) return refuse('unknown-place', 'rank', { place });
  const [first, end] = column.partial ? [Math.min(1, index), Math.max(deals.length - 1, index)] : [0, deals.length];
  let long: Placed | undefined;
  for (let width = 0; ; width = width * 2 + 1) {
    const low = Math.max(first, index - width);
    const high = Math.min(end, index + width);
    if (high - low > mostMoved) break;
    const placed = spread(deals, low, index, high);
    if (placed && placed.longest <= longestRank) return { ok: true, ...placed };
    long ??= placed;
    if (low === first && high === end) break;
  }
  return long ? { ok: true, ...long } : refuse('column-unranked', 'rank', { deals: deals.length });
}

/** Ranks for all deals of a stage, evenly spread in the order they have; for a column that was imported without, in as many mutations as it takes. */
export function rankColumn(deals: readonly Deal[]): Placed['moved'] {
  const ordered = [...deals].sort(compareInColumn);
  const ranks = ranksBetween(null, null, ordered.length) ?? [];
  return ordered
    .map((deal, index) => ({ deal, rank: ranks[index] ?? '' }))
    .filter(({ deal, rank }) => deal.rank !== rank);
}

/** New ranks for the deals from `low` to before `high` with one at `index` among them. */
function spread(
  deals: readonly Deal[],
  low: number,
  index: number,
  high: number,
): (Placed & { readonly longest: number }) | undefined {
  const before = low === 0 ? null : deals[low - 1]?.rank;
  const after = deals[high]?.rank ?? null;
  // Behind a deal without a rank there is no key: it has to be given one first.
  if (before === undefined || (before === null && low > 0)) return undefined;
  const only = low === high ? rankBetween(before, after) : undefined;
  const ranks = low === high ? only && [only] : ranksBetween(before, after, high - low + 1);
  if (!ranks) return undefined;
  const moved = deals
    .slice(low, high)
    .map((deal, place) => ({ deal, rank: ranks[low + place < index ? place : place + 1] ?? '' }));
  return { rank: ranks[index - low] ?? '', moved, longest: Math.max(...ranks.map(({ length }) => length)) };
}

function indexOf(deals: readonly Deal[], place: Place): number | undefined {
  if (place === 'first') return 0;
  if (place === 'last') return deals.length;
  const neighbour = 'before' in place ? place.before : place.after;
  const index = deals.findIndex(({ id }) => id === neighbour);
  return index < 0 ? undefined : 'before' in place ? index : index + 1;
}
