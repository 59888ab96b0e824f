import type { AnyRecord, Change } from '@rapport/core';
import type { QueryPlan } from '../query/index.ts';
import { wantedKey, type Heard, type Wanted } from '../tabs/index.ts';

/**
 * An answer that is taken in later than it was asked for, when what it says need not be so any more. Records are brought back only by what is known to be true
 * now: each function here is one rule of that.
 */
export interface LateAnswer {
  readonly records: readonly AnyRecord[];
  /** What the feed told of records since, the last of each, by their ids. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Whether that is all that happened since to what was asked for: only then can the answer be kept up to date. */
  readonly isTold: boolean;
}

/**
 * @param since What the feed told since the answer was asked for; undefined where that is not known.
 * @param interest What the feed has to be asked for, so that it tells of all that the query is about.
 */
export function lateAnswer(
  records: readonly AnyRecord[],
  since: readonly Heard[] | undefined,
  interest: Wanted | undefined,
): LateAnswer {
  const changes = new Map<string, Change>();
  for (const change of (since ?? []).flatMap(({ message }) => message.changes))
    changes.set(change.op === 'put' ? change.record.id : change.id, change);
  const isTold = since?.every(({ listened }) => interest && listened.has(wantedKey(interest))) ?? false;
  return { records, changes, isTold };
}

/** What was deleted since is gone: another answer from before may have brought it back. */
export function deletedSince({ changes }: LateAnswer): readonly Change[] {
  return [...changes.values()].filter(({ op }) => op === 'delete');
}

/** The records that were told of since, as they are now. */
export function toldSince({ changes }: LateAnswer): readonly AnyRecord[] {
  return [...changes.values()].flatMap((change) => (change.op === 'put' ? change.record : []));
}

/**
 * What was known to belong to a query, is not in the answer and was not told of since does not any more.
 * @param known Records, all that are known of the query among them.
 * @param isAskedFor Whether a record would be in the answer.
 */
export function leftOutBy(
  { records, changes }: LateAnswer,
  known: Iterable<AnyRecord>,
  isAskedFor: (record: AnyRecord) => boolean,
): readonly AnyRecord[] {
  const answered = new Set(records.map(({ id }) => id));
  return [...known].filter((record) => !answered.has(record.id) && !changes.has(record.id) && isAskedFor(record));
}

/**
 * The records of the answer as they are now. One that went since is not among them. Neither is one that `isMissing`, where it was told of, or may not have been:
 * it went since, and what there is of it, the feed will tell.
 * @param isMissing Whether a record is not known, though changes to it are listened for.
 */
export function broughtBy(
  { records, changes, isTold }: LateAnswer,
  isMissing: (record: AnyRecord) => boolean,
): readonly AnyRecord[] {
  return records.flatMap((record) => {
    const change = changes.get(record.id);
    if (change && change.op !== 'put' && change.version >= record.version) return [];
    const newest = change?.op === 'put' && change.record.version > record.version ? change.record : record;
    return (change || !isTold) && isMissing(newest) ? [] : [newest];
  });
}

/** Whether an answer would have a record: it satisfies the filter, and stands behind `after` and not behind `last`; null: wherever that is. */
export function isOnPage(
  { verdict, placeOf }: Pick<QueryPlan, 'verdict' | 'placeOf'>,
  after: AnyRecord | null,
  last: AnyRecord | null,
): (record: AnyRecord) => boolean {
  if (!placeOf) return () => false;
  const [from, to] = [after && placeOf(after), last && placeOf(last)];
  return (record) => {
    if (verdict(record) !== true) return false;
    const place = placeOf(record);
    return (from === null || place > from) && (to === null || place <= to);
  };
}
