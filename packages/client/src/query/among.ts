import type { Filter } from '@rapport/core';
import type { WholeQuery } from './answer-among.ts';
import type { HereAnswer } from './answer-here.ts';
import { isAmong } from './implies.ts';
import type { QueryPlan } from './query-plan.ts';

/** The answer to a query from the first of those whose records hold all of its own; undefined where there is none, or it can't be told just now. */
export function answerFromWhole(
  where: Filter | undefined,
  plan: QueryPlan,
  wholes: readonly WholeQuery[],
  cursor: string | null,
): HereAnswer | undefined {
  const all = wholes.find((whole) => isAmong(where, whole.where))?.records();
  if (!all) return undefined;
  const records = all.filter((record) => plan.verdict(record) === true);
  const total = { kind: 'exact', value: records.length } as const;
  return { records, last: undefined, next: null, complete: true, total, cursor, isHeard: true };
}
