import type { AnyRecord, Filter } from '@rapport/core';
import type { LiveRequest } from '../client.ts';
import type { HereAnswer, Page } from './answer-here.ts';
import type { QueryPlan } from './query-plan.ts';

/** A query all of whose records are at hand. */
export interface WholeQuery {
  readonly where: Filter | undefined;
  /** As the backend said them last; undefined where that can't be told just now. */
  readonly records: () => readonly AnyRecord[] | undefined;
}

/** Answers a query whose records are all among those of another one that is open. What that takes is loaded with the first that may be such. */
export function answerAmong(
  { where }: LiveRequest,
  plan: QueryPlan,
  page: Page,
  wholes: () => readonly WholeQuery[],
  cursor: () => string | null,
): Promise<HereAnswer | undefined> | undefined {
  if (page.after !== null || !plan.isDecided || !plan.placeOf || wholes().length === 0) return undefined;
  return import('./among.ts').then(
    ({ answerFromWhole }) => answerFromWhole(where, plan, wholes(), cursor()),
    () => undefined,
  );
}
