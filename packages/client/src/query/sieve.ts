import type { AnyRecord } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { QueryPlan } from './query-plan.ts';

/** How many records are read at most to answer what a backend can't. */
const rowBudget = 5_000;

/** Lets those of a backend's records through that satisfy what it can't answer. */
export interface Sieve {
  /** @throws BackendError `unsupported` where that depends on records that are not at hand. */
  readonly letsThrough: (record: AnyRecord) => boolean;
  /**
   * So many were looked at, and too few let through.
   * @throws BackendError `unsupported`, naming the clause, where no more may be.
   */
  readonly goOn: (seen: number) => void;
}

export function sieveOf({ filter, verdict }: NonNullable<QueryPlan['residual']>): Sieve {
  const unsupported = (why: string): BackendError =>
    new BackendError('unsupported', `The backend can't answer ${JSON.stringify(filter)}, ${why}.`);
  return {
    letsThrough: (record) => {
      const answer = verdict(record);
      if (answer === undefined) throw unsupported('which depends on other records');
      return answer;
    },
    goOn: (seen) => {
      if (seen >= rowBudget)
        throw unsupported(
          `and too few of the first ${rowBudget} records satisfy it: narrow the filter by what the backend can answer`,
        );
    },
  };
}
