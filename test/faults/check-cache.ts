import {
  bindActor,
  compile,
  refKey,
  runQuery,
  standardModel,
  toInstant,
  valueAt,
  type AnyRecord,
  type FilterContext,
} from '@rapport/core';
import type { CacheImage } from '@rapport/client';
import type { Journal } from './journal.ts';

export interface CachedAt {
  readonly image: CacheImage;
  readonly journal: Journal;
  /** The records before the first commit. */
  readonly start: readonly AnyRecord[];
  /** How many commits the image's cursor stands behind. */
  readonly commits: number;
  readonly user: string | undefined;
  readonly now: number;
}

/** Looks whether all that is kept is at least as new as its cursor says: a full pull from there would change nothing. */
export function checkCache({ image, journal, start, commits, user, now }: CachedAt): readonly string[] {
  const then = stateAt(start, journal, commits);
  const kept = new Map(image.records.map((record) => [refKey(record), record]));
  const problems: string[] = [];
  const actor = { tenant: 'faults', role: 'agent' as const, ...(user === undefined ? {} : { user }) };
  for (const { request, horizon, members } of image.queries) {
    // What only the backend can tell is kept as it was answered.
    if (members) continue;
    const context = contextOf(then, now);
    const where = request.where && bindActor(request.where, actor);
    const records = [...then.values()].filter(({ type }) => type === request.type);
    const expected = runQuery(records, { type: request.type, where, limit: 1_000 }, context).records;
    const name = JSON.stringify(request);
    if (horizon === null)
      for (const record of expected) {
        const version = kept.get(refKey(record))?.version ?? 0;
        // An answer may be newer than the cursor, and so may be why something is not in it: the feed will tell of that from the cursor on.
        const isYetToCome = version === 0 && journal.isChangedAfter(record, commits);
        if (version < record.version && !isYetToCome)
          problems.push(
            `ahead: ${name} is kept with ${refKey(record)} at ${version}, and a cursor behind ${record.version}`,
          );
      }
    const holds = where ? compile(where, request.type, contextOf(kept, now)) : () => true;
    // Beyond the last place that the backend told of, nothing is known of the query.
    const isBeyond = (record: AnyRecord): boolean =>
      horizon !== null &&
      runQuery([record, horizon], { ...request, where: undefined, limit: 1 }, context).records[0] !== record;
    for (const record of image.records) {
      if (record.type !== request.type || !holds(record) || isBeyond(record)) continue;
      const known = then.get(refKey(record))?.version ?? journal.deletedAt(record, commits);
      if (known !== undefined && record.version < known)
        problems.push(
          `ahead: ${name} is kept with ${refKey(record)} at ${record.version}, and a cursor behind ${known}`,
        );
    }
  }
  return problems;
}

function stateAt(start: readonly AnyRecord[], journal: Journal, commits: number): ReadonlyMap<string, AnyRecord> {
  const records = new Map(start.map((record) => [refKey(record), record]));
  for (const { changes } of journal.commits.slice(0, commits))
    for (const { before, after } of changes) {
      if (after) records.set(refKey(after), after);
      else if (before) records.delete(refKey(before));
    }
  return records;
}

function contextOf(records: ReadonlyMap<string, AnyRecord>, now: number): FilterContext {
  return {
    model: standardModel,
    now: toInstant(now),
    timeZone: 'Etc/UTC',
    resolve: (ref) => records.get(refKey(ref)),
    referring: (type, field, id) =>
      [...records.values()].filter(
        (record) => record.type === type && valueAt(record, { at: 'root', name: field }) === id,
      ),
  };
}
