import type { AnyRecord, Filter } from '@rapport/core';
import type { LiveRequest } from '../client.ts';
import type { HereAnswer, Page } from './answer-here.ts';
import type { QueryPlan } from './query-plan.ts';

export interface KnownRecords {
  /** What is asked for by queries of this type all of whose records are at hand. */
  readonly wholes: () => readonly (Filter | undefined)[];
  readonly records: () => Iterable<AnyRecord>;
  readonly cursor: () => string | null;
}

/** Answers a query whose records are all among those of another one that is open. What that takes is loaded with the first that may be such. */
export function answerAmong(
  { where }: LiveRequest,
  plan: QueryPlan,
  page: Page,
  { wholes, records, cursor }: KnownRecords,
): Promise<HereAnswer | undefined> | undefined {
  if (page.after !== null || !plan.isDecided || !plan.placeOf || wholes().length === 0) return undefined;
  return import('./implies.ts').then(
    ({ isAmong }) => {
      if (!wholes().some((all) => isAmong(where, all))) return undefined;
      const found = [...records()].filter((record) => plan.verdict(record) === true);
      const total = { kind: 'exact', value: found.length } as const;
      return { records: found, last: undefined, next: null, complete: true, total, cursor: cursor(), isHeard: true };
    },
    () => undefined,
  );
}
